using Souk.Simulation.Crews;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Engine;

/// <summary>Runs replicates of one model, one after the other, in the same memory.</summary>
/// <remarks>A run is a pure function of model, seed and replicate: earlier runs leave no trace. One caller at a time.</remarks>
public sealed class Simulator : IDisposable
{
    /// <summary>Steps between two sums over all accounts; movements are checked after every rule.</summary>
    public const int FullCheckSteps = 32;

    private readonly Model _model;
    private readonly Schedule _schedule;
    private readonly Rule[] _start;
    private readonly Rule[] _step;
    private readonly Crew _crew;
    private readonly Recorder _recorder;
    private readonly Sink? _sink;
    private readonly Conservation _conservation;
    private readonly IReadOnlyList<string> _labels;

    /// <param name="model">Owned by the simulator from now on.</param>
    /// <param name="crew">The threads of a run, which change no result; null for the caller's only.</param>
    /// <param name="sink">Sees the run while it happens.</param>
    /// <exception cref="ModelException">The model cannot run; says why by rule and slot.</exception>
    public Simulator(Model model, Crew? crew = null, Sink? sink = null)
    {
        _model = model;
        _schedule = new Schedule(model);
        ModelChecks.Check(model, _schedule);
        _start = [.. _schedule.Start.Select(index => model.Rules[index])];
        _step = [.. _schedule.Step.Select(index => model.Rules[index])];
        _crew = crew ?? new Crew();
        _sink = sink;
        _recorder = new Recorder(model, sink);
        _conservation = new Conservation(model.Ledger, _schedule);
        _labels = model.Labels;
        model.Ledger.Journal = sink is { WantsPostings: true } ? new Journal(sink.Post) : null;
    }

    /// <summary>Agents at the start of every run.</summary>
    public int AgentCount => _model.AgentCount;

    /// <summary>The rules of a step in their order.</summary>
    public IReadOnlyList<Rule> Order => _step;

    /// <summary>Runs one replicate to the model's last step.</summary>
    /// <param name="seed">Shared by the runs of an ensemble.</param>
    /// <param name="replicate">Which run.</param>
    /// <param name="cancellation">Checked at every step.</param>
    /// <param name="keepsDays">Whether a cancelled run is over with the days that are done, if there are any.</param>
    /// <exception cref="ConservationException">A rule created or lost tokens.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, with no day done or none to be kept.</exception>
    public RunResult Run(uint seed, uint replicate, CancellationToken cancellation = default, bool keepsDays = false)
    {
        Begin(seed, replicate);
        int days = _model.Steps;
        for (int index = 0; index < days; index++)
        {
            if (keepsDays && index > 0 && cancellation.IsCancellationRequested)
            {
                days = index;
                break;
            }

            cancellation.ThrowIfCancellationRequested();
            Step step = new(index, new RandomStream(seed, replicate), _crew);
            Play(_step, _schedule.Step, step, index);
            _recorder.Record(index);
            if ((index + 1) % FullCheckSteps == 0)
            {
                _conservation.CheckAll();
            }
        }

        _conservation.CheckAll();
        _model.Ledger.Journal?.Flush();
        _sink?.End();
        double[] values = _recorder.ValuesOf(days);
        return new RunResult(replicate, days, values, RunDigest.Of(values, _model)) { Labels = _labels };
    }

    public void Dispose() => _crew.Dispose();

    /// <summary>The initial state of a replicate.</summary>
    internal void Begin(uint seed, uint replicate)
    {
        _model.Reset();
        _recorder.Start();
        _sink?.Start(_model, seed, replicate);
        Play(_start, _schedule.Start, new Step(0, new RandomStream(seed, replicate), _crew), index: -1);
        _conservation.CheckAll();
    }

    private void Play(Rule[] rules, IReadOnlyList<int> indexes, Step step, int index)
    {
        TokenLedger ledger = _model.Ledger;
        for (int i = 0; i < rules.Length; i++)
        {
            if (ledger.Journal is { } journal)
            {
                journal.Place = (indexes[i], index);
            }

            rules[i].Run(step);
            ledger.CheckMovements(rules[i].Name);
        }
    }
}

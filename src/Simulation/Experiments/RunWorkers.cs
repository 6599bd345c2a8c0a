using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Experiments;

/// <summary>Plays runs of a plan on several threads, each taking the next run of one queue.</summary>
internal sealed class RunWorkers
{
    private readonly IRunPlan _plan;
    private readonly int[] _queue;
    private readonly EnsembleClock _clock;
    private readonly Func<Sink>? _openSink;
    private int _next;

    private RunWorkers(IRunPlan plan, int[] queue, EnsembleClock clock, Func<Sink>? openSink)
    {
        (_plan, _queue, _clock, _openSink) = (plan, queue, clock, openSink);
    }

    /// <summary>Whether a cancelled run is collected with the days that are done.</summary>
    private bool KeepsDays { get; init; }

    /// <summary>Plays the runs, in an order that no result may depend on.</summary>
    /// <param name="runs">Indices of runs of the plan.</param>
    /// <param name="threads">At least 1. A single run shares its loops among them.</param>
    /// <param name="openCollector">Makes for each thread what takes its runs, one after another.</param>
    /// <param name="cancellation">Stops within a step; unfinished runs are then not collected.</param>
    public static void Play(
        IRunPlan plan,
        int[] runs,
        int threads,
        EnsembleClock clock,
        Func<Action<int, RunResult>> openCollector,
        Func<Sink>? openSink,
        CancellationToken cancellation,
        bool keepsDays = false
    )
    {
        RunWorkers workers = new(plan, runs, clock, openSink) { KeepsDays = keepsDays };
        int count = Math.Min(runs.Length, threads);
        int crew = runs.Length == 1 ? Math.Min(threads, Crew.ThreadsMax) : 1;
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            ParallelOptions options = new() { MaxDegreeOfParallelism = count };
            Parallel.For(0, count, options, _ => workers.Work(crew, openCollector(), failed));
        }
        catch (AggregateException failures)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }
    }

    // One simulator for all runs of a thread that share a model: its memory is made once.
    private void Work(int crew, Action<int, RunResult> collect, CancellationTokenSource cancellation)
    {
        Sink? sink = _openSink?.Invoke();
        Simulator? simulator = null;
        int before = -1;
        try
        {
            while (!cancellation.IsCancellationRequested && Next() is { } run)
            {
                if (simulator is null || !_plan.ShareModel(before, run))
                {
                    simulator?.Dispose();
                    simulator = new Simulator(_plan.Build(run), new Crew(crew), new RelaySink(_clock, sink));
                }

                before = run;
                RunResult result = Run(simulator, _plan.ReplicateOf(run), cancellation.Token);
                sink?.Finish(run, result);
                collect(run, result);
                _clock.CountRun();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested) { }
        catch
        {
            cancellation.Cancel();
            throw;
        }
        finally
        {
            simulator?.Dispose();
            (sink as IDisposable)?.Dispose();
        }
    }

    private int? Next() =>
        Interlocked.Increment(ref _next) - 1 is var next && next < _queue.Length ? _queue[next] : null;

    private RunResult Run(Simulator simulator, uint replicate, CancellationToken cancellation)
    {
        try
        {
            return simulator.Run(_plan.Seed, replicate, cancellation, KeepsDays);
        }
        catch (Exception cause) when (cause is InvalidOperationException or OverflowException or ConservationException)
        {
            throw new RunException(replicate, cause);
        }
    }
}

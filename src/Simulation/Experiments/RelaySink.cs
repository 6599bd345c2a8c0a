using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Experiments;

/// <summary>How far an ensemble is.</summary>
/// <param name="Fraction">Of all steps of all runs, 0 to 1.</param>
/// <param name="RunsDone">Runs that are finished.</param>
public readonly record struct EnsembleProgress(double Fraction, int RunsDone);

/// <summary>Counts steps for all threads of an ensemble, and hands everything on.</summary>
internal sealed class RelaySink(EnsembleClock clock, Sink? inner) : Sink
{
    public override bool WantsPostings => inner?.WantsPostings ?? false;

    public override void Start(Model model, uint seed, uint replicate) => inner?.Start(model, seed, replicate);

    public override void Close(int step, ReadOnlySpan<double> values, ReadOnlySpan<Int128> units)
    {
        inner?.Close(step, values, units);
        clock.CountStep();
    }

    public override void Post(JournalPage page) => inner?.Post(page);

    public override void End() => inner?.End();
}

/// <summary>The steps of all runs of an ensemble, counted by all its threads.</summary>
internal sealed class EnsembleClock(long stepsInAll, IProgress<EnsembleProgress>? progress)
{
    /// <summary>Steps between two reports: a screen needs no more.</summary>
    private const int ReportSteps = 32;

    private long _steps;
    private int _runs;

    public void CountStep()
    {
        if (Interlocked.Increment(ref _steps) % ReportSteps == 0)
        {
            Report();
        }
    }

    public void CountRun()
    {
        Interlocked.Increment(ref _runs);
        Report();
    }

    private void Report() =>
        progress?.Report(new((double)Interlocked.Read(ref _steps) / stepsInAll, Volatile.Read(ref _runs)));
}

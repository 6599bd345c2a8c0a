using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Experiments;

/// <summary>Runs a scenario once or many times; replicates differ in their luck and in what uncertain parameters come to.</summary>
public sealed class BlueprintEnsemble
{
    public const int RunsMax = 100_000;

    /// <summary>Values that a result may hold, over runs, days and metrics: 2 GB, and as much again while bands are made.</summary>
    public const long ValuesMax = 250_000_000;

    private readonly Blueprint _blueprint;
    private readonly uint _seed;
    private readonly RunResult?[] _results;
    private readonly IReadOnlyList<MetricSpec> _metrics;
    private readonly EnsembleClock _clock;
    private readonly Func<Sink>? _openSink;
    private int _nextReplicate;

    private BlueprintEnsemble(
        Blueprint blueprint,
        uint seed,
        int runs,
        Func<Sink>? openSink,
        IProgress<EnsembleProgress>? progress
    )
    {
        _blueprint = blueprint;
        _seed = seed;
        _results = new RunResult?[runs];
        _openSink = openSink;
        _metrics = BlueprintModel.Build(blueprint).Metrics;
        _clock = new((long)runs * blueprint.HorizonDays, progress);
        long values = (long)runs * blueprint.HorizonDays * _metrics.Count;
        if (values > ValuesMax)
        {
            throw new ArgumentOutOfRangeException(
                nameof(runs),
                runs,
                $"{runs:N0} runs × {blueprint.HorizonDays:N0} days × {_metrics.Count} metrics are {values:N0} values, above {ValuesMax:N0}: take fewer runs or days."
            );
        }
    }

    /// <summary>Runs replicates 0 to <paramref name="runs"/> − 1.</summary>
    /// <param name="seed">Scenarios under one seed share their luck: replicate r of both draws the same numbers.</param>
    /// <param name="threads">Never changes the result; 0 for one per core. A single run shares its loops among them.</param>
    /// <param name="openSink">Makes a sink for each thread, which sees that thread's runs one after another.</param>
    /// <param name="cancellation">Stops within a step; the result then has the runs up to the first unfinished one.</param>
    /// <exception cref="ScenarioException">The scenario cannot run, or not with what a replicate drew.</exception>
    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More values than memory is meant to hold.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before replicate 0 was finished.</exception>
    public static BlueprintResult Run(
        Blueprint blueprint,
        uint seed,
        int runs,
        int threads = 0,
        Func<Sink>? openSink = null,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs, RunsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        BlueprintEnsemble ensemble = new(blueprint, seed, runs, openSink, progress);
        return ensemble.Run(threads == 0 ? Environment.ProcessorCount : threads, cancellation);
    }

    private BlueprintResult Run(int threads, CancellationToken cancellation)
    {
        int workers = Math.Min(_results.Length, threads);
        int crew = _results.Length == 1 ? Math.Min(threads, Crew.ThreadsMax) : 1;
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => Work(crew, failed));
        }
        catch (AggregateException failures)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }

        // A gap would make the result depend on which thread was fast.
        RunResult[] finished = [.. _results.TakeWhile(run => run is not null).Select(run => run!)];
        if (finished.Length == 0)
        {
            throw new OperationCanceledException(cancellation);
        }

        return BlueprintResult.Of(_blueprint, _metrics, _seed, finished, _results.Length);
    }

    // One simulator for all runs of a thread: its memory is made once, unless replicates differ in their parameters.
    private void Work(int crew, CancellationTokenSource cancellation)
    {
        Sink? sink = _openSink?.Invoke();
        Simulator? simulator = null;
        try
        {
            while (!cancellation.IsCancellationRequested && Next() is { } replicate)
            {
                if (simulator is null || _blueprint.IsUncertain)
                {
                    simulator?.Dispose();
                    Model model = BlueprintModel.Build(_blueprint.Draw(_seed, replicate));
                    simulator = new Simulator(model, new Crew(crew), new RelaySink(_clock, sink));
                }

                _results[replicate] = Run(simulator, replicate, cancellation.Token);
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

    private uint? Next() =>
        Interlocked.Increment(ref _nextReplicate) - 1 is var next && next < _results.Length ? (uint)next : null;

    private RunResult Run(Simulator simulator, uint replicate, CancellationToken cancellation)
    {
        try
        {
            return simulator.Run(_seed, replicate, cancellation);
        }
        catch (Exception cause) when (cause is InvalidOperationException or OverflowException or ConservationException)
        {
            throw new RunException(replicate, cause);
        }
    }
}

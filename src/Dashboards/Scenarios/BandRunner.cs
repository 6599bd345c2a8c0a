using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Scenarios;

/// <summary>Runs a design and its baseline with more and more replicates, so that a reader sees bands at once and then
/// tighter ones.</summary>
/// <remarks>Replicate r of both has the same luck. Counts double, since an ensemble starts at replicate 0: all rounds
/// together cost less than twice the last one. One reader's runs at a time; the others wait, though not for
/// their first days. Where nobody knows which model is
/// right, a last round has the union of all models around the bands.</remarks>
public sealed class BandRunner : IDisposable
{
    public const int RunsMax = 128;

    private const int ResultsKept = 64;

    /// <summary>When the first run ends later, its days that are done by then are the first answer: with what it takes to build and
    /// to draw, a reader sees something within 150 ms.</summary>
    private static readonly TimeSpan s_firstAnswer = TimeSpan.FromMilliseconds(80);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Of first days, which are too short to wait for a study of seconds.</summary>
    private readonly SemaphoreSlim _firstTurn = new(1);
    private readonly ConcurrentDictionary<(string Hash, uint Seed, int Runs), BlueprintResult> _known = new();

    /// <summary>Bands of more and more runs; before them the first days of one, where a run takes long.</summary>
    /// <param name="runsMax">Where it ends: a power of two, at most <see cref="RunsMax"/>.</param>
    /// <exception cref="Simulation.Scenarios.ScenarioException">The scenario cannot run with what a replicate drew.</exception>
    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Bands>> RunAsync(
        Design design,
        int runsMax,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (await FirstDaysAsync(design, cancellation) is { } begun)
        {
            yield return begun;
        }

        IReadOnlyList<Bands> bands = [];
        for (int runs = 1; runs <= Math.Min(runsMax, RunsMax); runs *= 2)
        {
            BlueprintResult baseline = await ResultAsync(design.Base, design.Seed, runs, cancellation);
            BlueprintResult changed = design.IsChanged
                ? await ResultAsync(design.Changed, design.Seed, runs, cancellation)
                : baseline;
            bands = BandsOf(design, baseline, changed);
            yield return bands;
        }

        ModelUnion union = await UnionAsync(design, runsMax, cancellation);
        if (union.Objection is null)
        {
            yield return Around(union, bands);
        }
    }

    /// <summary>One answer with all its runs, in the union of all models.</summary>
    public async Task<(IReadOnlyList<Bands> Bands, BlueprintResult Result)> RunAllAsync(
        Design design,
        int runs,
        CancellationToken cancellation
    )
    {
        BlueprintResult baseline = await ResultAsync(design.Base, design.Seed, runs, cancellation);
        BlueprintResult changed = design.IsChanged
            ? await ResultAsync(design.Changed, design.Seed, runs, cancellation)
            : baseline;
        ModelUnion union = await UnionAsync(design, runs, cancellation);
        return (Around(union, BandsOf(design, baseline, changed)), changed);
    }

    private Task<ModelUnion> UnionAsync(Design design, int runs, CancellationToken cancellation) =>
        ModelUnion.PlayAsync(design.Changed, design.Seed, ModelUnion.RunsOf(design.Changed, runs), this, cancellation);

    /// <summary>Two scenarios, replicate by replicate with the same luck, and under the same model.</summary>
    /// <exception cref="ArgumentException">Their first days differ.</exception>
    public async Task<PairResult> CompareAsync(
        Blueprint first,
        Blueprint second,
        uint seed,
        int runs,
        CancellationToken cancellation
    )
    {
        BlueprintComparison own = new(
            await ResultAsync(first, seed, runs, cancellation),
            await ResultAsync(second, seed, runs, cancellation)
        );
        int each = Math.Min(ModelUnion.RunsOf(first, runs), ModelUnion.RunsOf(second, runs));
        ModelUnion one = await ModelUnion.PlayAsync(first, seed, each, this, cancellation);
        ModelUnion other = await ModelUnion.PlayAsync(second, seed, each, this, cancellation);
        return new(
            own,
            one.Objection ?? other.Objection,
            [.. one.Played.Zip(other.Played, (a, b) => new BlueprintComparison(a.Result, b.Result))]
        );
    }

    /// <summary>The first run of two scenarios, or so many days of it as are there at once, before all runs and those under other
    /// models are played.</summary>
    /// <inheritdoc cref="CompareAsync"/>
    public async Task<PairResult> CompareFirstAsync(
        Blueprint first,
        Blueprint second,
        uint seed,
        CancellationToken cancellation
    ) =>
        new(
            new(await FirstAsync(first, seed, cancellation), await FirstAsync(second, seed, cancellation)),
            PageWords.Plain("scenarios.the-others-are-still-played"),
            []
        );

    /// <summary>Simulates while no other reader does.</summary>
    public Task<T> InTurnAsync<T>(Func<T> simulate, CancellationToken cancellation) =>
        InTurnAsync(_turn, simulate, cancellation);

    public void Dispose()
    {
        _turn.Dispose();
        _firstTurn.Dispose();
    }

    private static async Task<T> InTurnAsync<T>(SemaphoreSlim turn, Func<T> simulate, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(simulate, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <returns>Null where whole runs are there as soon, or no day is.</returns>
    private async Task<IReadOnlyList<Bands>?> FirstDaysAsync(Design design, CancellationToken cancellation)
    {
        BlueprintResult? baseline = await BeginAsync(design.Base, design.Seed, cancellation);
        BlueprintResult? changed = design.IsChanged
            ? await BeginAsync(design.Changed, design.Seed, cancellation)
            : baseline;
        return baseline is null || changed is null || !(baseline.IsCancelled || changed.IsCancelled)
            ? null
            : BandsOf(design, baseline, changed);
    }

    /// <returns>The first run, or so much of it as fits the time; null where not even a day does.</returns>
    private async Task<BlueprintResult?> BeginAsync(Blueprint blueprint, uint seed, CancellationToken cancellation)
    {
        if (_known.TryGetValue((blueprint.Hash, seed, 1), out BlueprintResult? known))
        {
            return known;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            BlueprintResult begun = await InTurnAsync(
                _firstTurn,
                () =>
                {
                    limit.CancelAfter(s_firstAnswer);
                    return BlueprintEnsemble.Run(blueprint, seed, runs: 1, cancellation: limit.Token, keepsDays: true);
                },
                cancellation
            );
            cancellation.ThrowIfCancellationRequested();
            return begun.IsCancelled ? begun : Keep(blueprint, begun);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<BlueprintResult> FirstAsync(Blueprint blueprint, uint seed, CancellationToken cancellation) =>
        await BeginAsync(blueprint, seed, cancellation) ?? await ResultAsync(blueprint, seed, runs: 1, cancellation);

    // What is worked out of runs is told of the file's own model.
    private static IReadOnlyList<Bands> Around(ModelUnion union, IReadOnlyList<Bands> bands) =>
        [.. union.Around([.. bands.Where(band => !band.IsRunway)]), .. bands.Where(band => band.IsRunway)];

    private static IReadOnlyList<Bands> BandsOf(Design design, BlueprintResult baseline, BlueprintResult changed) =>
        [
            .. design.Shown.Select(key =>
            {
                MetricSeries series = changed.Find(key)!;
                MetricSeries? beside = baseline.Find(key);
                return new Bands(
                    series,
                    beside ?? series,
                    changed.Blueprint.Start,
                    changed.Runs,
                    design.IsChanged && beside is not null
                )
                {
                    Threshold = design.Thresholds.TryGetValue(key, out double threshold) ? threshold : null,
                    DaysAsked = changed.Blueprint.HorizonDays,
                };
            }),
            .. RunwayBands.Of(design, baseline, changed) is { } left ? [left] : Array.Empty<Bands>(),
        ];

    /// <summary>So many runs of a scenario, played once and then remembered for a while.</summary>
    internal async Task<BlueprintResult> ResultAsync(
        Blueprint blueprint,
        uint seed,
        int runs,
        CancellationToken cancellation
    )
    {
        (string, uint, int) key = (blueprint.Hash, seed, runs);
        if (_known.TryGetValue(key, out BlueprintResult? known))
        {
            return known;
        }

        BlueprintResult result = await InTurnAsync(
            () => BlueprintEnsemble.Run(blueprint, seed, runs, cancellation: cancellation),
            cancellation
        );
        // What was cancelled may have less runs than it says.
        cancellation.ThrowIfCancellationRequested();
        return Keep(blueprint, result);
    }

    private BlueprintResult Keep(Blueprint blueprint, BlueprintResult result)
    {
        if (_known.Count >= ResultsKept)
        {
            _known.Clear();
        }

        return _known.GetOrAdd((blueprint.Hash, result.Seed, result.Runs), result);
    }
}

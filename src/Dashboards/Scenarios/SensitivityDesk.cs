using System.Runtime.CompilerServices;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;

namespace Souk.Dashboards.Scenarios;

/// <summary>What matters in a scenario, worked out once for a scenario's hash: finding the ranges builds five models for each of
/// them, and a study plays them.</summary>
public sealed class SensitivityDesk(BandRunner runner)
{
    private const int RangesKept = 128;
    private const int StudiesKept = 32;

    private readonly Kept<string, IReadOnlyList<Variation>> _ranges = new(RangesKept);
    private readonly Kept<string, Sensitivity> _studies = new(StudiesKept);
    private readonly Kept<string, VarianceShares> _shares = new(StudiesKept);

    /// <inheritdoc cref="Ranges.Of"/>
    public IReadOnlyList<Variation> RangesOf(Blueprint blueprint) =>
        _ranges.Of(blueprint.Hash, () => Ranges.Of(blueprint));

    /// <inheritdoc cref="Ranges.Parse"/>
    public IReadOnlyList<Variation> Parse(Blueprint blueprint, IReadOnlyList<string?> texts) =>
        _ranges.Of(
            $"{blueprint.Hash}\n{string.Join('\n', texts.Where(text => !string.IsNullOrWhiteSpace(text)))}",
            () => Ranges.Parse(blueprint, texts)
        );

    /// <summary>The tornado with so many runs of each point, without its failure map.</summary>
    /// <param name="runs">Null takes all that one study may play.</param>
    /// <inheritdoc cref="Sensitivity.Of"/>
    public Task<Sensitivity> TornadoAsync(
        Blueprint blueprint,
        IReadOnlyList<Variation> ranges,
        string metric,
        uint seed,
        int? runs,
        CancellationToken cancellation
    )
    {
        int each = runs ?? Sensitivity.RunsOf(blueprint, ranges.Count);
        return _studies.OfAsync(
            KeyOf(blueprint, ranges, metric, seed, $"{each}"),
            () =>
                runner.InTurnAsync(
                    () => Sensitivity.Of(blueprint, ranges, metric, seed, each, cancellation),
                    cancellation
                )
        );
    }

    /// <summary>The tornado with all its runs, and then the failure map.</summary>
    /// <inheritdoc cref="Sensitivity.WithMap"/>
    public Task<Sensitivity> StudyAsync(
        Blueprint blueprint,
        IReadOnlyList<Variation> ranges,
        string metric,
        uint seed,
        double? threshold,
        CancellationToken cancellation
    ) =>
        _studies.OfAsync(
            KeyOf(blueprint, ranges, metric, seed, FormattableString.Invariant($"map:{threshold:R}")),
            async () =>
            {
                Sensitivity bars = await TornadoAsync(blueprint, ranges, metric, seed, runs: null, cancellation);
                return await runner.InTurnAsync(
                    () => bars.WithMap(blueprint, seed, threshold, cancellation),
                    cancellation
                );
            }
        );

    /// <summary>The same tornado with more and more runs of each point, without its failure map: the first answer comes at
    /// once, and the last has all runs.</summary>
    public async IAsyncEnumerable<Sensitivity> RoundsAsync(
        Blueprint blueprint,
        string metric,
        uint seed,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        IReadOnlyList<Variation> ranges = RangesOf(blueprint);
        int runsMax = ranges.Count == 0 ? 0 : Sensitivity.RunsOf(blueprint, ranges.Count);
        for (int runs = 1; runs > 0 && runsMax > 0; runs = runs == runsMax ? 0 : Math.Min(2 * runs, runsMax))
        {
            yield return await TornadoAsync(blueprint, ranges, metric, seed, runs, cancellation);
        }
    }

    /// <summary>Shares of variance from so many rows.</summary>
    /// <param name="rows">Null takes all that one study may play.</param>
    /// <inheritdoc cref="VarianceShares.Of"/>
    public Task<VarianceShares> VarianceAsync(
        Blueprint blueprint,
        IReadOnlyList<Variation> ranges,
        string metric,
        uint seed,
        int? rows,
        CancellationToken cancellation
    )
    {
        int each = rows ?? VarianceShares.RowsOf(blueprint, ranges.Count);
        return _shares.OfAsync(
            KeyOf(blueprint, ranges, metric, seed, $"{each}"),
            () =>
                runner.InTurnAsync(
                    () => VarianceShares.Of(blueprint, ranges, metric, seed, each, cancellation),
                    cancellation
                )
        );
    }

    /// <summary>The same shares from more and more rows: all together cost less than twice the last ones.</summary>
    /// <exception cref="FormatException">A range cannot be read, or there is none.</exception>
    public async IAsyncEnumerable<VarianceShares> VarianceRoundsAsync(
        Blueprint blueprint,
        IReadOnlyList<string?> texts,
        string metric,
        uint seed,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        IReadOnlyList<Variation> ranges = RangesOf(blueprint, texts);
        int rowsMax = VarianceShares.RowsOf(blueprint, ranges.Count);
        for (int rows = VarianceShares.RowsMin; rows <= rowsMax; rows *= 2)
        {
            yield return await VarianceAsync(blueprint, ranges, metric, seed, rows, cancellation);
        }
    }

    /// <param name="extent">How much of it is played.</param>
    private static string KeyOf(
        Blueprint blueprint,
        IReadOnlyList<Variation> ranges,
        string metric,
        uint seed,
        string extent
    ) => $"{blueprint.Hash}\n{metric}\n{seed}\n{extent}\n{string.Join('\n', ranges)}";

    /// <summary>What a reader asks for, or what is moved where nothing is asked for.</summary>
    /// <exception cref="FormatException">A range cannot be read, or there is none.</exception>
    public IReadOnlyList<Variation> RangesOf(Blueprint blueprint, IReadOnlyList<string?> texts)
    {
        IReadOnlyList<Variation> ranges = texts.Any(text => !string.IsNullOrWhiteSpace(text))
            ? Parse(blueprint, texts)
            : RangesOf(blueprint);
        return ranges.Count > 0
            ? ranges
            : throw new FormatException(PageWords.Plain("what-matters.no-parameter-of-this-scenario"));
    }
}

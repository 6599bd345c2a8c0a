using System.Globalization;
using System.Runtime.CompilerServices;
using Souk.Dashboards.Shelves;
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

    /// <inheritdoc cref="Ranges.Of"/>
    public IReadOnlyList<Variation> RangesOf(Blueprint blueprint) =>
        _ranges.Of(blueprint.Hash, () => Ranges.Of(blueprint));

    /// <inheritdoc cref="Ranges.Parse"/>
    public IReadOnlyList<Variation> Parse(Blueprint blueprint, IReadOnlyList<string?> texts) =>
        _ranges.Of(
            $"{blueprint.Hash}\n{string.Join('\n', texts.Where(text => !string.IsNullOrWhiteSpace(text)))}",
            () => Ranges.Parse(blueprint, texts)
        );

    /// <inheritdoc cref="Sensitivity.Of"/>
    public Task<Sensitivity> StudyAsync(
        Blueprint blueprint,
        IReadOnlyList<Variation> ranges,
        string metric,
        uint seed,
        double? threshold,
        CancellationToken cancellation,
        int? runs = null
    )
    {
        string key = string.Create(
            CultureInfo.InvariantCulture,
            $"{blueprint.Hash}\n{metric}\n{seed}\n{threshold:R}\n{runs}\n{string.Join('\n', ranges)}"
        );
        return _studies.OfAsync(
            key,
            () =>
                runner.InTurnAsync(
                    () => Sensitivity.Of(blueprint, ranges, metric, seed, threshold, cancellation, runs),
                    cancellation
                )
        );
    }

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
            yield return await StudyAsync(blueprint, ranges, metric, seed, null, cancellation, runs);
        }
    }
}

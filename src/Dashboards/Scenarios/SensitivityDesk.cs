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
            string.Create(
                CultureInfo.InvariantCulture,
                $"{blueprint.Hash}\n{metric}\n{seed}\n{each}\n{string.Join('\n', ranges)}"
            ),
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
            string.Create(
                CultureInfo.InvariantCulture,
                $"{blueprint.Hash}\n{metric}\n{seed}\nmap:{threshold:R}\n{string.Join('\n', ranges)}"
            ),
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
}

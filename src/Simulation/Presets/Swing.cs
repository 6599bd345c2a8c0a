using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;

namespace Souk.Simulation.Presets;

/// <summary>How far a headline metric of a scenario moves, on the last day, when one uncertain parameter alone goes from P5 to P95.</summary>
/// <param name="Path">Of the parameter.</param>
/// <param name="Low">Its P5, as people write it.</param>
/// <param name="High">Its P95.</param>
/// <param name="Change">Median over runs of the metric at the high value less that at the low one, run by run with the same luck.</param>
/// <param name="Confidence">Of the parameter.</param>
public sealed record Swing(string Path, string Low, string High, double Change, Confidence Confidence)
{
    private const double LowShare = 0.05;
    private const double HighShare = 0.95;

    /// <summary>
    /// By headline metric all uncertain parameters, the one that moves it most first; equal ones in the order of the scenario.
    /// </summary>
    /// <remarks>Two ensembles for each parameter; all others are drawn as ever, so that differences are causes.</remarks>
    public static IReadOnlyList<IReadOnlyList<Swing>> Of(Blueprint blueprint, uint seed, int runs)
    {
        List<Swing>[] swings = [.. blueprint.Headline.Select(_ => new List<Swing>())];
        foreach (FactLine line in FactSheet.Of(blueprint).Where(line => line.IsSwept))
        {
            Blueprint low = Fixed(blueprint, line.Path, LowShare);
            Blueprint high = Fixed(blueprint, line.Path, HighShare);
            double[][] before = LastDays(low, seed, runs);
            double[][] after = LastDays(high, seed, runs);
            for (int metric = 0; metric < swings.Length; metric++)
            {
                double[] changes = [.. after[metric].Zip(before[metric], (above, below) => above - below).Order()];
                double change = Quantile.OfSorted(changes, 0.5);
                swings[metric]
                    .Add(new(line.Path, Words(low, line.Path), Words(high, line.Path), change, line.Confidence));
            }
        }

        return [.. swings.Select(of => of.OrderByDescending(swing => Math.Abs(swing.Change)).ToArray())];
    }

    /// <summary>The headline metrics on the last day, each by run.</summary>
    internal static double[][] LastDays(Blueprint blueprint, uint seed, int runs)
    {
        BlueprintResult result = BlueprintEnsemble.Run(blueprint, seed, runs);
        return
        [
            .. blueprint
                .Headline.Select(result.Headline)
                .Select(series =>
                    Enumerable.Range(0, series.Runs).Select(run => series[run, series.Days - 1]).ToArray()
                ),
        ];
    }

    /// <summary>The blueprint with one quantile in place of a parameter's distribution.</summary>
    internal static Blueprint Fixed(Blueprint blueprint, string path, double share) =>
        blueprint with
        {
            Parts =
            [
                .. blueprint.Parts.Select(part =>
                    part with
                    {
                        Settings = part.Settings.ToDictionary(
                            one => one.Key,
                            one => $"{part.Name}.{one.Key}" == path ? one.Value.At(share) : one.Value
                        ),
                    }
                ),
            ],
        };

    private static string Words(Blueprint blueprint, string path)
    {
        int dot = path.LastIndexOf('.');
        return SettingWords.Rounded(blueprint.Find(path[..dot])!.Settings[path[(dot + 1)..]]);
    }
}

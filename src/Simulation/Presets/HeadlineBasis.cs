using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Uncertainties;

namespace Souk.Simulation.Presets;

/// <summary>How much of a headline metric rests on what is only assumed.</summary>
/// <param name="Metric">Its key.</param>
/// <param name="AssumedVariance">As in <see cref="HeadlineBand" />, on the last day; null with a single run.</param>
/// <param name="MattersMost">
/// The uncertain parameter whose draws go with the metric's the closest, by rank over the runs; null below
/// <see cref="RunsMin" /> runs, or where none goes with it more than chance would let it.
/// </param>
/// <param name="Union">On the last day under every model that might be right; null with a single run.</param>
public sealed record HeadlineBasis(string Metric, double? AssumedVariance, string? MattersMost, HeadlineUnion? Union)
{
    /// <summary>Of fewer runs a rank correlation says little.</summary>
    public const int RunsMin = 20;

    private const int TwinRunsMax = 12;

    // Two standard deviations of a rank correlation of unrelated numbers are 2 / √(n − 1).
    private const double Deviations = 2;

    /// <summary>By headline metric, in their order.</summary>
    /// <param name="result">Of all its runs.</param>
    /// <param name="progress">Told the share of models that is done.</param>
    /// <remarks>Plays up to twelve runs twice more, and up to twenty under each model.</remarks>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<HeadlineBasis> Of(
        BlueprintResult result,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    )
    {
        if (result.Blueprint.Headline.Count == 0)
        {
            return [];
        }

        Blueprint preset = result.Blueprint;
        double[]? assumed =
            result.Runs < 2 ? null : AssumedVariances(preset, result.Seed, Math.Min(result.Runs, TwinRunsMax));
        IReadOnlyList<HeadlineUnion>? union =
            result.Runs < 2 ? null : HeadlineUnion.Of(result, threads, progress, cancellation);
        return
        [
            .. preset.Headline.Select(
                (key, at) => new HeadlineBasis(key, assumed?[at], MostOf(result, key), union?[at])
            ),
        ];
    }

    /// <summary>By headline metric, as <see cref="HeadlineBand" /> has it.</summary>
    internal static double[] AssumedVariances(Blueprint preset, uint seed, int runs)
    {
        Blueprint certain = FactSheet
            .Of(preset)
            .Where(line => line.IsSwept && line.Confidence == Confidence.Assumed)
            .Aggregate(preset, (changed, line) => Swing.Fixed(changed, line.Path, 0.5));
        double[] all = [.. Swing.LastDays(preset, seed, runs).Select(Variance)];
        double[] rest = [.. Swing.LastDays(certain, seed, runs).Select(Variance)];
        return [.. all.Zip(rest, (whole, left) => whole > 0 ? Math.Clamp(1 - (left / whole), 0, 1) : 0)];
    }

    private static string? MostOf(BlueprintResult result, string key)
    {
        if (result.Runs < RunsMin)
        {
            return null;
        }

        double[] metric = Ranks(LastDay(result.Headline(key)));
        double chance = Deviations / Math.Sqrt(result.Runs - 1);
        return result
            .Blueprint.Parts.SelectMany(part =>
                part.Settings.Values.Where(setting => setting.Spread is not null)
                    .Select(setting => $"{part.Name}.{setting.Spec.Name}")
            )
            .Select(path => (Path: path, Closeness: Math.Abs(Correlation(metric, Ranks(Shares(result, path))))))
            .Where(one => one.Closeness > chance)
            .OrderByDescending(one => one.Closeness)
            .Select(one => one.Path)
            .FirstOrDefault();
    }

    private static double[] LastDay(MetricSeries series) =>
        [.. Enumerable.Range(0, series.Runs).Select(run => series[run, series.Days - 1])];

    private static double[] Shares(BlueprintResult result, string path) =>
        [.. Enumerable.Range(0, result.Runs).Select(run => Blueprint.ShareOf(path, result.Seed, (uint)run))];

    // Equal values have the mean of their ranks.
    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(at => values[at])];
        double[] ranks = new double[values.Length];
        for (int from = 0; from < order.Length; )
        {
            int until = from + 1;
            while (until < order.Length && values[order[until]].Equals(values[order[from]]))
            {
                until++;
            }

            for (int at = from; at < until; at++)
            {
                ranks[order[at]] = (from + until - 1) / 2.0;
            }

            from = until;
        }

        return ranks;
    }

    private static double Correlation(double[] first, double[] second)
    {
        double spread = Math.Sqrt(Variance(first) * Variance(second));
        double mean = first.Average();
        double other = second.Average();
        return spread > 0 ? first.Zip(second, (a, b) => (a - mean) * (b - other)).Average() / spread : 0;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Select(value => (value - mean) * (value - mean)).Sum() / values.Length;
    }
}

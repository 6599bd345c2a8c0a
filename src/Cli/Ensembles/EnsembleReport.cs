using System.Globalization;
using System.Text;
using Souk.Cli.Screens;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Sketches;

namespace Souk.Cli.Ensembles;

/// <summary>What `souk ensemble` prints.</summary>
/// <param name="Shard">Which part, `0 of 1` for the whole.</param>
/// <param name="Runs">Runs that are there.</param>
/// <param name="RunsFound">Of these, runs that were there before.</param>
/// <param name="Digest">Of the whole; null while runs are missing.</param>
/// <param name="QuantileError">How far a quantile may be off, as a share of its size.</param>
/// <param name="Metrics">On the last day over all runs of the only point; null where there are several points.</param>
internal sealed record EnsembleReport(
    string Scenario,
    string PlanHash,
    string Shard,
    uint Seed,
    int Points,
    int RunsPerPoint,
    int Runs,
    int RunsFound,
    string EngineVersion,
    string? Digest,
    string Output,
    double QuantileError,
    IReadOnlyDictionary<string, MetricQuantiles>? Metrics
)
{
    /// <summary>Where a rule stopped it; null where all runs were asked for.</summary>
    public StopReport? Stopped { get; init; }

    public static EnsembleReport Of(EnsembleSketch sketch, Shard shard, string output, int found)
    {
        EnsembleShape shape = sketch.Shape;
        bool isWhole = sketch.Runs == shape.Runs;
        return new(
            shape.Name,
            shape.Hash,
            shard.ToString(),
            shape.Seed,
            shape.Points.Count,
            shape.Replicates,
            sketch.Runs,
            found,
            shape.EngineVersion,
            isWhole ? sketch.Digest : null,
            output,
            QuantileSketch.RelativeError,
            isWhole && shape.Points.Count == 1 ? Last(sketch) : null
        );
    }

    public string Text()
    {
        StringBuilder text = new();
        Add(
            text,
            $"{Scenario}: {Runs:N0} runs, {Points:N0} {(Points == 1 ? "point" : "points")} × {RunsPerPoint:N0}, shard {Shard}"
        );
        Add(text, $"plan {PlanHash}");
        Add(text, $"seed {Seed}, engine {EngineVersion}");
        Add(text, $"{(Digest is null ? "digest once all shards are merged" : $"digest {Digest}")}");
        Add(text, $"kept in {Output}{(RunsFound > 0 ? $"; {RunsFound:N0} runs were there already" : "")}");
        if (Stopped is not null)
        {
            Add(text, $"{Stopped.Text(RunsPerPoint)}");
        }

        if (Metrics is not null)
        {
            Add(text, $"");
            BlueprintReport.AddTable(text, "on the last day", Metrics, Runs);
            Add(text, $"{BlueprintReport.OwnModel}");
            Add(text, $"quantiles from sketches: off by at most {QuantileError:P2} of their size");
        }

        return text.ToString().TrimEnd();
    }

    private static Dictionary<string, MetricQuantiles> Last(EnsembleSketch sketch)
    {
        Dictionary<string, MetricQuantiles> metrics = [];
        for (int metric = 0; metric < sketch.Shape.Metrics.Count; metric++)
        {
            QuantileSketch last = sketch.At(0, metric, sketch.BandDays.Count - 1).Quantiles;
            double[] quantiles = [.. Quantile.Reported.Select(last.Quantile)];
            MetricSpec spec = sketch.Shape.Metrics[metric];
            metrics.Add(spec.Key, new(spec.Unit, quantiles[0], quantiles[1], quantiles[2], quantiles[3], quantiles[4]));
        }

        return metrics;
    }

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

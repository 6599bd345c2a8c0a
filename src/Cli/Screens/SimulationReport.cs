using System.Globalization;
using System.Text;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;

namespace Souk.Cli.Screens;

/// <summary>What `souk simulate` prints: what identifies the result, and each metric's quantiles on the last day.</summary>
internal sealed record SimulationReport(
    string Scenario,
    string Market,
    string? Label,
    string ScenarioHash,
    uint Seed,
    int Runs,
    string EngineVersion,
    string Digest,
    DateOnly FirstDay,
    DateOnly LastDay,
    IReadOnlyDictionary<string, MetricQuantiles> Metrics
)
{
    public static SimulationReport Of(EnsembleResult result) =>
        new(
            result.Scenario.Name,
            result.Scenario.State.Market,
            result.Scenario.State.Label,
            result.ScenarioHash,
            result.Seed,
            result.Runs,
            result.EngineVersion,
            result.Digest,
            result.DateAt(0),
            result.DateAt(result.Days - 1),
            result.Metrics.ToDictionary(series => series.Spec.Key, MetricQuantiles.Of)
        );

    public static string Text(EnsembleResult result)
    {
        SimulationReport report = Of(result);
        StringBuilder text = new();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{report.Scenario} of {report.Market}{(report.Label is null ? "" : $" ({report.Label})")}, {report.Runs:N0} runs, {report.FirstDay:yyyy-MM-dd} to {report.LastDay:yyyy-MM-dd}"
        );
        text.AppendLine(CultureInfo.InvariantCulture, $"scenario {report.ScenarioHash}");
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {report.Seed}, engine {report.EngineVersion}");
        text.AppendLine(CultureInfo.InvariantCulture, $"digest {report.Digest}");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"on the last day", -28}{"p5", 20}{"p50", 20}{"p95", 20}");
        foreach (MetricSeries series in result.Metrics)
        {
            MetricQuantiles last = MetricQuantiles.Of(series);
            string title = $"{series.Spec.Title} ({series.Spec.Unit})";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{title, -28}{last.P05, 20:G8}{last.P50, 20:G8}{last.P95, 20:G8}"
            );
        }

        text.AppendLine("bands are of one model: its expectations and its price process are as the scenario has them");
        return text.ToString().TrimEnd();
    }
}

/// <summary>Quantiles over runs at the close of the last day.</summary>
internal sealed record MetricQuantiles(string Unit, double P05, double P25, double P50, double P75, double P95)
{
    public static MetricQuantiles Of(MetricSeries series)
    {
        double[] last = [.. Quantile.Reported.Select(share => series.QuantileByDay(share)[^1])];
        return new MetricQuantiles(series.Spec.Unit, last[0], last[1], last[2], last[3], last[4]);
    }
}

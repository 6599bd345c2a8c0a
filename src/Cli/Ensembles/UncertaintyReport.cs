using System.Globalization;
using System.Text;
using Souk.Cli.Screens;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Uncertainties;

namespace Souk.Cli.Ensembles;

/// <summary>What `souk uncertainty` prints: bands on the last day by model, and their union.</summary>
internal sealed record UncertaintyReport(
    string Scenario,
    string ScenarioHash,
    uint Seed,
    int Runs,
    string EngineVersion,
    DateOnly Day,
    IReadOnlyList<MetricUncertainty> Metrics
)
{
    public static UncertaintyReport Of(
        Blueprint blueprint,
        IReadOnlyList<string> metrics,
        uint seed,
        int runs,
        int threads,
        IProgress<StageProgress> progress,
        CancellationToken cancellation
    ) =>
        new(
            blueprint.Title,
            blueprint.Hash,
            seed,
            runs,
            Simulation.Engine.EngineVersion.Current,
            blueprint.Start.AddDays(blueprint.HorizonDays - 1),
            ModelUncertainty.Measure(
                blueprint,
                metrics,
                seed,
                runs,
                threads,
                new DesignProgressLine(progress, ModelVariants.Count, "models played"),
                cancellation
            )
        );

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{Scenario}: {Runs} runs of each model, {Day:yyyy-MM-dd}");
        Add(text, $"scenario {ScenarioHash}");
        Add(text, $"seed {Seed}, engine {EngineVersion}");
        foreach (MetricUncertainty metric in Metrics)
        {
            Add(text, $"");
            Add(text, $"{$"{metric.Metric} ({metric.Unit})", -40} {"p05", 14} {"p50", 14} {"p95", 14}");
            foreach (ModelBand band in metric.Models.Append(metric.Union))
            {
                Add(text, $"{band.Model, -40} {band.P05, 14:G6} {band.P50, 14:G6} {band.P95, 14:G6}");
            }

            Add(
                text,
                $"The union holds the bands of all {metric.Models.Count} models{(metric.Widening is { } times ? Wider(times) : "")}."
            );
        }

        return text.ToString().TrimEnd();
    }

    private static string Wider(double times) =>
        string.Create(CultureInfo.InvariantCulture, $" and is {times:0.00} times as wide as that of the first model");

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

using System.Globalization;
using System.Text;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Presets;
using Souk.Simulation.Uncertainties;

namespace Souk.Cli.Screens;

/// <summary>What `souk simulate` prints of a scenario that stands alone.</summary>
/// <param name="Labels">What results must be read with: `sequential phase`, `floating-point reference`.</param>
/// <param name="AssumedInputs">Paths of parameters behind which stands nothing but an assumption.</param>
/// <param name="Scale">`sample` or `full`.</param>
/// <param name="Weights">By part, how many one of its agents stands for; those that are not named stand for one.</param>
/// <param name="Sampled">Parts that full scale leaves as they were, and why.</param>
/// <param name="Headline">The metrics that answer the scenario's question, and how much of each rests on assumptions.</param>
/// <param name="Metrics">Quantiles over runs at the close of the last day, under the scenario's own model.</param>
internal sealed record BlueprintReport(
    string Scenario,
    string Title,
    string ScenarioHash,
    uint Seed,
    int Runs,
    int RunsAsked,
    bool Cancelled,
    string EngineVersion,
    string Digest,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> AssumedInputs,
    string Scale,
    IReadOnlyDictionary<string, decimal> Weights,
    IReadOnlyList<SampledPart> Sampled,
    DateOnly FirstDay,
    DateOnly LastDay,
    string? Output,
    IReadOnlyList<HeadlineBasis> Headline,
    IReadOnlyDictionary<string, MetricQuantiles> Metrics
)
{
    public static BlueprintReport Of(
        BlueprintResult result,
        string? output,
        bool isFull = false,
        IReadOnlyList<SampledPart>? sampled = null,
        IReadOnlyList<HeadlineBasis>? headline = null
    ) =>
        new(
            result.Blueprint.Name,
            result.Blueprint.Title,
            result.ScenarioHash,
            result.Seed,
            result.Runs,
            result.RunsAsked,
            result.IsCancelled,
            result.EngineVersion,
            result.Digest,
            result.Labels,
            result.AssumedInputs,
            isFull ? "full" : "sample",
            result.Blueprint.Weights.Where(one => one.Value != 1).ToDictionary(),
            sampled ?? [],
            result.DateAt(0),
            result.DateAt(result.Days - 1),
            output,
            headline ?? [],
            Last(result.Metrics)
        );

    public static Dictionary<string, MetricQuantiles> Last(IReadOnlyList<MetricSeries> metrics) =>
        metrics.ToDictionary(series => series.Spec.Key, MetricQuantiles.Of);

    public string Text()
    {
        StringBuilder text = new();
        AddHead(text);
        Add(text, $"");
        AddTable(text, "on the last day", Metrics, Runs);
        AddIf(text, Runs > 1, $"{OwnModel}");
        foreach (HeadlineUnion union in Headline.Select(basis => basis.Union).OfType<HeadlineUnion>())
        {
            Add(text, $"{UnionWords(union)}");
        }

        foreach (HeadlineBasis basis in Headline.Where(basis => basis.AssumedVariance is not null))
        {
            string most = basis.MattersMost is { } path ? $"; most goes with {path}" : "";
            Add(text, $"{basis.Metric}: {basis.AssumedVariance:0 %} of its variance rests on assumed ranges{most}");
        }

        return text.ToString().TrimEnd();
    }

    public void AddHead(StringBuilder text)
    {
        Add(text, $"{Title}: {Runs:N0} {(Runs == 1 ? "run" : "runs")}, {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}");
        Add(text, $"scenario {ScenarioHash}");
        Add(text, $"seed {Seed}, engine {EngineVersion}");
        Add(text, $"digest {Digest}");
        AddIf(text, Labels.Count > 0, $"labels: {string.Join(", ", Labels)}");
        AddIf(
            text,
            AssumedInputs.Count > 0,
            $"assumed inputs ({AssumedInputs.Count}): {string.Join(", ", AssumedInputs)}"
        );
        AddIf(text, Weights.Count > 0, $"an agent stands for: {string.Join(", ", Weights.Select(Words))}");
        foreach (SampledPart part in Sampled)
        {
            Add(text, $"{part.Part} stays at its sample: {part.Reason}");
        }

        AddIf(text, Output is not null, $"kept in {Output}");
    }

    /// <param name="runs">One run has no band: its value stands alone.</param>
    public static void AddTable(
        StringBuilder text,
        string title,
        IReadOnlyDictionary<string, MetricQuantiles> metrics,
        int runs
    )
    {
        string[] heads = runs == 1 ? ["value"] : ["p5", "p25", "p50", "p75", "p95"];
        Add(text, $"{title, -44}{string.Concat(heads.Select(head => head.PadLeft(15)))}");
        foreach ((string key, MetricQuantiles band) in metrics)
        {
            double[] values = runs == 1 ? [band.P50] : [band.P05, band.P25, band.P50, band.P75, band.P95];
            string numbers = string.Concat(values.Select(value => Number(value).PadLeft(15)));
            Add(text, $"{$"{key} ({band.Unit})", -44}{numbers}");
        }
    }

    /// <summary>Whose bands a table has.</summary>
    public const string OwnModel =
        "bands are of the scenario's own model; `souk uncertainty` has the union of all models of any metric, `souk simulate` of its headlines";

    /// <summary>What all models say of a headline, or why there is one only.</summary>
    public static string UnionWords(HeadlineUnion union) =>
        union.WhyOne is { } why
            ? $"{union.Metric}: one model only: {char.ToLowerInvariant(why[0])}{why[1..]}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{union.Metric}: between {Number(union.P05)} and {Number(union.P95)} in the union of {union.Models} models (three ways to expect, two to make prices; {union.Runs} {(union.Runs == 1 ? "run" : "runs")} of each)"
            );

    private static string Words(KeyValuePair<string, decimal> weight) =>
        string.Create(CultureInfo.InvariantCulture, $"{weight.Key} {weight.Value:#,0.##}");

    // As people write numbers, with at least four digits that count.
    private static string Number(double value)
    {
        string format = Math.Abs(value) switch
        {
            0 => "0",
            < 1 or >= 1e13 => "G5",
            < 1_000 => "#,0.###",
            _ => "#,0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static void AddIf(StringBuilder text, bool isShown, FormattableString line)
    {
        if (isShown)
        {
            Add(text, line);
        }
    }

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

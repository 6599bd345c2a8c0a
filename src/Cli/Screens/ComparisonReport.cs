using System.Text;
using Souk.Simulation.Experiments;
using Souk.Simulation.Uncertainties;

namespace Souk.Cli.Screens;

/// <summary>What `souk simulate A B` prints: both scenarios, and the bands of the second less the first, run by run.</summary>
/// <param name="Differences">Quantiles over runs at the close of the last day that both have, each scenario under its own model.</param>
/// <param name="Headline">Headlines of either under every model that might be right; empty with a single run.</param>
internal sealed record ComparisonReport(
    BlueprintReport First,
    BlueprintReport Second,
    IReadOnlyDictionary<string, MetricQuantiles> Differences,
    IReadOnlyList<HeadlineUnion> Headline,
    IReadOnlyList<string> OnlyFirst,
    IReadOnlyList<string> OnlySecond
)
{
    public static ComparisonReport Of(BlueprintComparison comparison, IReadOnlyList<HeadlineUnion> headline) =>
        new(
            BlueprintReport.Of(comparison.First, output: null),
            BlueprintReport.Of(comparison.Second, output: null),
            BlueprintReport.Last(comparison.Differences),
            headline,
            comparison.OnlyFirst,
            comparison.OnlySecond
        );

    public string Text()
    {
        StringBuilder text = new();
        First.AddHead(text);
        text.Append('\n');
        Second.AddHead(text);
        text.Append('\n');
        BlueprintReport.AddTable(text, "second less first, common random numbers", Differences, First.Runs);
        text.Append(First.Runs > 1 ? BlueprintReport.OwnModel + "\n" : "");
        foreach (HeadlineUnion union in Headline)
        {
            text.Append(BlueprintReport.UnionWords(union)).Append('\n');
        }

        if (OnlyFirst.Count > 0)
        {
            text.Append("only the first has: ").AppendJoin(", ", OnlyFirst).Append('\n');
        }

        if (OnlySecond.Count > 0)
        {
            text.Append("only the second has: ").AppendJoin(", ", OnlySecond).Append('\n');
        }

        return text.ToString().TrimEnd();
    }
}

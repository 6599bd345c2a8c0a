using System.Globalization;

namespace Souk.Simulation.Presets;

/// <summary>How far a headline metric of a preset at full size is from that of its sample.</summary>
/// <param name="Preset">Its name, such as sahara.</param>
/// <param name="Metric">Its key.</param>
/// <param name="Runs">Of each size, with the same luck.</param>
/// <param name="Gap">Mean of full less sample on the last day, over the sample's mean.</param>
/// <param name="Error">Standard error of that; NaN of a single run.</param>
public sealed record ScaleGap(string Preset, string Metric, int Runs, double Gap, double Error)
{
    /// <summary>Of a preset whose agents all stand for one: it is no sample, and nothing was run.</summary>
    public static ScaleGap None(string preset) => new(preset, "no sample", Runs: 0, Gap: 0, double.NaN);
}

/// <summary>The table of docs/SCALE.md that says what sampling costs in each preset.</summary>
public static class ScaleTable
{
    private const string First = "<!-- scales -->\n";
    private const string Last = "<!-- /scales -->";
    private const string Head =
        "| Preset | Metric | Full less sample | Standard error | Runs |\n| --- | --- | ---: | ---: | ---: |\n";

    /// <summary>The page with new rows for the presets that were measured; those of others stay.</summary>
    /// <param name="page">With the two marks between which the table is.</param>
    /// <exception cref="ArgumentException">The page lacks the marks.</exception>
    public static string Update(string page, IReadOnlyList<ScaleGap> gaps)
    {
        int from = page.IndexOf(First, StringComparison.Ordinal) + First.Length;
        int until = page.IndexOf(Last, StringComparison.Ordinal);
        if (from < First.Length || until < from)
        {
            throw new ArgumentException($"The page has no {First.Trim()} and {Last} around its table.", nameof(page));
        }

        IEnumerable<(string Preset, string Row)> others = page[from..until]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(2)
            .Select(row => (Preset: row.Split('|')[1].Trim(), Row: row))
            .Where(row => gaps.All(gap => gap.Preset != row.Preset));
        // Sorting is stable: metrics of a preset keep their order.
        string[] rows =
        [
            .. others
                .Concat(gaps.Select(gap => (gap.Preset, Row: Row(gap))))
                .OrderBy(row => row.Preset, StringComparer.Ordinal)
                .Select(row => row.Row),
        ];
        return page[..from] + Head + string.Concat(rows.Select(row => row + "\n")) + page[until..];
    }

    private static string Row(ScaleGap gap)
    {
        if (gap.Runs == 0)
        {
            return $"| {gap.Preset} | {gap.Metric} | none | none | 0 |";
        }

        string error = double.IsNaN(gap.Error) ? "unknown" : Percent(gap.Error, "0.00 %");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {gap.Preset} | {gap.Metric} | {Percent(gap.Gap, "+0.00 %;-0.00 %")} | {error} | {gap.Runs} |"
        );
    }

    private static string Percent(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Scenarios;

/// <summary>The rows behind bands: every run on every day.</summary>
public static class BandRuns
{
    /// <summary>Names their file.</summary>
    /// <param name="key">Of the metric.</param>
    public static string KeyOf(string key) => $"{key}-runs";

    /// <summary>The runs that the quantiles of a metric are of, day by day.</summary>
    /// <param name="about">Which scenario, seed and engine.</param>
    internal static Exhibit Of(Bands bands, IReadOnlyList<(string Name, string Text)> about)
    {
        int runs = bands.Changed.Runs;
        return new Exhibit(
            KeyOf(bands.Key),
            PageWords.Plain("scenarios.runs-behind-the-bands", bands.Changed.Spec.Title),
            ExportTable.Of(
                Enumerable.Range(0, bands.Changed.Days * runs),
                ("day", row => bands.Start.AddDays(row / runs)),
                ("run", row => (row % runs) + 1),
                ("value", row => bands.Changed[row % runs, row / runs])
            )
        )
        {
            About = [("units", bands.Changed.Spec.Unit), ("formula", bands.Changed.Spec.Meaning), .. about],
        };
    }
}

using Souk.Charts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Tables;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Exhibits;

/// <summary>A chart or a table of a page, from which each of its files is made.</summary>
/// <param name="Key">Names its files; unique on the page.</param>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Rows">All of them, in full, however many the page shows.</param>
/// <param name="Chart">What is drawn of the rows; null where a picture of it is the table itself.</param>
public sealed record Exhibit(string Key, string Title, ExportTable Rows, Chart? Chart = null)
{
    /// <summary>What the rows are, by name: units, formula, as of. Files that can say it do.</summary>
    public IReadOnlyList<(string Name, string Text)> About { get; init; } = [];

    /// <summary>Where the data come from, such as "Synthetic demo"; null where it is the world.</summary>
    public string? Label { get; init; }

    /// <summary>Writes the PDF where it is more than the chart or the table; null where it is not.</summary>
    public Func<byte[]>? Pdf { get; init; }

    /// <summary>The numbers that a chart draws.</summary>
    public static Exhibit Of(string key, Chart chart) =>
        new(key, chart.Title, ChartTable.Of(chart), chart)
        {
            Label = chart.Label,
            About = [("units", chart.Y.Caption), ("formula", chart.Note ?? "")],
        };

    /// <summary>The rows of a metric, with what its file says of it.</summary>
    public static Exhibit Of(
        Warehouse.Metrics.Metric metric,
        MetricTable table,
        MarketSummary market,
        Chart? chart = null
    ) =>
        new Exhibit(metric.Key, metric.Title, MetricExport.Of(table), chart)
        {
            About =
            [
                ("metric", metric.Key),
                ("units", metric.Unit),
                ("formula", metric.Formula),
                ("definer", metric.Definer),
                ("caveats", metric.Caveats),
                ("query", metric.Sql),
            ],
        }.From(market);

    /// <summary>The same, said to be of a market as of its last block.</summary>
    public Exhibit From(MarketSummary market) =>
        this with
        {
            Label = market.Label,
            About = [("market", $"{market.System}: {market.Title}"), .. About, market.AsOfLine],
        };
}

/// <summary>A page whose charts and tables can all be had as files.</summary>
public interface IExhibitor
{
    /// <summary>What the page shows, once its handler has read it.</summary>
    IEnumerable<Exhibit> Exhibits { get; }

    /// <summary>Why it shows less than was asked for; null where it shows all.</summary>
    string? Error => null;
}

using Souk.Charts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Disputes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Trust;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Sections;

/// <summary>Reads the panels of a part of a market.</summary>
internal static class SectionReader
{
    public static IReadOnlyList<PanelView> Read(
        DuckDBConnection connection,
        Section section,
        MarketSummary market,
        Moment moment
    )
    {
        Coverage coverage = Coverage.Read(connection, market.System);
        return
        [
            .. section.Panels.Select(panel =>
                View(connection, panel, ReadData(connection, panel, market, coverage, moment.Until), moment)
            ),
        ];
    }

    public static PanelData ReadData(
        DuckDBConnection connection,
        Panel panel,
        MarketSummary market,
        Coverage? known = null,
        DateTime? asOf = null
    )
    {
        Warehouse.Metrics.Metric metric = MetricCatalogue.Get(panel.MetricKey);
        return new PanelData(
            market,
            metric,
            MetricCatalogue.Run(connection, panel.MetricKey, market.System, asOf),
            (known ?? Coverage.Read(connection, market.System)).Of(metric)
        );
    }

    private static PanelView View(DuckDBConnection connection, Panel panel, PanelData data, Moment moment) =>
        new(
            data,
            data.IsEmpty ? data.Metric.Title : panel.Finding(data),
            data.IsEmpty ? null : panel.Figure?.Invoke(data),
            MetricTableView.Of(
                data.Metric,
                data.Table,
                data.Market.System,
                data.Market.Token,
                MetricTableView.IsByTime(data.Table),
                noteOf: DisputeNotes.Of(connection, data.Metric, data.Table),
                asOf: moment.Day
            ),
            panel.IsCohorts ? CohortTable.Of(data) : [],
            moment
        );
}

/// <summary>A panel ready to be shown.</summary>
/// <param name="Heading">The finding in words.</param>
/// <param name="Cohorts">Triangles, one per side; empty where the metric is none.</param>
/// <param name="Moment">The day up to which it counts.</param>
public sealed record PanelView(
    PanelData Data,
    string Heading,
    Chart? Chart,
    TableView Table,
    IReadOnlyList<CohortTable> Cohorts,
    Moment Moment
)
{
    public Exhibit ToExhibit() => Exhibit.Of(Data.Metric, Data.Table, Data.Market, Chart);
}

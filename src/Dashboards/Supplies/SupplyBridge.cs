using System.Globalization;
using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Supplies;

/// <summary>How the circulating supply of one day became that of another: minted, burned, and moved into or out of locks.
/// </summary>
/// <param name="From">The day whose close opens it.</param>
/// <param name="To">The day whose close ends it.</param>
/// <param name="Steps">Opening, changes and closing in base units; the changes add up exactly.</param>
public sealed record SupplyBridge(DateOnly From, DateOnly To, IReadOnlyList<SupplyStep> Steps)
{
    private const string Metric = "supply_reconciliation";

    // Tokens that go there stop circulating.
    private static (string Column, string Name)[] Places =>
        [
            ("locked", PageWords.Plain("supplies.locks-and-dead-addresses")),
            ("escrowed", PageWords.Plain("supplies.escrow")),
            ("staked", PageWords.Plain("supplies.staking")),
            ("treasury", PageWords.Plain("supplies.treasury")),
        ];

    /// <param name="days">How far back it opens; the first day where the market is younger.</param>
    /// <returns>Null where nothing is indexed.</returns>
    public static SupplyBridge? Read(DuckDBConnection connection, MarketSummary market, int days, DateTime? asOf = null)
    {
        MetricTable table = MetricCatalogue.Run(connection, Metric, market.System, asOf);
        object?[][] rows = [.. table.Rows.Where(row => table.Value<string>(row, "symbol") == market.Token.Symbol)];
        if (rows.Length == 0)
        {
            return null;
        }

        object?[] last = rows[^1];
        object?[] first = rows[Math.Max(0, rows.Length - 1 - days)];
        BigInteger Change(string column) => table.Integer(last, column) - table.Integer(first, column);
        return new SupplyBridge(
            table.Value<DateOnly>(first, "day"),
            table.Value<DateOnly>(last, "day"),
            [
                new SupplyStep(PageWords.Plain("supplies.opening"), table.Integer(first, "circulating"), IsTotal: true),
                new SupplyStep(PageWords.Plain("supplies.minted"), Change("minted"), IsTotal: false),
                new SupplyStep(PageWords.Plain("supplies.burned"), -Change("burned"), IsTotal: false),
                .. Places
                    .Select(place => new SupplyStep(place.Name, -Change(place.Column), IsTotal: false))
                    .Where(step => !step.Amount.IsZero),
                new SupplyStep(PageWords.Plain("supplies.closing"), table.Integer(last, "circulating"), IsTotal: true),
            ]
        );
    }

    /// <summary>What the changes leave unexplained: zero, or the warehouse is wrong.</summary>
    public BigInteger Rest =>
        Steps.Aggregate(
            BigInteger.Zero,
            (sum, step) => sum + (step.Name == PageWords.Plain("supplies.closing") ? -step.Amount : step.Amount)
        );

    public Exhibit ToExhibit(MarketSummary market)
    {
        Chart chart = ToChart(market);
        return new Exhibit(
            "bridge",
            chart.Title,
            ExportTable.Of(
                Steps,
                ("step", row => row.Name),
                ("amount", row => row.Amount),
                ("symbol", _ => market.Token.Symbol),
                ("decimals", _ => market.Token.Decimals)
            ),
            chart
        )
        {
            About =
            [
                ("units", PageWords.Plain("supplies.base-units-of", market.Token.Symbol)),
                ("formula", chart.Note ?? ""),
                ("from", From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("to", To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ],
        }.From(market);
    }

    public Chart ToChart(MarketSummary market) =>
        new()
        {
            Title = PageWords.Plain("supplies.from-opening-to-closing-supply"),
            Label = market.Label,
            X = new Axis(PageWords.Plain("supplies.step")),
            Y = new Axis(PageWords.Plain("supplies.circulating", market.Token.Symbol)),
            Series =
            [
                new WaterfallSeries(
                    PageWords.Plain("supplies.circulating-supply"),
                    Tone.Blue,
                    Positions.On([.. Steps.Select(step => step.Name)]),
                    [.. Steps.Select(step => new Amount(step.Amount, market.Token).ToChartPoint())],
                    [.. Steps.Select(step => step.IsTotal)]
                ),
            ],
            Note = PageWords.Plain("supplies.opening-minted-burned-what-went"),
        };
}

/// <param name="Amount">Base units; negative where it takes out of circulation.</param>
/// <param name="IsTotal">Whether it is the opening or the closing amount.</param>
public sealed record SupplyStep(string Name, BigInteger Amount, bool IsTotal);

using System.Globalization;
using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Facts;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Supplies;

/// <summary>How the circulating supply of one day became that of another, all chains together: minted, burned, and moved into or
/// out of locks.</summary>
/// <param name="From">The day whose close opens it.</param>
/// <param name="To">The day whose close ends it.</param>
/// <param name="Steps">Opening, changes and closing in base units; the changes add up exactly.</param>
public sealed record SupplyBridge(DateOnly From, DateOnly To, IReadOnlyList<SupplyStep> Steps)
{
    // Tokens that go there stop circulating.
    private static readonly (string Column, string NameKey)[] s_places =
    [
        ("locked", "supplies.locks-and-dead-addresses"),
        ("escrowed", "supplies.escrow"),
        ("staked", "supplies.staking"),
        ("treasury", "supplies.treasury"),
    ];

    /// <param name="days">How far back it opens; the first day where the market is younger.</param>
    /// <returns>Null where nothing is indexed.</returns>
    public static SupplyBridge? Read(DuckDBConnection connection, MarketSummary market, int days, DateTime? asOf = null)
    {
        MetricTable table = SupplyDays.Of(
            MetricCatalogue.Run(connection, SupplyDays.Metric, market.System, asOf),
            market.Token.Symbol
        );
        if (table.Rows.Count == 0)
        {
            return null;
        }

        object?[] last = table.Rows[^1];
        object?[] first = table.Rows[Math.Max(0, table.Rows.Count - 1 - days)];
        DateOnly from = table.Value<DateOnly>(first, "day");
        DateOnly to = table.Value<DateOnly>(last, "day");
        FactQuery until = new(market.System, FactKind.Find("transfer")!) { Symbol = market.Token.Symbol, To = to };
        FactQuery between = until with { From = from.AddDays(1) };
        BigInteger Change(string column) => table.Integer(last, column) - table.Integer(first, column);
        return new SupplyBridge(
            from,
            to,
            [
                Step("supplies.opening", table.Integer(first, "circulating"), until with { To = from }, isTotal: true),
                Step("supplies.minted", Change("minted"), between with { What = "mint" }),
                Step("supplies.burned", -Change("burned"), between with { What = "burn" }),
                .. s_places
                    .Select(place => Step(place.NameKey, -Change(place.Column), between))
                    .Where(step => !step.Amount.IsZero),
                Step("supplies.closing", table.Integer(last, "circulating"), until, isTotal: true),
            ]
        );
    }

    private static SupplyStep Step(string nameKey, BigInteger amount, FactQuery rows, bool isTotal = false) =>
        new(PageWords.Plain(nameKey), amount, isTotal) { Rows = rows };

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
public sealed record SupplyStep(string Name, BigInteger Amount, bool IsTotal)
{
    /// <summary>The transfers behind it; of what went to a place all of those days. Null where others count it.</summary>
    public FactQuery? Rows { get; init; }
}

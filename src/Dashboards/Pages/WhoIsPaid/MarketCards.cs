using System.Globalization;
using System.Numerics;
using Souk.Charts;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhoIsPaid;

/// <summary>The chart cards of a market's page; each heading states the finding.</summary>
public sealed class MarketCards(MarketOverview market, Period? period, Moment moment)
{
    private string Symbol => market.Summary.Token.Symbol;

    public ChartCard Supply
    {
        get
        {
            IReadOnlyList<SupplyDay> rows = market.Supply.Rows;
            string heading =
                rows.Count == 0
                    ? PageWords.Plain("who-is-paid.supply-is-not-known-yet")
                    : PageWords.Plain(
                        "who-is-paid.of-the-supply-circulates",
                        Share.Of(rows[^1].Circulating, rows[^1].Total)
                    );
            return Card(heading, market.Supply.Metric, MarketExports.Supply(market), MarketFigures.Supply(market));
        }
    }

    public ChartCard Flows
    {
        get
        {
            BigInteger net = market.Flows.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Emitted - row.Burned);
            string heading = net.Sign switch
            {
                > 0 => PageWords.Plain("who-is-paid.more-emitted-than-burned", Compact(net)),
                < 0 => PageWords.Plain("who-is-paid.more-burned-than-emitted", Compact(-net)),
                _ => PageWords.Plain("who-is-paid.as-much-burned-as-emitted"),
            };
            return Card(heading, market.Flows.Metric, MarketExports.Flows(market), MarketFigures.Flows(market, period));
        }
    }

    public ChartCard Unlocks
    {
        get
        {
            BigInteger toCome = market.Unlocks.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Scheduled);
            DateOnly? last = market
                .Unlocks.Rows.Where(row => row.Scheduled.Sign > 0)
                .Select(row => (DateOnly?)row.Month)
                .Max();
            string heading =
                market.Unlocks.Rows.Count == 0 ? PageWords.Plain("who-is-paid.no-unlock-is-known")
                : last is null ? PageWords.Plain("who-is-paid.nothing-is-left-to-unlock")
                : PageWords.Plain(
                    "who-is-paid.still-to-come-until",
                    Compact(toCome),
                    last.Value.ToString("MMMM yyyy", PageWords.Culture)
                );
            return Card(heading, market.Unlocks.Metric, MarketExports.Unlocks(market), MarketFigures.Unlocks(market));
        }
    }

    public ChartCard Payments
    {
        get
        {
            long legs = market.Payments.Rows.Sum(row => row.LegCount);
            string heading = PageWords.Plain(
                "who-is-paid.payment-legs-so-far",
                legs.ToString("N0", CultureInfo.InvariantCulture)
            );
            return Card(
                heading,
                market.Payments.Metric,
                MarketExports.Payments(market),
                MarketFigures.Payments(market, period)
            );
        }
    }

    /// <summary>How a number is defined, for its files.</summary>
    public static IReadOnlyList<(string Name, string Text)> AboutOf(Metric metric) =>
        [
            ("metric", metric.Key),
            ("units", PageWords.Plain("who-is-paid.base-units-of-the-token")),
            ("formula", metric.Formula),
            ("definer", metric.Definer),
            ("caveats", metric.Caveats ?? ""),
        ];

    private ChartCard Card(string heading, Metric metric, ExportTable rows, Chart chart) =>
        new(heading, metric.Key, chart, CardTable.Of(chart), rows)
        {
            About = AboutOf(metric),
            Market = market.Summary,
            Badge = market.Summary.BadgeOf(metric.Key),
            Definition = moment.On($"/metrics/{metric.Key}?market={market.Summary.System}"),
        };

    private string Compact(BigInteger amount) => $"{new Amount(amount, market.Summary.Token).Compact} {Symbol}";
}

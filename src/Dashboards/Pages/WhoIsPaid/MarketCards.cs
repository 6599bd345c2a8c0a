using System.Globalization;
using System.Numerics;
using Souk.Charts;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Trust;

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
                    ? "Supply is not known yet"
                    : $"{Share.Of(rows[^1].Circulating, rows[^1].Total)} of the supply circulates";
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
                > 0 => $"{Compact(net)} more emitted than burned",
                < 0 => $"{Compact(-net)} more burned than emitted",
                _ => "As much burned as emitted",
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
            string heading = last is null
                ? "Nothing is left to unlock"
                : $"{Compact(toCome)} still to come, until {last.Value.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}";
            return Card(heading, market.Unlocks.Metric, MarketExports.Unlocks(market), MarketFigures.Unlocks(market));
        }
    }

    public ChartCard Payments
    {
        get
        {
            PaymentDay[] others = [.. market.Payments.Rows.Where(row => row.Token != market.Summary.PaymentToken)];
            long legs = market.Payments.Rows.Sum(row => row.LegCount);
            string heading = $"{legs.ToString("N0", CultureInfo.InvariantCulture)} payment legs so far";
            Chart chart = MarketFigures.Payments(market, period);
            if (others.Length > 0)
            {
                string tokens = string.Join(", ", others.Select(row => row.Token.Symbol).Distinct());
                string count = others.Sum(row => row.LegCount).ToString("N0", CultureInfo.InvariantCulture);
                chart = chart with
                {
                    Note = $"{chart.Note} {count} legs in {tokens} are in the files, not in the chart.",
                };
            }

            return Card(heading, market.Payments.Metric, MarketExports.Payments(market), chart);
        }
    }

    /// <summary>How a number is defined, for its files.</summary>
    public static IReadOnlyList<(string Name, string Text)> AboutOf(Metric metric) =>
        [
            ("metric", metric.Key),
            ("units", "base units of the token: divide by ten to its decimals"),
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

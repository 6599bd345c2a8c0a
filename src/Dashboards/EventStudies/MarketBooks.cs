using System.Numerics;
using Souk.Dashboards.Records;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.EventStudies;

/// <summary>The day books of all markets of a warehouse.</summary>
internal static class MarketBooks
{
    private static readonly string[] s_fees = ["protocol_fee", "market_fee", "provider_fee"];

    /// <summary>Markets without a transfer have no days and are left out.</summary>
    public static IReadOnlyList<DayBook> Read(DuckDBConnection connection)
    {
        List<string> systems = connection.Query(
            "select distinct system from market.token where is_market_token order by system",
            row => row.GetString(0)
        );
        return [.. systems.Select(system => Read(connection, system)).OfType<DayBook>()];
    }

    private static DayBook? Read(DuckDBConnection connection, string market)
    {
        MetricTable people = RecordQuery.Run(connection, "market_days", ("market", market));
        if (people.Rows.Count == 0)
        {
            return null;
        }

        DateOnly first = people.Value<DateOnly>(people.Rows[0], "day");
        int days = people.Rows.Count;
        double[] Column(string name) => [.. people.Rows.Select(row => (double)people.Integer(row, name))];
        Payments payments = new(MetricCatalogue.Run(connection, "payments", market), first, days);
        double[] price = PriceOf(MetricCatalogue.Run(connection, "price", market), first, days);
        double[] burned = BurnedOf(MetricCatalogue.Run(connection, "emissions", market), first, days);
        double[] logs = [.. price.Select(one => 100 * Math.Log(one))];
        double[] exits = Column("exits");
        // Who was seen in the last days may come again.
        Array.Fill(exits, double.NaN, Math.Max(0, days - DayBook.HistoryDays), Math.Min(days, DayBook.HistoryDays));
        (double[] spent, double[] sales) = payments.Of(["price"]);
        double[] rewards = payments.Of(["reward"]).Amounts;
        return new DayBook(
            market,
            first,
            new Dictionary<Happening, double[]>
            {
                [Happening.Reward] = rewards,
                [Happening.Fee] = payments.Of(s_fees).Amounts,
                [Happening.Price] = DayBook.MovesOf(logs),
                [Happening.Burn] = burned,
                [Happening.Cliff] = Column("released"),
            },
            new Dictionary<DayOutcome, double[]>
            {
                [DayOutcome.Entry] = Column("entries"),
                [DayOutcome.Exit] = exits,
                [DayOutcome.Spending] = spent,
                [DayOutcome.Price] = logs,
            },
            new Dictionary<string, double[]>
            {
                [Stage.Contribution] = Column("contributions"),
                [Stage.Value] = [.. spent.Select((amount, day) => sales[day] > 0 ? amount / sales[day] : double.NaN)],
                [Stage.Demand] = spent,
                [Stage.Burn] = burned,
                [Stage.Scarcity] = price,
                [Stage.Reward] = rewards,
            }
        );
    }

    // Of a pool the last price stands until the next trade. The price is a ratio of whole amounts: floating point begins here.
    private static double[] PriceOf(MetricTable table, DateOnly first, int days)
    {
        double[] prices = new double[days];
        Array.Fill(prices, double.NaN);
        string? pair = table.Rows.GroupBy(PairOf).OrderByDescending(rows => rows.Count()).FirstOrDefault()?.Key;
        foreach (object?[] row in table.Rows.Where(row => PairOf(row) == pair))
        {
            double token = Whole(table.Integer(row, "token_reserve"), (int)table.Integer(row, "decimals"));
            double quote = Whole(table.Integer(row, "quote_reserve"), (int)table.Integer(row, "quote_decimals"));
            int day = table.Value<DateOnly>(row, "day").DayNumber - first.DayNumber;
            if (token > 0 && quote > 0 && day >= 0 && day < days)
            {
                prices[day] = quote / token;
            }
        }

        for (int day = 1; day < days; day++)
        {
            prices[day] = double.IsNaN(prices[day]) ? prices[day - 1] : prices[day];
        }

        return prices;

        string PairOf(object?[] row) => $"{table.Text(row, "symbol")}/{table.Text(row, "quote_symbol")}";
    }

    // Base units are as good as whole tokens: only ratios of days are used.
    private static double[] BurnedOf(MetricTable table, DateOnly first, int days)
    {
        double[] burned = new double[days];
        foreach (object?[] row in table.Rows)
        {
            int day = table.Value<DateOnly>(row, "day").DayNumber - first.DayNumber;
            if (day >= 0 && day < days)
            {
                burned[day] = (double)table.Integer(row, "burned");
            }
        }

        return burned;
    }

    internal static double Whole(BigInteger baseUnits, int decimals) => (double)baseUnits / Math.Pow(10, decimals);
}

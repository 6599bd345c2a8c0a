using System.Numerics;
using Souk.Dashboards.Records;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.EventStudies;

/// <summary>The day books of all markets of a warehouse.</summary>
internal static class MarketBooks
{
    /// <summary>Roles of payment legs that are fees.</summary>
    internal static readonly string[] Fees = ["protocol_fee", "market_fee", "provider_fee"];

    /// <summary>Markets without a transfer have no days and are left out.</summary>
    public static IReadOnlyList<DayBook> Read(DuckDBConnection connection) => ReadAsOf(connection, null);

    /// <summary>As they were at a moment; markets without a transfer by then are left out.</summary>
    /// <param name="asOf">Rows of later blocks do not count. UTC; null for all.</param>
    public static IReadOnlyList<DayBook> ReadAsOf(DuckDBConnection connection, DateTime? asOf)
    {
        IEnumerable<string> systems = RecordQuery
            .Run(connection, StudyQuery.Markets)
            .Rows.Select(row => (string)row[0]!);
        return [.. systems.Select(system => Read(connection, system, asOf)).OfType<DayBook>()];
    }

    private static DayBook? Read(DuckDBConnection connection, string market, DateTime? asOf)
    {
        MetricTable people = RecordQuery.Run(
            connection,
            StudyQuery.Days,
            ("market", market),
            ("as_of", asOf ?? StudyQuery.Never)
        );
        if (people.Rows.Count == 0)
        {
            return null;
        }

        DateOnly first = people.Value<DateOnly>(people.Rows[0], "day");
        int days = people.Rows.Count;
        double[] Column(string name) => [.. people.Rows.Select(row => (double)people.Integer(row, name))];
        Payments payments = new(MetricCatalogue.Run(connection, "payments", market, asOf), first, days);
        double[] price = PriceOf(TrustedPrices.Read(connection, market, asOf), first, days);
        double[] burned = BurnedOf(MetricCatalogue.Run(connection, "emissions", market, asOf), first, Column("sunk"));
        double[] fees = payments.Of(Fees).Amounts;
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
                [Happening.Fee] = fees,
                [Happening.FeeRate] = DayBook.RateMovesOf(fees, spent),
                [Happening.Price] = DayBook.MovesOf(logs),
                [Happening.Burn] = burned,
                [Happening.Cliff] = Column("released"),
            },
            new Dictionary<DayOutcome, double[]>
            {
                [DayOutcome.Entry] = Column("entries"),
                [DayOutcome.Exit] = exits,
                [DayOutcome.Hours] = Column("present"),
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

    // Days on which no price can be trusted have none.
    private static double[] PriceOf(IReadOnlyList<(DateOnly Day, double Price)> trusted, DateOnly first, int days)
    {
        double[] prices = new double[days];
        Array.Fill(prices, double.NaN);
        foreach ((DateOnly on, double price) in trusted)
        {
            int day = on.DayNumber - first.DayNumber;
            if (price > 0 && day >= 0 && day < days)
            {
                prices[day] = price;
            }
        }

        return prices;
    }

    // With what was sunk. Base units are as good as whole tokens: only ratios of days are used.
    private static double[] BurnedOf(MetricTable table, DateOnly first, double[] sunk)
    {
        double[] burned = [.. sunk];
        foreach (object?[] row in table.Rows)
        {
            int day = table.Value<DateOnly>(row, "day").DayNumber - first.DayNumber;
            if (day >= 0 && day < burned.Length)
            {
                burned[day] += (double)table.Integer(row, "burned");
            }
        }

        return burned;
    }

    internal static double Whole(BigInteger baseUnits, int decimals) => (double)baseUnits / Math.Pow(10, decimals);
}

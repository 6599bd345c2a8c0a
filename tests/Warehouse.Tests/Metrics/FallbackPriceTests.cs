using System.Globalization;
using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>What a price is where no pool tells it: an oracle's word, else an import's, each with how sure it is.</summary>
public sealed class FallbackPriceTests : IDisposable
{
    private const int Pool = 50;

    private readonly PoolMarket _pools = new();
    private int _logIndex;

    public void Dispose() => _pools.Dispose();

    [Fact]
    public void Pools_come_before_feeds_and_feeds_before_imports_in_the_same_quote()
    {
        _pools.Fill(Pool, 1_000_000, 2_000_000);
        _pools.Buy(Pool, 10_000, "2025-01-03");
        Update("2025-01-02", 3_0000_0000, quote: "USDC");
        Import("2025-01-01", "4.5", quote: "USDC");

        // 10,000 USDC bought 4,960 GOLD on the third day; before that the pool had no swap.
        RowOn("2025-01-01").ShouldBe("USDC 4.500000000000000000 import: a 400000 trusted preferred");
        RowOn("2025-01-02").ShouldBe("USDC 3.000000000000000000 pyth 600000 trusted preferred");
        RowOn("2025-01-03").ShouldBe("USDC 2.016129032258064516 uniswap_v2 700000 trusted preferred");
    }

    [Fact]
    public void Quotes_are_kept_apart_and_one_row_of_a_day_is_preferred()
    {
        _pools.Fill(Pool, 1_000_000, 2_000_000);
        _pools.Buy(Pool, 10_000, "2025-01-02");
        Update("2025-01-01", 1_9000_0000);
        Import("2025-01-02", "1.7", quote: "EUR");

        RowsOn("2025-01-01")
            .ShouldBe([
                "USD 1.900000000000000000 pyth 600000 trusted preferred",
                "USDC - - 0 no trustworthy price: no swap above dust",
            ]);
        RowsOn("2025-01-02")
            .Select(row => row.Split(' ')[0] + (row.EndsWith("preferred", StringComparison.Ordinal) ? "!" : ""))
            .ShouldBe(["EUR", "USD", "USDC!"]);
    }

    [Fact]
    public void A_feed_speaks_by_its_last_update_of_a_day_that_it_is_sure_of()
    {
        Update("2025-01-01 08:00:00", 50_0000_0000, confidence: 1_0000_0000);
        Update("2025-01-01 09:00:00", 52_0000_0000, confidence: 1_0400_0001);
        Update("2025-01-01 10:00:00", -1);
        Update("2025-01-02", 60_0000_0000, confidence: 6_0000_0000);

        // 1 in 50 is the bound of 20,000 parts per million; a unit more than 1.04 in 52 is beyond it.
        RowOn("2025-01-01").ShouldBe("USD 50.000000000000000000 pyth 600000 trusted preferred");
        RowOn("2025-01-02").ShouldBe("USD 50.000000000000000000 pyth 540000 trusted preferred");
        RowOn("2025-01-08").ShouldBe("USD 50.000000000000000000 pyth 180000 trusted preferred");
        RowOn("2025-01-09").ShouldBe("USD - - 0 no trustworthy price: stale");
    }

    [Theory]
    [InlineData(1_0000_0000, 2_000_001, -8, "the feed is unsure")]
    [InlineData(0, 0, -8, "no price in the feed")]
    [InlineData(5, 0, 30, "beyond what can be counted")]
    [InlineData(1_000, 0, 18, "beyond what can be counted")]
    public void A_feed_that_cannot_be_believed_says_why(long price, long confidence, int exponent, string reason)
    {
        Update("2025-01-01", price, confidence, exponent);

        RowOn("2025-01-01").ShouldBe($"USD - - 0 no trustworthy price: {reason}");
    }

    [Theory]
    [InlineData(7, 0, "7.000000000000000000")]
    [InlineData(7, 2, "700.000000000000000000")]
    [InlineData(123_456_789, -18, "0.000000000123456789")]
    [InlineData(123_456_789, -20, "0.000000000001234567")]
    public void A_price_of_a_feed_is_scaled_by_its_exponent_and_floored(long price, int exponent, string scaled)
    {
        Update("2025-01-01", price, confidence: 0, exponent);

        RowOn("2025-01-01").ShouldBe($"USD {scaled} pyth 600000 trusted preferred");
    }

    [Fact]
    public void Of_imported_rows_of_a_day_the_surest_counts_and_of_these_the_last()
    {
        Import("2025-01-01 10:00:00", "1.5", "reported");
        Import("2025-01-01 11:00:00", "1.25", "reported", source: "b");
        Import("2025-01-01 12:00:00", "9", "assumed");
        RowOn("2025-01-01").ShouldBe("USD 1.250000000000000000 import: b 400000 trusted preferred");

        Import("2025-01-01 01:00:00", "0.000000000000000001", "exact", source: "c");
        RowOn("2025-01-01").ShouldBe("USD 0.000000000000000001 import: c 500000 trusted preferred");
        RowOn("2025-01-04").ShouldBe("USD 0.000000000000000001 import: c 350000 trusted preferred");
    }

    [Fact]
    public void An_imported_price_that_can_only_be_a_mistake_is_none_and_spoils_no_value()
    {
        Import("2025-01-01", "9999999999.999999999999999999");
        Import("2025-01-02", "99999999999999999999");

        RowOn("2025-01-01").ShouldBe("USD 9999999999.999999999999999999 import: a 400000 trusted preferred");
        RowOn("2025-01-02").ShouldBe("USD 9999999999.999999999999999999 import: a 360000 trusted preferred");
        Import("2025-01-01 12:00:00", "10000000000", "exact");
        RowOn("2025-01-01").ShouldBe("USD - - 0 no trustworthy price: beyond what can be counted");
    }

    [Fact]
    public void An_import_counts_as_it_was_known_then()
    {
        Import("2025-01-01", "1.5", recordedAt: "2025-02-01");

        RowOn("2025-01-10", knownAt: "2025-01-31").ShouldBe("- - - 0 no trustworthy price: no source");
        RowOn("2025-01-01", knownAt: "2025-02-01")
            .ShouldBe("USD 1.500000000000000000 import: a 400000 trusted preferred");
    }

    [Fact]
    public void Neither_a_feed_nor_an_import_has_a_depth_and_payments_are_valued_by_them()
    {
        Update("2025-01-01", 2_5000_0000);
        _pools.Market.PayByTransfer("price", payer: 10, payee: 11, amount: 3);
        MetricTable prices = Ask("prices");
        MetricTable valued = Ask("valued");

        prices.Columns[8].ShouldBe("depth");
        prices.Rows[0][8].ShouldBeNull();
        object?[] row = valued.Rows.ShouldHaveSingleItem();
        // 3 GOLD of no decimals at 2.5 USD, in 10^-18.
        valued.Integer(row, "value").ShouldBe(BigInteger.Parse("7500000000000000000", CultureInfo.InvariantCulture));
        valued.Value<string>(row, "quote_symbol").ShouldBe("USD");
    }

    private string RowOn(string day, string? knownAt = null) => RowsOn(day, knownAt).ShouldHaveSingleItem();

    // quote, price, source, confidence, verdict, and whether it is the preferred one.
    private List<string> RowsOn(string day, string? knownAt = null)
    {
        MetricTable table = Ask("prices", knownAt);
        return
        [
            .. table
                .Rows.Where(row =>
                    table.Value<DateOnly>(row, "day") == DateOnly.Parse(day, CultureInfo.InvariantCulture)
                )
                .Select(row =>
                    string.Join(
                        ' ',
                        table.Text(row, "quote_symbol"),
                        row[6] is null ? "-" : Scaled(table.Integer(row, "price_e18")),
                        table.Text(row, "source"),
                        table.Value<int>(row, "confidence_ppm"),
                        table.Text(row, "verdict")
                    ) + (table.Value<bool>(row, "is_preferred") ? " preferred" : "")
                ),
        ];
    }

    private MetricTable Ask(string key, string? knownAt = null) =>
        MetricCatalogue.Run(
            _pools.Market.Connection,
            key,
            "m",
            knownAt: knownAt is null ? null : DateTime.Parse(knownAt, CultureInfo.InvariantCulture)
        );

    private static string Scaled(BigInteger priceE18) =>
        $"{priceE18 / BigInteger.Pow(10, 18)}.{(priceE18 % BigInteger.Pow(10, 18)).ToString("D18", CultureInfo.InvariantCulture)}";

    private void Update(string time, long price, long confidence = 0, int exponent = -8, string quote = "USD") =>
        _pools.Market.Connection.Execute(
            $"""
            insert into market.oracle_price values
                (1, 0, {_logIndex++}, timestamp '{time}', 'pyth', unhex(repeat('ab', 32)), 1, '{quote}', {price}, {confidence}, {exponent}, timestamp '{time}')
            """
        );

    private void Import(
        string time,
        string price,
        string confidence = "reported",
        string quote = "USD",
        string source = "a",
        string recordedAt = "2025-01-01"
    ) =>
        _pools.Market.Connection.Execute(
            $"""
            insert into reference.price values
                ('m', 'GOLD', '{quote}', timestamp '{time}', {price}, null, '{confidence}', '{source}', timestamp '{recordedAt}', null)
            """
        );
}

using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class PriceTests : IDisposable
{
    private const int Deep = 50;
    private const int Shallow = 51;

    private readonly PoolMarket _pools = new();

    public void Dispose() => _pools.Dispose();

    [Fact]
    public void A_dust_trade_moves_no_price()
    {
        _pools.Fill(Deep, 1_000_000, 2_000_000);
        _pools.Buy(Deep, 10_000, "2025-01-02");
        _pools.Sell(Deep, 4_000, "2025-01-03");
        (BigInteger? price, _) = _pools.PriceOn("2025-01-03");

        // 199 of 2,000,000 is less than 100 parts per million, and a sale of 20 for next to nothing is no price.
        _pools.Buy(Deep, 199, "2025-01-03");
        _pools.Sell(Deep, 20, "2025-01-03");

        _pools.PriceOn("2025-01-03").ShouldBe((price, "trusted"));
    }

    [Fact]
    public void Who_asks_for_one_price_a_day_gets_those_that_can_be_trusted_and_no_others()
    {
        _pools.Fill(Deep, 1_000_000, 2_000_000);
        double bought = (double)_pools.Buy(Deep, 10_000, "2025-01-02");
        _pools.Sell(Deep, 20, "2025-01-03");

        IReadOnlyList<(DateOnly Day, double Price)> prices = TrustedPrices.Read(_pools.Market.Connection, "m");

        // None before the first trade, and none once it is older than seven days; the dust of the third says nothing.
        prices.Select(row => row.Day.Day).ShouldBe([2, 3, 4, 5, 6, 7, 8, 9]);
        prices.ShouldAllBe(row => Math.Abs(row.Price - (10_000 / bought)) < 1e-12);
    }

    [Fact]
    public void A_price_is_what_was_paid_over_what_was_bought()
    {
        _pools.Fill(Deep, 1_000_000, 2_000_000);
        BigInteger bought = _pools.Buy(Deep, 10_000, "2025-01-02");
        BigInteger received = _pools.Sell(Deep, 4_000, "2025-01-02");

        (BigInteger? price, string verdict) = _pools.PriceOn("2025-01-02");

        price.ShouldBe((10_000 + received) * BigInteger.Pow(10, 18) / (bought + 4_000));
        verdict.ShouldBe("trusted");
    }

    [Fact]
    public void A_shallow_pool_has_no_voice_however_much_is_traded_in_it()
    {
        _pools.Fill(Deep, 1_000_000, 2_000_000);
        _pools.Buy(Deep, 10_000, "2025-01-02");
        (BigInteger? price, _) = _pools.PriceOn("2025-01-02");

        _pools.Fill(Shallow, 10, 4_000);
        _pools.Buy(Shallow, 4_000, "2025-01-02");

        _pools.PriceOn("2025-01-02").ShouldBe((price, "trusted"));
    }

    [Fact]
    public void Without_a_pool_that_can_be_trusted_the_answer_says_why()
    {
        _pools.Fill(Deep, 1_000_000, 2_000_000);
        _pools.PriceOn("2025-01-01").ShouldBe((null, "no trustworthy price: no swap above dust"));

        _pools.Buy(Deep, 10_000, "2025-01-02");
        _pools.Fill(Deep, 1_000, 2_000, "2025-01-04");

        _pools.PriceOn("2025-01-03").Verdict.ShouldBe("trusted");
        _pools.PriceOn("2025-01-04").ShouldBe((null, "no trustworthy price: too shallow"));
    }

    [Fact]
    public void The_last_trades_speak_for_seven_days()
    {
        _pools.Fill(Deep, 1_000_000, 2_000_000);
        _pools.Buy(Deep, 10_000, "2025-01-02");
        (BigInteger? price, _) = _pools.PriceOn("2025-01-02");

        _pools.PriceOn("2025-01-09").ShouldBe((price, "trusted"));
        _pools.PriceOn("2025-01-10").ShouldBe((null, "no trustworthy price: stale"));
    }

    [Fact]
    public void A_market_without_any_source_has_no_price_and_says_so()
    {
        (BigInteger? price, string verdict) = _pools.PriceOn("2025-01-10");

        price.ShouldBeNull();
        verdict.ShouldBe("no trustworthy price: no source");
    }

    [Fact]
    public void Several_pools_count_by_their_depth_and_dust_moves_their_price_less_than_its_part_of_a_reserve()
    {
        _pools.Fill(Deep, 1_000_000, 2_000_000);
        _pools.Fill(Shallow, 100_000, 100_000);
        BigInteger bought = _pools.Buy(Deep, 10_000, "2025-01-02");
        BigInteger received = _pools.Sell(Shallow, 1_000, "2025-01-02");

        (BigInteger? before, _) = _pools.PriceOn("2025-01-02");
        _pools.Sell(Shallow, 9, "2025-01-02");
        (BigInteger? after, _) = _pools.PriceOn("2025-01-02");

        // Depth is in proportion to the day's smallest quote reserve: 2,000,000 and what the sale left.
        double left = 100_000 - (double)received;
        double sum = (10_000 / (double)bought * 2_000_000) + ((double)received / 1_000 * left);
        ((double)before!.Value / 1e18).ShouldBe(sum / (2_000_000 + left), 1e-4);
        BigInteger.Abs(after!.Value - before.Value).ShouldBeLessThan(BigInteger.Pow(10, 18) / 10_000);
    }

    [Fact]
    [Recomputes("exit_cost")]
    public void Sellable_is_the_most_that_keeps_the_mean_price_within_the_impact()
    {
        Lcg random = new(5);
        for (int pool = 0; pool < 40; pool++)
        {
            _pools.Fill(10 + pool, 1_000_000 + random.Next(60), 1_000_000 + random.Next(20 + (2 * pool)));
        }

        MetricTable table = MetricCatalogue.Run(_pools.Market.Connection, "exit_cost", "m");

        table.Rows.Count.ShouldBe(40);
        foreach (object?[] row in table.Rows)
        {
            BigInteger token = table.Integer(row, "token_reserve");
            BigInteger quote = table.Integer(row, "quote_reserve");
            foreach (int impact in (int[])[2, 5, 10])
            {
                BigInteger most = table.Integer(row, $"sellable_{impact}");
                IsWithin(token, most, impact).ShouldBeTrue();
                IsWithin(token, most + 1, impact).ShouldBeFalse();
                table
                    .Integer(row, $"received_{impact}")
                    .ShouldBe(most * 997 * quote / ((token * 1_000) + (most * 997)));
            }

            // Down to 98 %, up to 102 % of the price: 100 n² is 98 or 102 quote², but for two base units.
            BigInteger left = quote - table.Integer(row, "depth_down");
            (100 * BigInteger.Pow(left - 2, 2)).ShouldBeLessThan(98 * quote * quote);
            (100 * BigInteger.Pow(left + 2, 2)).ShouldBeGreaterThan(98 * quote * quote);
            BigInteger grown = quote + table.Integer(row, "depth_up");
            (100 * BigInteger.Pow(grown - 2, 2)).ShouldBeLessThan(102 * quote * quote);
            (100 * BigInteger.Pow(grown + 2, 2)).ShouldBeGreaterThan(102 * quote * quote);
        }
    }

    [Fact]
    public void Products_beyond_128_bits_divide_exactly()
    {
        Lcg random = new(17);
        (BigInteger A, BigInteger B, BigInteger C)[] cases =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(round =>
                {
                    BigInteger divisor = 1 + random.Next(1 + (round % 105));
                    BigInteger factor = random.Next(round % 127);
                    BigInteger most = ((BigInteger)Int128.MaxValue * divisor / BigInteger.Max(factor, 1)) - 1;
                    return (BigInteger.Min(random.Next(120), most), factor, divisor);
                }),
            // Beside multiples of the divisor, and of the widest that there are, a digit that doubles guess is wrong as often as right.
            .. Enumerable
                .Range(0, 300)
                .Select(round =>
                {
                    BigInteger divisor = (BigInteger.One << (round % 2 == 0 ? 106 : 60)) - 1 - random.Next(round % 50);
                    BigInteger multiple = divisor * (1 + random.Next(1 + (round % 20)));
                    return (multiple + (round % 3) - 1, divisor - (round % 5), divisor);
                }),
        ];
        string rows = string.Join(", ", cases.Select((one, n) => $"({n}, '{one.A}', '{one.B}', '{one.C}')"));

        List<BigInteger> quotients = _pools.Market.Connection.Query(
            $"select market.mul_div(a::hugeint, b::hugeint, c::hugeint) from (values {rows}) v (n, a, b, c) order by n",
            row => row.GetFieldValue<BigInteger>(0)
        );

        quotients.ShouldBe(cases.Select(one => one.A * one.B / one.C));
        cases.Count(one => one.A * one.B > (BigInteger)Int128.MaxValue).ShouldBeGreaterThan(50);
    }

    /// <summary>Doubles guess quotients and remainders settle them: at multiples, and one beside them, a guess is wrong as often
    /// as it is right.</summary>
    [Fact]
    public void Quotients_that_doubles_guess_are_exact()
    {
        Lcg random = new(23);
        (BigInteger Dividend, BigInteger Divisor)[] cases =
        [
            .. Enumerable
                .Range(0, 2_000)
                .Select(round =>
                {
                    BigInteger divisor = 1 + random.Next(1 + (round % 120));
                    BigInteger multiple = divisor * random.Next(1 + (round * 7 % (126 - (round % 120))));
                    return (BigInteger.Max(multiple + (round % 3) - 1, 0), divisor);
                }),
        ];
        string rows = string.Join(", ", cases.Select((one, n) => $"({n}, '{one.Dividend}', '{one.Divisor}')"));

        List<(BigInteger Quotient, BigInteger Part)> told = _pools.Market.Connection.Query(
            $"""
            select market.floor_quotient(p, c), market.part(least(p, c), 1000000::hugeint, c)
            from (select n, p::hugeint as p, c::hugeint as c from (values {rows}) v (n, p, c))
            order by n
            """,
            row => (row.GetFieldValue<BigInteger>(0), row.GetFieldValue<BigInteger>(1))
        );

        told.Select(one => one.Quotient).ShouldBe(cases.Select(one => one.Dividend / one.Divisor));
        told.Select(one => one.Part)
            .ShouldBe(cases.Select(one => BigInteger.Min(one.Dividend, one.Divisor) * 1_000_000 / one.Divisor));
        cases
            .Count(one => (long)(one.Dividend.GetBitLength() - one.Divisor.GetBitLength()) > 60)
            .ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Who_provides_the_liquidity_is_measured_without_what_nobody_can_take_out()
    {
        Share(0, 0, 1_000);
        Share(0, 10, 600);
        Share(0, 11, 500);
        Share(11, Deep, 100);
        Share(Deep, 0, 100);

        // hhi = 10,000 × (0.6² + 0.4²)
        _pools
            .Market.Rows("liquidity_providers")
            .ShouldBe([
                "1 0x0000000000000000000000000000000000000032 2 1000 1000 600000 5200 1 0x000000000000000000000000000000000000000a 0",
            ]);
    }

    private static bool IsWithin(BigInteger token, BigInteger amount, int impact) =>
        100 * 997 * token >= (100 - impact) * ((1_000 * token) + (997 * amount));

    private void Share(int from, int to, int amount) =>
        _pools.Market.Connection.Execute(
            $"insert into market.pool_share values (1, 1, 0, timestamp '2025-01-01', 'm', {Deep}, {from}, {to}, {amount})"
        );
}

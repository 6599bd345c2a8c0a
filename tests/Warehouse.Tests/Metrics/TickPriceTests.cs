using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Pools of ticks. Formulas: Uniswap v3 whitepaper, 6.2.1 to 6.2.3, written out in integers of 192 more bits.</summary>
public sealed class TickPriceTests : IDisposable
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sale_and_a_purchase_are_volume_of_speculation_and_of_the_overhang(bool isFirst)
    {
        PaidMarket market = _market.Market;
        market.Transfer(0, 60, 1_000);
        market.Transfer(0, 10, 9_000);
        market.Hold(60, "vesting");
        // A hundred days from the last block on.
        market.Connection.Execute(
            "insert into market.vesting values (1, 0, 'm', 60, 'Team', 1, 20, epoch(timestamp '2025-01-10 23:59:59'), 0, 8640000)"
        );
        _market.Open(Pool, isFirst);
        _market.Give(Pool, isFirst, -6_000, 6_000, 10_000_000);
        _market.Stand(Pool, isFirst, 0, 10_000_000, 0, 0);
        _market.Stand(Pool, isFirst, -80, 10_000_000, 40_000, -42_000, "2025-01-02");
        _market.Stand(Pool, isFirst, -60, 10_000_000, -10_000, 10_500, "2025-01-03");
        MetricTable exit = MetricCatalogue.Run(market.Connection, "exit_cost", "m");
        BigInteger sellable = exit.Integer(exit.Rows.Single(), "sellable_2");

        market.Rows("volume_split").ShouldBe(["2025-01-01 1 USDC 0 52500 0 0"]);
        market
            .Rows("unlock_overhang")
            .ShouldBe([
                $"1 GOLD 0 30 300 0 33333 180 {300_000 / sellable} 0 0",
                $"1 GOLD 0 90 900 0 100000 540 {900_000 / sellable} 0 0",
                $"1 GOLD 0 365 1000 0 111111 600 {1_000_000 / sellable} 0 0",
            ]);
        sellable.ShouldBeGreaterThan(0);
    }

    private const int Pool = 50;
    private static readonly BigInteger s_one = BigInteger.One << 192;

    private readonly TickMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Recomputes("exit_cost")]
    public void Depth_and_what_can_be_sold_are_those_of_the_ranges_that_a_seller_meets(bool isFirst)
    {
        var random = new Lcg(31);
        for (int pool = 60; pool < 66; pool++)
        {
            int tick = -10_000 + (int)random.Next(14);
            (int Lower, int Upper, BigInteger Liquidity)[] positions =
            [
                (-300_000, 300_000, random.Next(60) + 1_000_000_000),
                (tick - 2_000, tick + 40, random.Next(70)),
                (tick - 150, tick - 100, random.Next(72)),
                (tick + 60, tick + 400, random.Next(70)),
            ];
            _market.Open(pool, isFirst);
            foreach ((int lower, int upper, BigInteger liquidity) in positions)
            {
                _market.Give(pool, isFirst, lower, upper, liquidity);
            }

            _market.Stand(pool, isFirst, tick, 0, 0, 0);

            MetricTable table = MetricCatalogue.Run(_market.Market.Connection, "exit_cost", "m");
            object?[] row = table.Rows.Single(row =>
                table.Value<string>(row, "pool").EndsWith($"{pool:x}", StringComparison.Ordinal)
            );
            BigInteger root = TickMarket.RootAt(tick);
            Near(table.Integer(row, "depth_down"), Quote(positions, TickMarket.Root(root * root * 98 / 100), root));
            Near(table.Integer(row, "depth_up"), Quote(positions, root, TickMarket.Root(root * root * 102 / 100)));
            Near(table.Integer(row, "quote_reserve"), Quote(positions, 0, root));
            foreach (int impact in (int[])[2, 5, 10])
            {
                BigInteger most = table.Integer(row, $"sellable_{impact}");
                BigInteger received = Sell(positions, root, most);
                Near(table.Integer(row, $"received_{impact}"), received);
                IsWithin(root, most - (most / 100_000_000) - 10, received, impact).ShouldBeTrue();
                BigInteger more = most + (most / 100_000_000) + 10;
                IsWithin(root, more, Sell(positions, root, more), impact).ShouldBeFalse();
            }

            table.Value<string>(row, "source").ShouldBe("uniswap_v3");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_price_is_what_was_paid_over_what_was_bought_and_dust_does_not_move_it(bool isFirst)
    {
        _market.Open(Pool, isFirst);
        _market.Give(Pool, isFirst, -6_000, 6_000, 10_000_000);
        _market.Stand(Pool, isFirst, 0, 10_000_000, 0, 0);
        _market.Stand(Pool, isFirst, 20, 10_000_000, -40_000, 42_000, "2025-01-02");

        string[] before = Prices("2025-01-02");
        // 999 of 10,000,000 is less than 100 parts per million: 400 a piece is no price.
        _market.Stand(Pool, isFirst, 10, 10_000_000, 2, -800, "2025-01-02");

        before[6].ShouldBe("1050000000000000000");
        TrustedPrices.Read(_market.Market.Connection, "m")[0].ShouldBe((new DateOnly(2025, 1, 2), 1.05));
        before[7].ShouldBe("uniswap_v3");
        Prices("2025-01-02")[6].ShouldBe(before[6]);
        Prices("2025-01-02")[^2].ShouldBe("1");
    }

    [Fact]
    public void Liquidity_that_is_gone_at_the_end_of_a_day_says_nothing()
    {
        _market.Open(Pool, isFirst: true);
        _market.Give(Pool, isFirst: true, -6_000, 6_000, 10_000_000);
        _market.Stand(Pool, isFirst: true, 0, 10_000_000, 0, 0);
        _market.Stand(Pool, isFirst: true, 20, 10_000_000, -40_000, 42_000, "2025-01-02");
        _market.Give(Pool, isFirst: true, -6_000, 6_000, -9_995_000, "2025-01-03");
        _market.Stand(Pool, isFirst: true, 4_000, 5_000, -1_000, 9_000, "2025-01-03");

        string.Join(' ', Prices("2025-01-03")).ShouldContain("no trustworthy price: too shallow");
        Prices("2025-01-02")[6].ShouldBe("1050000000000000000");
    }

    [Fact]
    public void Pools_of_both_kinds_count_by_their_depth()
    {
        _market.Open(Pool, isFirst: true);
        _market.Give(Pool, isFirst: true, -6_000, 6_000, 10_000_000);
        _market.Stand(Pool, isFirst: true, 0, 10_000_000, 0, 0);
        _market.Stand(Pool, isFirst: true, 20, 10_000_000, -40_000, 42_000, "2025-01-02");
        _market.Market.Connection.Execute(
            """
            insert into market.pool_state values
                (1, 1, 900, timestamp '2025-01-02', 'm', 51, 1, 2, 10000000, 10000000, 'uniswap_v2', 3000, 0),
                (1, 1, 901, timestamp '2025-01-02', 'm', 51, 1, 2, 9980000, 10023000, 'uniswap_v2', 3000, 0)
            """
        );

        string[] row = Prices("2025-01-02");

        // 23,000 / 20,000 = 1.15 and 1.05, of nearly the same depth.
        (double.Parse(row[6], System.Globalization.CultureInfo.InvariantCulture) / 1e18).ShouldBe(1.10, 0.001);
        string.Join(' ', row).ShouldContain("uniswap_v2, uniswap_v3");
    }

    [Fact]
    public void Roots_and_their_inverses_are_those_of_wide_integers()
    {
        int[] ticks = [-414_999, -300_000, -65_536, -1, 0, 1, 887, 65_535, 300_000, 414_999];
        foreach (int tick in ticks)
        {
            BigInteger root = Scalar($"market.tick_root({tick})");
            BigInteger exact = TickMarket.RootAt(tick) >> 96;

            BigInteger.Abs(root - exact).ShouldBeLessThan(20 + (exact >> 88));
            BigInteger
                .Abs(Scalar($"market.inverse_root({root}::hugeint)") - ((BigInteger.One << 192) / root))
                .ShouldBeLessThan(3);
        }

        var random = new Lcg(3);
        for (int round = 0; round < 40; round++)
        {
            (BigInteger a, BigInteger b) = (random.Next(100), random.Next(120));
            Scalar($"market.shift_96({a}::hugeint, {b}::hugeint)").ShouldBe((a * b) >> 96);
        }
    }

    private string[] Prices(string day) =>
        _market.Market.Rows("prices").Single(row => row.StartsWith(day, StringComparison.Ordinal)).Split(' ');

    private BigInteger Scalar(string expression) =>
        _market.Market.Connection.Query($"select {expression}", row => row.GetFieldValue<BigInteger>(0))[0];

    // Quote between two roots: L (b − a) of every position.
    private static BigInteger Quote(
        (int Lower, int Upper, BigInteger Liquidity)[] positions,
        BigInteger from,
        BigInteger to
    ) =>
        positions.Aggregate(
            BigInteger.Zero,
            (sum, position) =>
            {
                BigInteger low = BigInteger.Max(from, TickMarket.RootAt(position.Lower));
                BigInteger high = BigInteger.Min(to, TickMarket.RootAt(position.Upper));
                return high > low ? sum + (position.Liquidity * (high - low) / s_one) : sum;
            }
        );

    // Tokens between two roots: L (1/a − 1/b) of every position.
    private static BigInteger Tokens(
        (int Lower, int Upper, BigInteger Liquidity)[] positions,
        BigInteger from,
        BigInteger to
    ) =>
        positions.Aggregate(
            BigInteger.Zero,
            (sum, position) =>
            {
                BigInteger low = BigInteger.Max(from, TickMarket.RootAt(position.Lower));
                BigInteger high = BigInteger.Min(to, TickMarket.RootAt(position.Upper));
                return high > low
                    ? sum + (position.Liquidity * ((s_one * s_one / low) - (s_one * s_one / high)) / s_one)
                    : sum;
            }
        );

    // What a pool pays for tokens of which 3 in 1000 are its fee: the root to which they move the price, by halving.
    private static BigInteger Sell(
        (int Lower, int Upper, BigInteger Liquidity)[] positions,
        BigInteger root,
        BigInteger amount
    )
    {
        BigInteger net = amount * 997 / 1_000;
        (BigInteger low, BigInteger high) = (root >> 24, root);
        while (high - low > (root >> 150))
        {
            BigInteger middle = (low + high) / 2;
            (low, high) = Tokens(positions, middle, root) > net ? (middle, high) : (low, middle);
        }

        return Quote(positions, high, root);
    }

    private static bool IsWithin(BigInteger root, BigInteger sold, BigInteger received, int impact) =>
        100 * received * s_one * s_one >= (100 - impact) * sold * root * root;

    // A base unit a range, and one part in 10^12.
    private static void Near(BigInteger actual, BigInteger expected) =>
        BigInteger.Abs(actual - expected).ShouldBeLessThanOrEqualTo(10 + (expected / 1_000_000_000_000));
}

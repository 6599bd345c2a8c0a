using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>What leaving costs by the rule of the pool that one leaves through.</summary>
public sealed class PoolKindTests : IDisposable
{
    private const int Pool = 50;

    private readonly PoolMarket _pools = new();

    public void Dispose() => _pools.Dispose();

    [Fact]
    public void A_pool_of_uniswap_pays_what_its_library_says_to_the_base_unit()
    {
        _pools.Fill(Pool, 1_000_000_000, 4_000_000_000);

        // Worked out by hand: floor(10⁹ × 1700 / 97706), and 997 a Q / (1000 T + 997 a) of it.
        Exit().ShouldBe("17399136 68204613 trusted uniswap_v2 3000 0");
    }

    [Theory]
    [InlineData("81000000000000000000000000000", "5000000000000")]
    [InlineData("1000000000000000000000000000000", "1000000000000000000")]
    [InlineData("420690000000000000000000000000000", "3000000000000000000000")]
    [InlineData("5192296858534827628530496329220095", "5192296858534827628530496329220095")]
    public void A_pool_of_trillions_of_tokens_pays_to_the_base_unit_what_any_other_does(string tokens, string quotes)
    {
        // Up to 2^112 - 1 of both, which is all that such a pool can hold.
        (BigInteger token, BigInteger quote) = (BigInteger.Parse(tokens, null), BigInteger.Parse(quotes, null));
        _pools.Fill(Pool, token, quote);

        MetricTable table = MetricCatalogue.Run(_pools.Market.Connection, "exit_cost", "m");

        object?[] row = table.Rows.ShouldHaveSingleItem();
        foreach (int impact in (int[])[2, 5, 10])
        {
            BigInteger most = token * (99_700 - (1000 * (100 - impact))) / (997 * (100 - impact));
            table.Integer(row, $"sellable_{impact}").ShouldBe(most);
            table.Integer(row, $"received_{impact}").ShouldBe(997 * most * quote / ((1000 * token) + (997 * most)));
        }
    }

    [Fact]
    public void The_fee_of_a_pool_is_its_own()
    {
        _pools.Stand(Pool, 1_000_000_000, 4_000_000_000, "'uniswap_v2', 500, 0");

        // 500 parts per million leave 1999 of 2000: floor(10⁹ × (199900 − 98 × 2000) / (98 × 1999)).
        Exit().ShouldBe("19907913 78039018 trusted uniswap_v2 500 0");
    }

    // opentensor/subtensor v2.0.0, staking/stake_utils.rs: stake_into_subnet takes the fee, sim_swap_tao_for_alpha pays.
    [Theory]
    [InlineData(5_000_000_000_000, 20_000_000_000_000)]
    [InlineData(1_234_567_890_123, 987_654_321_098_765)]
    [InlineData(20_999_999_999_999_999, 20_999_999_999_999_999)]
    public void A_subnets_first_pool_takes_50000_rao_of_a_stake_and_keeps_its_product(long tao, long alpha)
    {
        _pools.Stand(Pool, tao, alpha, "'subtensor_product', 0, 50000");

        MetricTable table = MetricCatalogue.Run(_pools.Market.Connection, "exit_cost", "m");

        object?[] row = table.Rows.ShouldHaveSingleItem();
        table.Value<string>(row, "verdict").ShouldBe("trusted");
        foreach (int impact in (int[])[2, 5, 10])
        {
            BigInteger most = table.Integer(row, $"sellable_{impact}");
            table.Integer(row, $"received_{impact}").ShouldBe(Staked(most, tao, alpha));
            IsWithin(most, impact).ShouldBeTrue();
            IsWithin(most + 1, impact).ShouldBeFalse();
        }

        // The mean price Q (a − 50,000) / (a (T + a − 50,000)) against Q / T, in integers.
        bool IsWithin(BigInteger amount, int impact) =>
            100 * (amount - 50_000) * tao >= (100 - impact) * amount * (tao + amount - 50_000);
    }

    [Fact]
    public void A_stake_of_which_the_fee_is_more_than_the_impact_cannot_be_made()
    {
        // At the best amount, sqrt(50,000 x 0.04 TAO), the fee and the pool together take 7 %.
        _pools.Stand(Pool, 40_000_000, 70_000_000, "'subtensor_product', 0, 50000");

        MetricTable table = MetricCatalogue.Run(_pools.Market.Connection, "exit_cost", "m");

        table.Integer(table.Rows[0], "sellable_2").ShouldBe(0);
        table.Integer(table.Rows[0], "received_2").ShouldBe(0);
        table.Integer(table.Rows[0], "sellable_10").ShouldBe(3_928_824);
        table.Integer(table.Rows[0], "received_10").ShouldBe(Staked(3_928_824, 40_000_000, 70_000_000));
    }

    [Theory]
    [InlineData("'subtensor_product', 0, 50000", "too small to swap")]
    [InlineData("'subtensor_weighted', null, null", "how the pool swaps is not indexed")]
    [InlineData("'subtensor_ticks', null, null", "how the pool swaps is not indexed")]
    [InlineData("'unknown', null, null", "how the pool swaps is not indexed")]
    [InlineData("'a kind of nobody', 3000, 0", "how the pool swaps is not indexed")]
    [InlineData("'uniswap_v2', null, null", "the fee is not indexed")]
    public void What_is_not_known_of_a_pool_is_not_guessed(string kind, string reason)
    {
        // 10,000,000 base units of the reserve that pays are the least that a subnet's pool keeps.
        _pools.Stand(Pool, 5_000_000_000_000, 10_000_000, kind);

        MetricTable table = MetricCatalogue.Run(_pools.Market.Connection, "exit_cost", "m");

        object?[] row = table.Rows.ShouldHaveSingleItem();
        table.Value<string>(row, "verdict").ShouldBe($"no trustworthy exit cost: {reason}");
        row[10..16].ShouldAllBe(value => value == null);
        table.Integer(row, "token_reserve").ShouldBe(5_000_000_000_000);
    }

    [Fact]
    public void The_rule_is_that_of_the_last_reserves()
    {
        _pools.Stand(Pool, 1_000_000_000, 4_000_000_000, "'subtensor_product', 0, 50000");
        _pools.Stand(Pool, 1_000_000_000, 4_000_000_000, "'subtensor_ticks', null, null", "2025-01-02");

        Exit().ShouldEndWith("no trustworthy exit cost: how the pool swaps is not indexed subtensor_ticks - -");
    }

    [Fact]
    public void Reserves_that_are_read_once_in_a_while_show_neither_a_swap_nor_a_price()
    {
        _pools.Stand(Pool, 1_000_000_000, 4_000_000_000, "'subtensor_product', 0, 50000");
        _pools.Stand(Pool, 1_100_000_000, 3_700_000_000, "'subtensor_product', 0, 50000", "2025-01-02");

        _pools.PriceOn("2025-01-02").ShouldBe((null, "no trustworthy price: swaps are not indexed"));
        _pools
            .Market.Connection.Scalar<long>("select count(*) from market.swap_at(timestamp '2026-01-01')")
            .ShouldBe(0);
    }

    [Fact]
    public void Roots_are_exact_up_to_126_bits()
    {
        Lcg random = new(29);
        List<BigInteger> numbers = [0, 1, 2, 3, 4, (BigInteger.One << 126) - 1];
        for (int round = 0; round < 60; round++)
        {
            BigInteger root = random.Next(1 + round);
            numbers.AddRange([root * root, (root * root) + (2 * root), random.Next(2 * (1 + round))]);
        }

        List<BigInteger> roots = _pools.Market.Connection.Query(
            $"select market.root_floor(n::hugeint) from (values {string.Join(", ", numbers.Select((n, at) => $"({at}, '{n}')"))}) v (place, n) order by place",
            row => row.GetFieldValue<BigInteger>(0)
        );

        for (int at = 0; at < roots.Count; at++)
        {
            (roots[at] * roots[at]).ShouldBeLessThanOrEqualTo(numbers[at]);
            ((roots[at] + 1) * (roots[at] + 1)).ShouldBeGreaterThan(numbers[at]);
        }
    }

    private string Exit()
    {
        MetricTable table = MetricCatalogue.Run(_pools.Market.Connection, "exit_cost", "m");
        object?[] row = table.Rows.ShouldHaveSingleItem();
        return string.Join(
            ' ',
            new[] { "sellable_2", "received_2", "verdict", "source", "fee_ppm", "fee_flat" }.Select(column =>
                $"{row[table.Columns.ToList().IndexOf(column)] ?? "-"}"
            )
        );
    }

    /// <summary>Numbers of 18 bits after the point, each step rounded down, as the chain computes.</summary>
    private static BigInteger Staked(BigInteger tao, BigInteger taoReserve, BigInteger alphaReserve)
    {
        BigInteger after = ((alphaReserve * taoReserve) << 18) / (taoReserve + tao - 50_000);
        return ((alphaReserve << 18) - after) >> 18;
    }
}

using System.Globalization;
using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Tests.Metrics;

namespace Souk.Warehouse.Tests.Rollups;

/// <summary>What pools traded and held a day is the same whether days are rolled up or every change is read.</summary>
public sealed class PoolDayTests : IDisposable
{
    private readonly PaidMarket _market = new("2025-03-31");
    private readonly Lcg _random = new(11);

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Every_moment_has_the_swaps_and_the_reserves_of_its_changes()
    {
        Trade();
        List<string> swaps = [.. Moments().Select(moment => Read("judged", moment))];
        List<string> reserves = [.. Moments().Select(moment => Read("held", moment))];

        Moments().Select(moment => Read("swapped_of", moment)).ShouldBe(swaps, "nothing is rolled up yet");
        _market.FillRollups();

        Moments().Select(moment => Read("swapped_of", moment)).ShouldBe(swaps);
        Moments().Select(moment => Read("reserve_of", moment)).ShouldBe(reserves);
        _market.Connection.Scalar<long>("select count(*) from rollup.swapped").ShouldBeInRange(100, 160);
        _market
            .Connection.Scalar<bool>("select sum(swaps) > 50 and sum(swaps_ignored) > 0 from rollup.swapped")
            .ShouldBeTrue();
        _market
            .Connection.Scalar<bool>(
                "select sum(quote_apart) > 0 from rollup.swapped where quote_amount <> quote_apart"
            )
            .ShouldBeTrue("some swaps were made by payments");
    }

    [Fact]
    public void Prices_do_not_change_when_days_are_rolled_up()
    {
        Trade();
        string[] prices = _market.Rows("pool_prices");
        string[] volume = _market.Rows("volume_split");

        _market.FillRollups();

        _market.Rows("pool_prices").ShouldBe(prices);
        _market.Rows("volume_split").ShouldBe(volume);
        prices.Count(price => price.Contains("trusted", StringComparison.Ordinal)).ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(37)]
    public void A_swap_tells_a_price_from_the_same_part_of_the_reserve_on_however_wide_it_is(int zeros)
    {
        BigInteger before = (12_345_678 * BigInteger.Pow(10, zeros)) / 10_000_000;
        BigInteger dust = before * 100 / 1_000_000;
        foreach (BigInteger amount in (BigInteger[])[0, 1, dust - 1, dust, dust + 1, before])
        {
            bool isTelling = amount > 0 && amount >= dust && before >= 1;
            _market
                .Connection.Scalar<bool>(
                    $"select market.is_telling('{amount}'::hugeint, '{before}'::hugeint, 1::hugeint, 100::hugeint)"
                )
                .ShouldBe(isTelling, $"{amount} of {before}");
        }
    }

    /// <summary>Changes of two pools whose swaps are told by reserves and of one whose are not, over 13 months; every third is in
    /// the transaction of a payment.</summary>
    private void Trade()
    {
        for (int place = 0; place < 240; place++)
        {
            string time = new DateTime(2024, 1, 15)
                .AddHours(place * 39)
                .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            int pool = 50 + place % 3;
            long sold = 1 + (long)_random.Next(place % 15 < 6 ? 1 : 10);
            long token = 30_000 + (place % 2 == 0 ? sold : -sold);
            long quote = 900_000_000 / token;
            string kind = pool == 52 ? "'unknown', null, null" : "'uniswap_v2', 3000, 0";
            _market.Connection.Execute(
                $"""
                insert into market.pool_state values
                    (1, 0, {10_000 + place}, timestamp '{time}', 'm', {pool}, 1, 2, {token}, {quote}, {kind});
                insert into chain.log (
                    chain_id, block_number, log_index, transaction_index, transaction_hash_high, transaction_hash_low,
                    address_id, topic_count, data
                )
                values (1, 0, {10_000 + place}, {10 + place}, 0, 0, {pool}, 0, '')
                """
            );
            if (place % 3 == 1)
            {
                _market.Connection.Execute(
                    $"""
                    insert into market.payment values
                        (1, 0, {20_000 + place}, {10
                        + place}, timestamp '{time}', 'm', 'price', 2, 1, 2, 7, null, 'transfer', null)
                    """
                );
            }
        }
    }

    /// <summary>Ends of months, the moments around them, and some between.</summary>
    private static IEnumerable<DateTime> Moments() =>
        Enumerable
            .Range(1, 2)
            .Select(part => new DateTime(2024, 1, 1).AddMonths(6 * part))
            .SelectMany(month => new[] { month.AddTicks(-10), month, month.AddHours(250) })
            .Append(DateTime.MaxValue.Date);

    private string Read(string rows, DateTime until)
    {
        string sql = rows switch
        {
            "judged" => """
                select
                    day, pool_id, count(*) filter (is_telling), count(*) filter (not is_telling),
                    coalesce(sum(token_amount) filter (is_telling), 0), coalesce(sum(quote_amount) filter (is_telling), 0),
                    coalesce(sum(quote_amount) filter (is_apart), 0)
                from market.judged_swap_between(timestamp '0001-01-01', $until)
                group by all
                """,
            "swapped_of" => """
                select
                    day, pool_id, sum(swaps), sum(swaps_ignored), sum(token_amount), sum(quote_amount), sum(quote_apart)
                from rollup.swapped_of('m', $until)
                group by all
                """,
            "held" => """
                select time::date, pool_id, arg_max(kind, log_index), arg_max(quote_reserve, log_index), min(quote_reserve)
                from market.pool_state
                where time <= $until
                group by all
                """,
            _ => "select day, pool_id, kind, quote_reserve, quote_least from rollup.reserve_of('m', $until)",
        };
        return string.Join(
            "; ",
            _market.Connection.Query(
                $"select concat_ws(' ', {string.Join(", ", Columns(rows))}) from ({sql}) t ({string.Join(", ", Columns(rows))}) order by all",
                row => row.GetString(0),
                ("until", until)
            )
        );
    }

    private static string[] Columns(string rows) =>
        rows is "held" or "reserve_of" ? ["a", "b", "c", "d", "e"] : ["a", "b", "c", "d", "e", "f", "g"];
}

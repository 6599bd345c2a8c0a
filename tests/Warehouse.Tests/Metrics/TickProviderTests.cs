using System.Numerics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Who provides the liquidity of pools of ticks.</summary>
public sealed class TickProviderTests : IDisposable
{
    private const int Pool = 60;
    private const int Other = 61;
    private const int OwnersMax = 6;

    private readonly TickMarket _ticks = new();

    public void Dispose() => _ticks.Dispose();

    [Fact]
    public void A_position_weighs_by_its_liquidity_while_the_price_is_in_its_range()
    {
        _ticks.Open(Pool, isFirst: true);
        _ticks.Give(Pool, isFirst: true, -600, 600, 500, owner: 10);
        _ticks.Give(Pool, isFirst: true, 0, 60, 300, owner: 11);
        _ticks.Give(Pool, isFirst: true, -60, 0, 900, owner: 12);
        _ticks.Give(Pool, isFirst: true, 0, 60, -100, "2025-01-03", owner: 11);
        _ticks.Stand(Pool, isFirst: true, 0, 700, 0, 0, "2025-01-02");

        // At its lower end a position is in range, at its upper end it is not: 500 and 200 of 700.
        Rows().ShouldBe([$"{Hex(Pool)} 2 700 0 714285 5918 1 {Hex(10)} 900"]);
        _ticks.Stand(Pool, isFirst: true, -60, 1_400, 1, -1, "2025-01-04");
        Rows().ShouldBe([$"{Hex(Pool)} 2 1400 0 642857 5408 1 {Hex(12)} 200"]);
        _ticks.Stand(Pool, isFirst: true, 900, 0, -1, 1, "2025-01-05");
        Rows().ShouldBeEmpty();
    }

    [Fact]
    [Recomputes("liquidity_providers")]
    public void Concentration_in_range_is_what_plain_loops_make_of_the_positions()
    {
        Lcg random = new(3);
        int Draw(int below) => (int)(random.Next(20) % below);
        foreach ((int pool, bool isFirst) in ((int, bool)[])[(Pool, true), (Other, false)])
        {
            _ticks.Open(pool, isFirst);
            List<(int Owner, int Lower, int Upper, BigInteger Liquidity)> given = [];
            for (int position = 0; position < 25; position++)
            {
                int lower = 60 * (Draw(40) - 20);
                (int Owner, int Lower, int Upper, BigInteger Liquidity) one = (
                    10 + Draw(OwnersMax),
                    lower,
                    lower + 60 * (1 + Draw(20)),
                    // Up to what a pool's 128 bits can hold of all positions together.
                    random.Next(1 + Draw(110))
                );
                given.Add(one);
                _ticks.Give(pool, isFirst, one.Lower, one.Upper, one.Liquidity, owner: one.Owner);
                if (Draw(3) == 0)
                {
                    given.Add(one with { Liquidity = -one.Liquidity / 2 });
                    _ticks.Give(pool, isFirst, one.Lower, one.Upper, -one.Liquidity / 2, owner: one.Owner);
                }
            }

            for (int step = 0; step < 6; step++)
            {
                int tick = Draw(2_400) - 1_200;
                _ticks.Stand(pool, isFirst, tick, 0, 0, 0);

                // Seen from the pool's second token, a range has its lower end outside and its upper end inside.
                bool IsIn(int lower, int upper) =>
                    isFirst ? lower <= tick && tick < upper : lower < tick && tick <= upper;
                Rows()
                    .Where(row => row.StartsWith(Hex(pool), StringComparison.Ordinal))
                    .ShouldBe(
                        Expected(
                            pool,
                            [
                                .. given
                                    .Where(one => IsIn(one.Lower, one.Upper))
                                    .Select(one => (one.Owner, one.Liquidity)),
                            ],
                            given
                                .Where(one => !IsIn(one.Lower, one.Upper))
                                .Aggregate(BigInteger.Zero, (sum, one) => sum + one.Liquidity)
                        )
                    );
            }
        }
    }

    private static IEnumerable<string> Expected(int pool, (int Owner, BigInteger Liquidity)[] inRange, BigInteger idle)
    {
        (int Owner, BigInteger Liquidity)[] owners =
        [
            .. inRange
                .GroupBy(one => one.Owner)
                .Select(own => (own.Key, DrawnQuestion.Sum(own.Select(one => one.Liquidity))))
                .Where(own => own.Item2 > 0)
                .OrderByDescending(own => own.Item2)
                .ThenBy(own => own.Key),
        ];
        if (owners.Length == 0)
        {
            yield break;
        }

        BigInteger all = DrawnQuestion.Sum(owners.Select(own => own.Liquidity));
        BigInteger[] parts = [.. owners.Select(own => own.Liquidity * 1_000_000 / all)];
        int nakamoto = 1;
        while (2 * DrawnQuestion.Sum(owners[..nakamoto].Select(own => own.Liquidity)) <= all)
        {
            nakamoto++;
        }

        BigInteger hhi = DrawnQuestion.Sum(parts.Select(part => part * part)) / 100_000_000;
        yield return $"{Hex(pool)} {owners.Length} {all} 0 {parts[0]} {hhi} {nakamoto} {Hex(owners[0].Owner)} {idle}";
    }

    private static string Hex(int party) => $"0x{party:x40}";

    /// <summary>Without the chain.</summary>
    private string[] Rows() =>
        [.. _ticks.Market.Rows("liquidity_providers").Select(row => row[(row.IndexOf(' ') + 1)..])];
}

using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Streams of Sablier in tranches and in segments with an exponent.</summary>
public sealed class StreamPartTests : IDisposable
{
    private static readonly BigInteger s_one = BigInteger.Pow(10, 18);
    private static readonly BigInteger s_leastPower = BigInteger.Parse("59794705707972522261", null);

    /// <summary>The square root of two, its root, and so on, times 2^64 and rounded.</summary>
    private static readonly BigInteger[] s_rootsOfTwo = RootsOfTwo();

    private readonly PaidMarket _market = new("2025-01-04");

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Powers_of_shares_are_those_of_the_contracts_arithmetic()
    {
        Lcg random = new(191);
        List<(BigInteger Share, BigInteger Exponent)> asked =
        [
            (0, 0),
            (0, 5),
            (s_one, 5),
            (1, 1),
            (1, s_one * 2),
            (s_one - 1, s_one * 18),
            (s_one / 2, s_one),
            (s_one / 4, s_one / 2),
        ];
        for (int draw = 0; draw < 200; draw++)
        {
            // Of all sizes: up to 60 bits of share, up to 63 of exponent.
            asked.Add((random.Next(1 + draw % 60) % s_one, random.Next(1 + draw % 63)));
            asked.Add((random.Next(59), s_one / 4 * (1 + draw % 24)));
        }

        List<BigInteger> found = _market.Connection.Query(
            $"""
            select market.power_18(share, exponent)
            from (values {string.Join(
                ", ",
                asked.Select((pair, at) => $"({at}, {pair.Share}::hugeint, {pair.Exponent}::hugeint)")
            )}) t (place, share, exponent)
            order by place
            """,
            row => row.GetFieldValue<BigInteger>(0)
        );

        found.ShouldBe(asked.Select(pair => Power(pair.Share, pair.Exponent)));
        // Close to the true powers, too: a quarter's root is a half.
        found[7].ShouldBe(s_one / 2);
        Math.Abs((double)Power(s_one / 10 * 3, s_one * 5 / 2) / 1e18 - Math.Pow(0.3, 2.5)).ShouldBeLessThan(1e-15);
    }

    [Fact]
    public void Tranches_come_free_at_their_ends_and_segments_by_the_power_of_their_time()
    {
        // From 1 January on: 100, 300 and 600 after each of three days; and 800 in two days by the square of time, then 200 linearly in two.
        Stream("s/1", 1_000, days: 3);
        Part("s/1", 1, 0, 24, 100, null);
        Part("s/1", 2, 24, 48, 300, null);
        Part("s/1", 3, 48, 72, 600, null);
        Stream("s/2", 1_000, days: 4);
        Part("s/2", 1, 0, 48, 800, s_one * 2);
        Part("s/2", 2, 48, 96, 200, s_one);

        string[] Vested(string time) =>
            [
                .. MetricCatalogue
                    .Run(_market.Connection, "vesting", "m", DateTime.Parse(time, null))
                    .Rows.Select(row => $"{row[0]} {row[11]} {row[7]}"),
            ];

        // A quarter of 800 after half of the two days; 12 hours of 48 are 50 of 200.
        Block(1, "2025-01-01 23:59:59");
        Block(2, "2025-01-02 00:00:00");
        Block(3, "2025-01-03 12:00:00");
        Vested("2025-01-01 23:59:59").ShouldBe(["s/1 tranches 0", "s/2 segments 199"]);
        Vested("2025-01-02 00:00:00").ShouldBe(["s/1 tranches 100", "s/2 segments 200"]);
        Vested("2025-01-03 12:00:00").ShouldBe(["s/1 tranches 400", "s/2 segments 850"]);
        // What is left of January comes in it, and nothing later.
        _market
            .Rows("unlocks")
            .ShouldBe(["2025-01-01 s/1 1000 0 1000 contract", "2025-01-01 s/2 1000 0 1000 contract"]);
        // A second before its end, the last segment lacks its last unit.
        _market
            .Rows("unlock_overhang")
            .ShouldBe([
                "1 GOLD 0 30 1 1999 - - - 0 -",
                "1 GOLD 0 90 1 1999 - - - 0 -",
                "1 GOLD 0 365 1 1999 - - - 0 -",
            ]);
        // Cancelled at noon of the third day: what was given back leaves the total, and the rest is vested.
        _market.Connection.Execute(
            "insert into market.stream_move values (1, 0, 99, timestamp '2025-01-03 12:00:00', 'm', 's/1', 'cancelled', 600)"
        );
        Vested("2025-01-03 12:00:00").ShouldBe(["s/1 tranches 400", "s/2 segments 850"]);
        Vested("2025-01-04 23:59:59").ShouldBe(["s/1 tranches 400", "s/2 segments 999"]);
    }

    [Fact]
    public void What_is_free_at_start_and_cliff_stands_beside_a_rest_that_runs_from_the_cliff()
    {
        // 100 at once, 200 after a day, and 700 evenly in the two days from then on.
        Stream("s/1", 1_000, days: 3);
        Part("s/1", 1, 0, 0, 100, null);
        Part("s/1", 2, 0, 24, 200, null);
        Part("s/1", 3, 24, 72, 700, s_one);
        string[] times = ["2025-01-01 00:00:00", "2025-01-01 23:59:59", "2025-01-02 00:00:00", "2025-01-02 12:00:00"];
        foreach ((int at, string time) in times.Index())
        {
            Block(1 + at, time);
        }

        times
            .Select(time =>
                MetricCatalogue.Run(_market.Connection, "vesting", "m", DateTime.Parse(time, null)).Rows.Single()
            )
            .Select(row => $"{row[11]} {row[7]}")
            .ShouldBe(["linear 100", "linear 100", "linear 300", "linear 475"]);
    }

    [Fact]
    public void What_comes_free_as_a_month_begins_is_an_unlock_of_that_month()
    {
        // 100 with the first second of January, 300 with that of February and 600 with that of March.
        Stream("s/1", 1_000, days: 59);
        Part("s/1", 1, 0, 0, 100, null);
        Part("s/1", 2, 0, 31 * 24, 300, null);
        Part("s/1", 3, 31 * 24, 59 * 24, 600, null);
        Block(1, "2025-01-15 00:00:00");

        _market
            .Rows("unlocks")
            .ShouldBe([
                "2025-01-01 s/1 100 0 100 contract",
                "2025-02-01 s/1 300 0 300 contract",
                "2025-03-01 s/1 600 0 600 contract",
            ]);
    }

    [Fact]
    public void A_tranche_more_than_a_day_after_what_came_before_is_a_cliff_and_others_are_steady()
    {
        // At once, after exactly a day, a day and an hour later, and evenly from then on.
        Stream("s/1", 1_000, days: 10);
        Part("s/1", 1, 0, 0, 100, null);
        Part("s/1", 2, 0, 24, 200, null);
        Part("s/1", 3, 24, 49, 300, null);
        Part("s/1", 4, 49, 240, 400, s_one);
        // A tranche each day.
        Stream("s/2", 300, days: 3);
        Part("s/2", 1, 0, 24, 100, null);
        Part("s/2", 2, 24, 48, 100, null);
        Part("s/2", 3, 48, 72, 100, null);
        Block(1, "2025-01-15 00:00:00");

        _market
            .Rows("unlock_kinds")
            .ShouldBe(["2025-01-01 s/1 1000 400 600 2 contract", "2025-01-01 s/2 300 0 300 0 contract"]);
    }

    [Fact]
    public void A_wallet_s_cliff_is_one_and_what_follows_is_steady()
    {
        // 100 days from 1 January with a cliff on 2 February: a third or so comes free at once, and the rest steadily.
        _market.Transfer(0, 60, 1_000);
        _market.Connection.Execute(
            """
            insert into market.vesting
            select 1, 0, 'm', 60, 'Team', 1, 10, start, start + 32 * 86400, 100 * 86400
            from (select epoch(timestamp '2025-01-01')::hugeint as start)
            """
        );

        _market
            .Rows("unlock_kinds")
            .ShouldBe([
                "2025-01-01 Team 0 0 0 0 contract",
                "2025-02-01 Team 589 320 269 1 contract",
                "2025-03-01 Team 310 0 310 0 contract",
                "2025-04-01 Team 101 0 101 0 contract",
            ]);
    }

    [Fact]
    public void What_waits_for_a_price_is_no_unlock_before_it_is_taken()
    {
        foreach ((string key, int amount) in (ReadOnlySpan<(string, int)>)[("s/1", 1_000), ("s/2", 400)])
        {
            Stream(key, amount, days: 0);
            _market.Connection.Execute(
                $"""
                insert into market.stream_part
                select 1, 0, 90, timestamp '2025-01-01', 'm', '{key}', 1, 1099511627775, 1099511627775, {amount}, null
                """
            );
        }

        Block(1, "2025-02-03 00:00:00");
        _market.Connection.Execute(
            "insert into market.stream_move values (1, 1, 99, timestamp '2025-02-03', 'm', 's/1', 'withdrawn', 1000)"
        );
        _market.Connection.Execute(
            "insert into market.release values (1, 1, 99, 0, timestamp '2025-02-03', 'm', 60, 1, 1000, null)"
        );
        Block(2, "2025-03-04 00:00:00");

        _market
            .Rows("unlocks")
            .ShouldBe([
                "2025-01-01 s/1 0 0 0 contract",
                "2025-01-01 s/2 0 0 0 contract",
                "2025-02-01 s/1 1000 1000 0 contract",
                "2025-02-01 s/2 0 0 0 contract",
                "2025-03-01 s/1 0 0 0 contract",
                "2025-03-01 s/2 0 0 0 contract",
            ]);
        _market.Rows("unlock_kinds").ShouldContain("2025-02-01 s/1 1000 1000 0 1 contract");
        _market
            .Rows("unlock_overhang")
            .ShouldBe(["1 GOLD 0 30 0 0 - - - 0 -", "1 GOLD 0 90 0 0 - - - 0 -", "1 GOLD 0 365 0 0 - - - 0 -"]);
        MetricCatalogue
            .Run(_market.Connection, "vesting", "m")
            .Rows.Select(row => $"{row[0]} {row[11]} {row[5] ?? "-"} {row[6]} {row[7]} {row[8]}")
            .ShouldBe(["s/1 price gated - 1000 1000 1000", "s/2 price gated - 400 0 0"]);
        // Before it was taken, nobody knew.
        MetricCatalogue
            .Run(_market.Connection, "vesting", "m", new DateTime(2025, 2, 1))
            .Rows.Select(row => $"{row[0]} {row[7]}")
            .ShouldBe(["s/1 0", "s/2 0"]);
    }

    private void Block(int number, string time) =>
        _market.Connection.Execute($"insert into chain.block values (1, {number}, 1, 1, 0, 0, timestamp '{time}')");

    private void Stream(string key, int amount, int days) =>
        _market.Connection.Execute(
            $"""
            insert into market.stream
            select 1, 0, 90, timestamp '2025-01-01', 'm', '{key}', 60, '{key}', 1, 10, start, start, {days} * 86400, {amount}
            from (select epoch(timestamp '2025-01-01')::hugeint as start)
            """
        );

    private void Part(string key, int part, int fromHours, int toHours, int amount, BigInteger? exponent) =>
        _market.Connection.Execute(
            $"""
            insert into market.stream_part
            select 1, 0, 90, timestamp '2025-01-01', 'm', '{key}', {part}, start + {fromHours} * 3600, start + {toHours} * 3600, {amount}, {exponent?.ToString()
                ?? "null"}
            from (select epoch(timestamp '2025-01-01')::hugeint as start)
            """
        );

    /// <summary>As SD59x18.pow of PRBMath 4.0.3 does it: the other way round below one, with 191 bits behind the point.</summary>
    private static BigInteger Power(BigInteger share, BigInteger exponent)
    {
        if (exponent.IsZero || share == s_one)
        {
            return s_one;
        }

        if (share.IsZero || exponent == s_one)
        {
            return share;
        }

        BigInteger product = Log2(s_one * s_one / share) * exponent / s_one;
        return product > s_leastPower ? 0 : s_one * s_one / Exp2(product);
    }

    private static BigInteger Log2(BigInteger value)
    {
        int bits = (int)(value / s_one).GetBitLength() - 1;
        BigInteger log = bits * s_one;
        value >>= bits;
        for (BigInteger step = s_one / 2; step > 0; step >>= 1)
        {
            value = value * value / s_one;
            if (value >= 2 * s_one)
            {
                log += step;
                value >>= 1;
            }
        }

        return log;
    }

    private static BigInteger Exp2(BigInteger power)
    {
        BigInteger scaled = (power << 64) / s_one;
        BigInteger result = BigInteger.One << 191;
        for (int place = 1; place <= 64; place++)
        {
            if (!((scaled >> (64 - place)) & 1).IsZero)
            {
                result = result * s_rootsOfTwo[place - 1] >> 64;
            }
        }

        return result * s_one >> (191 - (int)(scaled >> 64));
    }

    private static BigInteger[] RootsOfTwo()
    {
        BigInteger root = BigInteger.One << 257;
        BigInteger[] roots = new BigInteger[64];
        for (int place = 0; place < roots.Length; place++)
        {
            root = Root(root << 256);
            roots[place] = (root + (BigInteger.One << 191)) >> 192;
        }

        return roots;
    }

    private static BigInteger Root(BigInteger square)
    {
        BigInteger root = BigInteger.One << ((int)square.GetBitLength() / 2 + 1);
        while (true)
        {
            BigInteger next = (root + square / root) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}

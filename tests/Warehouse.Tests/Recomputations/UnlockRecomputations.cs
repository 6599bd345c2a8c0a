using System.Numerics;
using Souk.Warehouse.Metrics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of what schedules set free and what files promise.</summary>
internal static class UnlockRecomputations
{
    [Recomputes("allocations")]
    public static IEnumerable<string> Allocations(DrawnQuestion asked)
    {
        BigInteger? now = Now(asked);
        var promises = FileRecomputations.Records(asked, "allocations").ToDictionary(promise => promise.Item);
        string Bucket(string contract) =>
            promises
                .Values.FirstOrDefault(promise =>
                    (promise.Value("contracts") ?? "").Split(", ").Contains(contract, StringComparer.OrdinalIgnoreCase)
                )
                ?.Item
            ?? contract;
        var contracts = Schedules(asked).Where(_ => now is not null).ToLookup(row => Bucket(row.Text("bucket")));
        decimal? supply = FileRecomputations
            .Records(asked, "tokens")
            .Select(token => token.Number("supply_max"))
            .SingleOrDefault();
        foreach (string bucket in contracts.Select(rows => rows.Key).Union(promises.Keys))
        {
            DrawnRow[] rows = [.. contracts[bucket]];
            BigInteger? Of(Func<DrawnRow, BigInteger> part) =>
                rows.Length == 0 ? null : DrawnQuestion.Sum(rows.Select(part));
            var promise = promises.GetValueOrDefault(bucket);
            string? watched = promise?.Value("watched");
            BigInteger Balance(string address) =>
                DrawnQuestion.Sum(
                    asked
                        .Seen("market.transfer")
                        .Where(row => asked.Token(row)?.Is("is_market_token") == true)
                        .Select(row =>
                            (asked.Hex(row.Int("recipient_id")) == address ? row.Big("amount") : 0)
                            - (asked.Hex(row.Int("sender_id")) == address ? row.Big("amount") : 0)
                        )
                );
            BigInteger? vested = Of(row => Vested(asked, row, now!.Value));
            BigInteger? claimed = Of(row => Released(asked, row, _ => true));
            // One decimal.
            yield return Line(
                bucket,
                rows.Length > 0 ? "contract"
                    : watched is not null ? "watched wallet"
                    : "promise only",
                (BigInteger?)(supply * 10 * promise?.Number("share_percent") / 100),
                Of(row => Filled(asked, row)),
                vested,
                claimed,
                vested - claimed,
                watched is null ? null : Balance(watched),
                promise?.Confidence("share_percent"),
                promise?.Source("bucket")
            );
        }
    }

    [Recomputes("vesting")]
    public static IEnumerable<string> Vesting(DrawnQuestion asked)
    {
        if (Now(asked) is not { } now)
        {
            yield break;
        }

        foreach (DrawnRow row in Made(asked))
        {
            yield return Line(
                row["bucket"],
                asked.Hex(row.Int("wallet_id")),
                asked.Hex(row.Int("beneficiary_id")),
                row["start_seconds"],
                row["cliff_seconds"],
                row["duration_seconds"],
                Filled(asked, row),
                Vested(asked, row, now),
                Released(asked, row, _ => true),
                asked.Token(row)!["symbol"],
                asked.Token(row)!["decimals"],
                "linear"
            );
        }
    }

    [Recomputes("unlocks")]
    public static IEnumerable<string> Unlocks(DrawnQuestion asked)
    {
        if (Now(asked) is not { } now)
        {
            yield break;
        }

        DateOnly current = DrawnQuestion.Month(Time(now));
        SortedDictionary<(DateOnly, string), BigInteger[]> sums = [];
        foreach (DrawnRow row in Schedules(asked))
        {
            DateOnly end = DrawnQuestion.Month(Time(row.Big("start_seconds") + row.Big("duration_seconds")));
            for (
                DateOnly month = DrawnQuestion.Month(Time(row.Big("start_seconds")));
                month <= (end > current ? end : current);
                month = month.AddMonths(1)
            )
            {
                BigInteger after = Vested(asked, row, Seconds(month.AddMonths(1)) - 1);
                BigInteger unlocked = after - Vested(asked, row, Seconds(month) - 1);
                sums.TryAdd((month, row.Text("bucket")), [0, 0, 0]);
                BigInteger[] sum = sums[(month, row.Text("bucket"))];
                sum[0] += unlocked;
                sum[1] += Released(asked, row, time => DrawnQuestion.Month(time) == month);
                sum[2] +=
                    month < current ? 0
                    : month > current ? unlocked
                    : after - Released(asked, row, _ => true);
            }
        }

        foreach (((DateOnly month, string bucket), BigInteger[] sum) in sums)
        {
            yield return Line(month, bucket, sum[0], sum[1], sum[2], "contract");
        }

        foreach (Promise promise in Promises(asked))
        {
            for (
                DateOnly month = DrawnQuestion.Month(promise.Launched.ToDateTime(TimeOnly.MinValue));
                month <= DrawnQuestion.Month(promise.End.ToDateTime(TimeOnly.MinValue)) || month <= current;
                month = month.AddMonths(1)
            )
            {
                BigInteger unlocked = promise.At(Seconds(month.AddMonths(1)) - 1) - promise.At(Seconds(month) - 1);
                yield return Line(
                    month,
                    promise.Bucket + " (promised)",
                    unlocked,
                    null,
                    month < current ? 0 : unlocked,
                    "promised"
                );
            }
        }
    }

    [Recomputes("unlock_kinds")]
    public static IEnumerable<string> UnlockKinds(DrawnQuestion asked)
    {
        MetricTable unlocks = asked.Ask("unlocks");
        foreach (object?[] row in unlocks.Rows)
        {
            (DateOnly month, string bucket) = (unlocks.Value<DateOnly>(row, "month"), unlocks.Text(row, "bucket"));
            BigInteger[] cliffs =
            [
                .. unlocks.Text(row, "evidence") == "promised"
                    ? Promises(asked)
                        .Where(promise => promise.Bucket + " (promised)" == bucket)
                        .SelectMany(promise => Jumps(month, promise.At))
                    : Schedules(asked)
                        .Where(schedule => schedule.Text("bucket") == bucket)
                        .SelectMany(schedule => Jumps(month, second => Vested(asked, schedule, second))),
            ];
            BigInteger cliff = DrawnQuestion.Sum(cliffs);
            BigInteger unlocked = unlocks.Integer(row, "unlocked");
            yield return Line(
                month,
                bucket,
                unlocked,
                cliff,
                unlocked - cliff,
                cliffs.Length,
                unlocks.Text(row, "evidence")
            );
        }
    }

    /// <summary>What came free at the first second of a day of a month, by which all drawn schedules turn, after a day of nothing. Some
    /// are so small that they free a unit in days: of these one unit is none.</summary>
    private static IEnumerable<BigInteger> Jumps(DateOnly month, Func<BigInteger, BigInteger> vested)
    {
        for (DateOnly day = month; day < month.AddMonths(1); day = day.AddDays(1))
        {
            BigInteger before = vested(Seconds(day) - 1);
            if (vested(Seconds(day)) - before > 1 && before == vested(Seconds(day.AddDays(-1)) - 1))
            {
                yield return vested(Seconds(day)) - before;
            }
        }
    }

    /// <summary>Of each schedule what it set free and did not pay out, and what it sets free from one horizon to the next.</summary>
    [Recomputes("overhang_rows")]
    public static IEnumerable<string> OverhangRows(DrawnQuestion asked)
    {
        if (Now(asked) is not { } now)
        {
            yield break;
        }

        (int From, int To)[] periods = [(0, 30), (30, 90), (90, 365)];
        BigInteger Second(int days) => now + days * 86_400;
        foreach (DrawnRow row in Made(asked).Where(row => Filled(asked, row) > 0))
        {
            string Of(int days, BigInteger amount) =>
                Line(
                    row["chain_id"],
                    asked.Token(row)!["symbol"],
                    asked.Token(row)!["decimals"],
                    days,
                    row["bucket"],
                    asked.Hex(row.Int("wallet_id")),
                    asked.Hex(row.Int("beneficiary_id")),
                    "contract",
                    amount,
                    days > 0 ? amount : 0,
                    days > 0 ? amount : 0,
                    amount
                );
            yield return Of(0, Vested(asked, row, now) - Released(asked, row, _ => true));
            foreach ((int from, int to) in periods)
            {
                yield return Of(to, Vested(asked, row, Second(to)) - Vested(asked, row, Second(from)));
            }
        }

        foreach (DrawnRow token in asked.Tokens.Where(row => row.Is("is_market_token")))
        {
            foreach (Promise promise in Promises(asked))
            {
                foreach ((int from, int to) in periods)
                {
                    BigInteger amount = promise.At(Second(to)) - promise.At(Second(from));
                    yield return Line(
                        token["chain_id"],
                        token["symbol"],
                        token["decimals"],
                        to,
                        promise.Bucket,
                        "",
                        "",
                        "promised",
                        amount,
                        0,
                        amount,
                        0
                    );
                }
            }
        }
    }

    [Recomputes("unlock_overhang")]
    public static IEnumerable<string> UnlockOverhang(DrawnQuestion asked)
    {
        if (Now(asked) is not { } now)
        {
            yield break;
        }

        MetricTable circulating = asked.Ask("circulating");
        MetricTable exits = asked.Ask("exit_cost");
        var schedules = Made(asked).Where(row => Filled(asked, row) > 0);
        var promised = Promises(asked).Any() ? asked.Tokens.Where(row => row.Is("is_market_token")) : [];
        foreach ((int Chain, int Id) key in schedules.Select(row => row.Token).Union(promised.Select(row => row.Token)))
        {
            DrawnRow[] rows = [.. schedules.Where(row => row.Token == key)];
            DrawnRow token = asked.Token(key)!;
            BigInteger vested = DrawnQuestion.Sum(rows.Select(row => Vested(asked, row, now)));
            BigInteger released = DrawnQuestion.Sum(
                asked.Seen("market.release").Where(row => row.Token == key).Select(row => row.Big("amount"))
            );
            BigInteger supply = SupplyRecomputations.Circulating(circulating, token);
            BigInteger volume = DrawnQuestion.Sum(
                PoolRecomputations
                    .Swaps(asked)
                    .Where(swap =>
                        swap.After.Int("chain_id") == key.Chain
                        && swap.After.Int("token_id") == key.Id
                        && swap.After.Time > Time(now).AddDays(-30)
                    )
                    .Select(swap => swap.Tokens)
            );
            BigInteger sellable = DrawnQuestion.Sum(
                exits
                    .Rows.Where(row =>
                        exits.Integer(row, "chain_id") == key.Chain
                        && exits.Value<string>(row, "symbol") == token.Text("symbol")
                    )
                    .Select(row => exits.Integer(row, "sellable_2"))
            );
            foreach (int days in (int[])[30, 90, 365])
            {
                BigInteger then = now + days * 86_400;
                BigInteger ahead = DrawnQuestion.Sum(rows.Select(row => Vested(asked, row, then))) - vested;
                BigInteger promisedAhead = token.Is("is_market_token")
                    ? DrawnQuestion.Sum(Promises(asked).Select(promise => promise.At(then) - promise.At(now)))
                    : 0;
                yield return Line(
                    key.Chain,
                    token["symbol"],
                    token["decimals"],
                    days,
                    ahead,
                    vested - released,
                    DrawnQuestion.Ppm(ahead, supply),
                    volume.IsZero ? null : ahead * 30_000 / volume,
                    sellable.IsZero ? null : ahead * 1_000 / sellable,
                    promisedAhead,
                    DrawnQuestion.Ppm(promisedAhead, supply)
                );
            }
        }
    }

    /// <summary>What the registry says becomes free when, of buckets that no contract of the market has the name of.</summary>
    private sealed record Promise(
        string Bucket,
        DateOnly Launched,
        DateOnly Start,
        DateOnly End,
        BigInteger Tokens,
        BigInteger First
    )
    {
        public BigInteger At(BigInteger seconds)
        {
            (BigInteger start, BigInteger end) = (Seconds(Start), Seconds(End));
            return seconds < Seconds(Launched) ? 0
                : seconds >= end ? Tokens
                : seconds <= start ? First
                : First + (Tokens - First) * (seconds - start) / (end - start);
        }
    }

    private static IEnumerable<Promise> Promises(DrawnQuestion asked)
    {
        string[] contracts =
        [
            .. asked
                .Facts.Rows("market.vesting")
                .Where(row => row.System == asked.Market)
                .Select(row => row.Text("bucket")),
        ];
        DateOnly? launched = FileRecomputations.Records(asked, "profile").SingleOrDefault()?.Day("launched");
        decimal? supply = FileRecomputations
            .Records(asked, "tokens")
            .Select(token => token.Number("supply_max"))
            .SingleOrDefault();
        foreach (var bucket in FileRecomputations.Records(asked, "allocations"))
        {
            string[] cliffs = (bucket.Value("cliff_months") ?? "").Split('-', StringSplitOptions.RemoveEmptyEntries);
            string[] named = [bucket.Item, .. (bucket.Value("contracts") ?? "").Split(", ")];
            if (
                launched is { } day
                && supply * 10 * bucket.Number("share_percent") / 100 is { } tokens
                && bucket.Number("tge_percent") is { } first
                && bucket.Number("vesting_months") is { } months
                && cliffs.Length > 0
                && !named.Intersect(contracts, StringComparer.OrdinalIgnoreCase).Any()
            )
            {
                int cliff = int.Parse(cliffs[0], System.Globalization.CultureInfo.InvariantCulture);
                yield return new Promise(
                    bucket.Item,
                    day,
                    day.AddMonths(cliff),
                    day.AddMonths(cliff + (int)months),
                    (BigInteger)tokens,
                    (BigInteger)
                        Math.Min(Math.Floor(tokens), Math.Floor(tokens) * first / bucket.Number("share_percent")!.Value)
                );
            }
        }
    }

    /// <summary>Schedules whose block was there.</summary>
    private static IEnumerable<DrawnRow> Made(DrawnQuestion asked) =>
        asked
            .Facts.Rows("market.vesting")
            .Where(row =>
                row.System == asked.Market
                && asked.Blocks.Any(block =>
                    block.Int("chain_id") == row.Int("chain_id") && block.Long("number") == row.Long("block_number")
                )
            );

    /// <summary>Schedules of the market's own token.</summary>
    private static IEnumerable<DrawnRow> Schedules(DrawnQuestion asked) =>
        Made(asked).Where(row => asked.Token(row)?.Is("is_market_token") == true);

    private static BigInteger Filled(DrawnQuestion asked, DrawnRow schedule) =>
        DrawnQuestion.Sum(
            asked
                .Seen("market.transfer")
                .Where(row => row.Token == schedule.Token && row.Int("recipient_id") == schedule.Int("wallet_id"))
                .Select(row => row.Big("amount"))
        );

    private static BigInteger Released(DrawnQuestion asked, DrawnRow schedule, Func<DateTime, bool> counts) =>
        DrawnQuestion.Sum(
            asked
                .Seen("market.release")
                .Where(row =>
                    row.Token == schedule.Token && row.Int("wallet_id") == schedule.Int("wallet_id") && counts(row.Time)
                )
                .Select(row => row.Big("amount"))
        );

    private static BigInteger Vested(DrawnQuestion asked, DrawnRow schedule, BigInteger at)
    {
        (BigInteger start, BigInteger duration) = (schedule.Big("start_seconds"), schedule.Big("duration_seconds"));
        return at < schedule.Big("cliff_seconds") ? 0
            : at >= start + duration ? Filled(asked, schedule)
            : Filled(asked, schedule) * BigInteger.Max(at - start, 0) / duration;
    }

    private static BigInteger? Now(DrawnQuestion asked) =>
        asked.Blocks.Any() ? Seconds(asked.Blocks.Max(block => block.Time)) : null;

    private static BigInteger Seconds(DateTime time) => (BigInteger)(time - DateTime.UnixEpoch).TotalSeconds;

    private static BigInteger Seconds(DateOnly day) => Seconds(day.ToDateTime(TimeOnly.MinValue));

    private static DateTime Time(BigInteger seconds) => DateTime.UnixEpoch.AddSeconds((double)seconds);
}

using System.Globalization;
using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Metrics of services, nodes, feeds and labels against plain loops over the same drawn rows.</summary>
public sealed class RecomputedServiceTests : IDisposable
{
    private const int RowCount = 300;

    private readonly PaidMarket _market = new("2025-04-30");
    private readonly Lcg _random = new(77);

    public void Dispose() => _market.Dispose();

    [Fact]
    [Recomputes("jobs")]
    public void Jobs_of_a_month_and_kind_are_what_became_of_them_last()
    {
        string[] kinds = ["training", "inference", "compute"];
        string[] actions = ["requested", "assigned", "completed", "failed", "cancelled"];
        List<(int Key, string Action, DateTime Time, int Worker)> rows = [];
        for (int row = 0; row < RowCount; row++)
        {
            (int key, string action, int worker) = (Draw(90), actions[Draw(5)], 1 + Draw(9));
            DateTime time = Time(row);
            rows.Add((key, action, time, worker));
            _market.Connection.Execute(
                $"insert into market.job values (1, 0, {row}, {Sql(time)}, 'm', 'm/{key}', 'm/a', '{kinds[key % 3]}', '{action}', 1, {worker}, false, 2, null)"
            );
        }

        // Workers 1 and 2 are one party, so are 7, 8 and 9.
        Dictionary<int, int> entities = new()
        {
            [2] = 1,
            [8] = 7,
            [9] = 7,
        };
        foreach (int worker in (int[])[1, 2, 7, 8, 9])
        {
            _market.Label(worker, $"of {entities.GetValueOrDefault(worker, worker)}");
        }

        _market.Rows("jobs").ShouldBe(Jobs(rows, kinds, worker => worker));
        string[] byEntity = Jobs(rows, kinds, worker => entities.GetValueOrDefault(worker, worker));
        _market.Rows("jobs", actor: MetricActor.Entity).ShouldBe(byEntity);
        byEntity.ShouldNotBe(_market.Rows("jobs"));
        byEntity.Length.ShouldBeGreaterThan(5);
    }

    [Fact]
    [Recomputes("nodes")]
    public void Nodes_of_a_month_are_those_that_joined_last_up_to_its_end()
    {
        List<(int Party, bool Joins, DateTime Time)> rows = [];
        for (int row = 0; row < RowCount; row++)
        {
            (int party, bool joins, DateTime time) = (1 + Draw(40), Draw(2) == 0, Time(row));
            rows.Add((party, joins, time));
            _market.Connection.Execute(
                $"insert into market.node values (1, 0, {row}, {Sql(time)}, 'm', {party}, 'worker', '{(joins ? "joined" : "left")}')"
            );
        }

        List<string> expected = [];
        for (int month = 1; month <= 4; month++)
        {
            DateTime start = new(2025, month, 1);
            DateTime end = start.AddMonths(1);
            Dictionary<int, bool> last = [];
            foreach ((int party, bool joins, DateTime time) in rows.Where(row => row.Time < end))
            {
                last[party] = joins;
            }

            var within = rows.Where(row => row.Time >= start && row.Time < end).ToList();
            int joined = within.Where(row => row.Joins).Select(row => row.Party).Distinct().Count();
            int left = within.Where(row => !row.Joins).Select(row => row.Party).Distinct().Count();
            expected.Add($"{Text(Month(start))} worker {joined} {left} {last.Values.Count(joins => joins)}");
        }

        _market.Rows("nodes").ShouldBe(expected);
    }

    [Fact]
    [Recomputes("settlements")]
    public void Settled_calls_of_a_month_are_the_sums_of_its_batches()
    {
        List<(DateOnly Month, BigInteger Calls, BigInteger Amount, bool IsRooted, bool IsPaid)> rows = [];
        for (int row = 0; row < RowCount; row++)
        {
            DateTime time = Time(row);
            (BigInteger calls, BigInteger amount) = (1 + _random.Next(10), _random.Next(80));
            (bool isRooted, bool isPaid) = (Draw(3) > 0, Draw(4) > 0);
            rows.Add((Month(time), calls, amount, isRooted, isPaid));
            _market.Connection.Execute(
                $"""
                insert into market.settlement values
                    (1, 0, {row}, 0, {Sql(time)}, 'm', 'm/{row}', null, 1, 2, {calls}, {(
                    isRooted ? "unhex(repeat('ab', 32))" : "null"
                )}, null, {Sql(time)}, 2, {amount}, {(isPaid ? "1" : "null")})
                """
            );
        }

        _market
            .Rows("settlements")
            .ShouldBe(
                rows.GroupBy(row => row.Month)
                    .OrderBy(month => month.Key)
                    .Select(month =>
                    {
                        BigInteger calls = Sum(month.Select(row => row.Calls));
                        BigInteger amount = Sum(month.Select(row => row.Amount));
                        BigInteger paid = Sum(month.Where(row => row.IsPaid).Select(row => row.Amount));
                        BigInteger rooted = Sum(month.Where(row => row.IsRooted).Select(row => row.Calls));
                        return $"{Text(month.Key)} USDC 0 {month.Count()} {calls} {amount} {paid} {amount / calls} {rooted * 1_000_000 / calls} 0";
                    })
            );
    }

    [Fact]
    [Recomputes("reward_roles")]
    public void Rewards_of_a_month_go_to_the_one_role_that_was_named()
    {
        string[] roles = ["miner", "validator", "owner"];
        List<(DateOnly Month, string Role, int Party, BigInteger Amount)> rows = [];
        for (int row = 0; row < RowCount; row++)
        {
            DateTime time = Time(row);
            int party = 1 + Draw(30);
            int named = Draw(4);
            BigInteger amount = 1 + _random.Next(60);
            _market.Connection.Execute(
                $"insert into market.payment values (1, 0, {row}, 0, {Sql(time)}, 'm', 'reward', 2, 99, {party}, {amount}, null, 'internal', null)"
            );
            foreach (string role in roles[..Math.Min(named, 2)])
            {
                _market.Connection.Execute(
                    $"insert into market.earning values (1, 0, {row}, {Sql(time)}, 'm', 'm/a', {party}, '{role}')"
                );
            }

            string found = Math.Min(named, 2) switch
            {
                0 => "untold",
                1 => "miner",
                _ => "several",
            };
            rows.Add((Month(time), found, party, amount));
        }

        _market
            .Rows("reward_roles")
            .ShouldBe(
                rows.GroupBy(row => (row.Month, row.Role))
                    .OrderBy(group => group.Key.Month)
                    .ThenBy(group => group.Key.Role, StringComparer.Ordinal)
                    .Select(group =>
                    {
                        BigInteger all = Sum(rows.Where(row => row.Month == group.Key.Month).Select(row => row.Amount));
                        BigInteger amount = Sum(group.Select(row => row.Amount));
                        int parties = group.Select(row => row.Party).Distinct().Count();
                        return $"{Text(group.Key.Month)} USDC 0 {group.Key.Role} {parties} {group.Count()} {amount} {amount * 1_000_000 / all}";
                    })
            );
    }

    [Fact]
    [Recomputes("leg_labels")]
    public void Every_transfer_is_labelled_minted_burned_by_a_contract_or_nothing_of_these()
    {
        (int labelled, int minted, int burned, int byContract, int unlabelled) = (0, 0, 0, 0, 0);
        string[] classes = ["pool", "staking", "escrow", "vesting", "treasury", "sink"];
        for (int held = 0; held < classes.Length; held++)
        {
            _market.Hold(4 + held, classes[held]);
        }

        BigInteger all = 0;
        BigInteger unexplained = 0;
        for (int row = 0; row < RowCount; row++)
        {
            (int from, int to, BigInteger amount) = (Draw(10), Draw(10), _random.Next(50));
            all += amount;
            if (Draw(2) == 0)
            {
                _market.PayByTransfer("price", from, to, (Int128)amount);
                labelled++;
                continue;
            }

            _market.Transfer(from, to, (Int128)amount);
            if (from == 0)
            {
                minted++;
            }
            else if (to == 0)
            {
                burned++;
            }
            else if (from is >= 4 and <= 7 || to is >= 4 and <= 7)
            {
                byContract++;
            }
            else
            {
                unlabelled++;
                unexplained += amount;
            }
        }

        (byContract > 10 && unlabelled > 10).ShouldBeTrue();
        _market
            .Rows("leg_labels")
            .ShouldBe([
                $"1 GOLD 0 {RowCount} {labelled} {minted} {burned} {byContract} {unlabelled} {unlabelled * 1_000_000 / RowCount} {all} {unexplained} 0",
            ]);
    }

    private static string[] Jobs(
        List<(int Key, string Action, DateTime Time, int Worker)> rows,
        string[] kinds,
        Func<int, int> actor
    )
    {
        List<string> expected = [];
        foreach (
            var group in rows.GroupBy(row => row.Key)
                .GroupBy(job => (Month: Month(job.First().Time), Kind: kinds[job.Key % 3]))
                .OrderBy(group => group.Key.Month)
                .ThenBy(group => group.Key.Kind, StringComparer.Ordinal)
        )
        {
            List<(string? Fate, int Worker, long Wait)> jobs = [];
            foreach (var job in group)
            {
                var ends = job.Where(row => row.Action is "completed" or "failed" or "cancelled").ToList();
                var done = job.Where(row => row.Action == "completed").ToList();
                long wait = done.Count == 0 ? -1 : (long)(done[^1].Time - job.First().Time).TotalSeconds;
                jobs.Add((ends.Count == 0 ? null : ends[^1].Action, done.Count == 0 ? -1 : done[^1].Worker, wait));
            }

            var completed = jobs.Where(job => job.Fate == "completed").ToList();
            int ended = jobs.Count(job => job.Fate is not null);
            long[] waits = [.. completed.Select(job => job.Wait).Order()];
            expected.Add(
                string.Join(
                    ' ',
                    Text(group.Key.Month),
                    group.Key.Kind,
                    jobs.Count,
                    completed.Count,
                    jobs.Count(job => job.Fate == "failed"),
                    jobs.Count(job => job.Fate == "cancelled"),
                    jobs.Count - ended,
                    ended == 0 ? "-" : $"{completed.Count * 1_000_000L / ended}",
                    waits.Length == 0 ? "-" : $"{waits[(waits.Length - 1) / 2]}",
                    completed.Select(job => actor(job.Worker)).Distinct().Count(),
                    0,
                    completed.Count == 0 ? "-" : $"{2 * completed.Count}"
                )
            );
        }

        return [.. expected];
    }

    private int Draw(int count) => (int)(_random.Next(20) % count);

    // In order: three rows a day from January 1 on.
    private static DateTime Time(int row) => new DateTime(2025, 1, 1).AddHours(8 * row).AddSeconds(row % 60);

    private static DateOnly Month(DateTime time) => new(time.Year, time.Month, 1);

    private static BigInteger Sum(IEnumerable<BigInteger> amounts) =>
        amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);

    private static string Sql(DateTime time) =>
        $"timestamp '{time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

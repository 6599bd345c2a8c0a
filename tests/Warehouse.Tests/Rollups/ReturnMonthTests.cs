using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Rollups;
using Souk.Warehouse.Tests.Metrics;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Tests.Rollups;

/// <summary>Prices that come back to who paid them, and buyers that wait for access, are found month by month as they are in all legs at
/// once.</summary>
public sealed class ReturnMonthTests : IDisposable
{
    private static readonly string[] _rollups = ["came_back", "paid_back", "waiting"];

    private static readonly DateTime _start = new(2024, 1, 15);

    private readonly PaidMarket _market = new("2025-03-31");
    private readonly Lcg _random = new(34);

    public void Dispose() => _market.Dispose();

    [Fact]
    public void The_same_sales_are_suspected_and_served_whichever_months_are_rolled_up()
    {
        DrawSales();
        // A block for each month, so that they can be written one after the other.
        foreach (string table in (string[])["market.transfer", "market.payment", "market.job", "market.entitlement"])
        {
            _market.Connection.Execute($"update {table} set block_number = datediff('month', date '2024-01-01', time)");
        }

        List<string> before = [.. Moments().Select(Told)];
        int last = _market.Connection.Scalar<int>("select max(block_number)::integer from market.payment");
        last.ShouldBeInRange(9, 14);
        for (int month = 0; month <= last; month++)
        {
            Rollup.Fill(_market.Connection, chainId: 1, new BlockRange(month, month), CancellationToken.None);
            _rollups.ShouldAllBe(rollup => _market.Unlike(rollup) == 0);
            if (month % 4 == 0 || month == last)
            {
                Moments().Select(Told).ShouldBe(before, $"with months before month {month} rolled up");
            }
        }

        Ways().ShouldBe("0 1 2 3");
        Served().ShouldBe("false true");
        string rules = before[^1];
        ((string[])["self", "entity", "loop, 70", "loop, 50", "loop, 30", "farm, 60", "farm, 40"]).ShouldAllBe(rule =>
            rules.Contains($"({rule}", StringComparison.Ordinal)
        );

        Rollup.Reopen(_market.Connection, chainId: 1, new BlockRange(5, last), CancellationToken.None);
        _rollups.ShouldAllBe(rollup => _market.Unlike(rollup) == 0);
        Moments().Select(Told).ShouldBe(before);
        Rollup.Fill(_market.Connection, chainId: 1, new BlockRange(5, last), CancellationToken.None);
        _rollups.ShouldAllBe(rollup => _market.Unlike(rollup) == 0);
        Moments().Select(Told).ShouldBe(before);
    }

    [Fact]
    public void A_way_by_who_becomes_a_service_counts_until_then()
    {
        // Funded by others than each other.
        _market.Transfer(40, 10, 1, "2024-02-01");
        _market.Transfer(41, 20, 1, "2024-02-01");
        _market.Transfer(42, 30, 1, "2024-02-01");
        _market.PayByTransfer("price", 10, 20, 100, "2024-02-05 01:00", "a");
        _market.Transfer(20, 30, 95, "2024-02-05 02:00");
        _market.Transfer(30, 10, 95, "2024-02-05 03:00");
        for (int party = 0; party < 101; party++)
        {
            _market.Transfer(30, 50 + party, 1, "2024-07-05");
        }

        _market.Transfer(30, 10, 1, "2024-12-05");
        _market.FillRollups();

        _market.Connection.Scalar<long>("select count(*) from rollup.came_back").ShouldBe(1);
        Suspected(new DateTime(2024, 7, 4)).ShouldContain("(loop, 50 %)");
        Suspected(new DateTime(2024, 7, 6)).ShouldBe("");
    }

    private void DrawSales()
    {
        _market.Label(10, "Acme");
        _market.Label(11, "Acme");
        _market.Hold(14, "escrow");
        for (int n = 0; n < 260; n++)
        {
            DateTime time = _start.AddHours((int)_random.Next(13) % 9_000);
            string asset = "ab"[(int)_random.Next(1)].ToString();
            int payer = 10 + Pick(6);
            int payee = n % 13 == 0 ? payer : 16 + Pick(4);
            if (payer == 14)
            {
                _market.Complete(asset, 15, At(time));
            }

            _market.PayByTransfer("price", payer, n % 17 == 0 ? 10 + Pick(2) : payee, 100, At(time), asset);
            if (payer != 13 && Pick(3) is var months and < 2)
            {
                _market.Grant(asset, payer == 14 ? 15 : payer, At(time.AddMonths(months)));
            }

            int days = 1 + Pick(4);
            int at = payee;
            for (int hop = Pick(4); hop > 0; hop--)
            {
                int next = hop == 1 ? payer : 24 + Pick(3);
                if (next != at)
                {
                    time = time.AddDays(days);
                    _market.Transfer(at, next, 88 + (Int128)_random.Next(3), At(time));
                }

                at = next;
            }

            int rewarded = 10 + Pick(6);
            _market.PayByTransfer("reward", 50, rewarded, 30 + (Int128)_random.Next(7), Anywhen(), asset);
        }
    }

    private int Pick(int count) => (int)(_random.Next(16) % count);

    private string Anywhen() => At(_start.AddHours((int)_random.Next(13) % 9_000));

    private static string At(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static IEnumerable<DateTime> Moments() =>
        Enumerable
            .Range(0, 3)
            .Select(month => new DateTime(2024, 1, 1).AddMonths(1 + (4 * month)))
            .SelectMany(month => new[] { month.AddTicks(-10), month.AddHours(250) })
            .Append(DateTime.MaxValue.Date);

    private string Suspected(DateTime until) =>
        string.Join(
            "; ",
            MetricCatalogue.Run(_market.Connection, "wash_screen", "m", until).Rows.Select(row => string.Join(' ', row))
        );

    private string Told(DateTime until) => Suspected(until) + Legs(until);

    private string Legs(DateTime until) =>
        string.Join(
            "; ",
            MetricCatalogue.Run(_market.Connection, "gmv_rows", "m", until).Rows.Select(row => string.Join(' ', row))
        );

    private string Ways() =>
        _market.Connection.Scalar<string>(
            "select string_agg(distinct transfers::varchar, ' ' order by transfers::varchar) from rollup.came_back"
        );

    private string Served() =>
        string.Join(
            ' ',
            MetricCatalogue
                .Run(_market.Connection, "gmv_rows", "m", DateTime.MaxValue.Date)
                .Rows.Select(row => row[^1]?.ToString() == "0" ? "false" : "true")
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
}

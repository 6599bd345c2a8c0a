using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Metrics;

namespace Souk.Warehouse.Tests.Rollups;

/// <summary>Who was overdrawn, who serves many and which sales are suspected is the same whether months are rolled up or legs are
/// read.</summary>
public sealed class ScreenMonthTests : IDisposable
{
    private readonly PaidMarket _market = new("2025-03-31");
    private readonly Lcg _random = new(21);

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Every_moment_has_those_overdrawn_by_the_balances_of_its_days()
    {
        for (int n = 0; n < 300; n++)
        {
            _market.Transfer((int)_random.Next(3), (int)_random.Next(3), (Int128)_random.Next(40), Time());
        }

        // Sends what it has not, and gets it back months later.
        _market.Transfer(100, 101, 50, "2024-03-05");
        _market.Transfer(101, 100, 50, "2024-09-07");
        List<string> before = [.. Moments().Select(Overdrawn)];
        _market.FillRollups();

        before.ShouldAllBe(text => text == "");
        Count("overdrawn").ShouldBeInRange(15, 250);
        Moments().Select(Overdrawn).ShouldAllBe(text => text == "");
        _market.Unlike("overdrawn").ShouldBe(0);
    }

    [Fact]
    public void Who_sends_to_a_hundred_and_one_is_a_service_from_that_transfer_on()
    {
        for (int n = 0; n < 1_500; n++)
        {
            // Four parties, of which some pass the hundred in the first months, some in the last, some never.
            int from = 1 + ((int)_random.Next(3) % 4);
            _market.Transfer(from, 1 + ((int)_random.Next(8) % (60 * from)), 1, Time());
        }

        List<string> before = [.. Moments().Select(Services)];
        _market.FillRollups();

        Moments().Select(Services).ShouldBe(before);
        before.Distinct().Count().ShouldBeGreaterThan(2, "services of some moments are none of others");
        before[^1].ShouldBe("2 3 4");
        Count("service").ShouldBeInRange(1, 3);
        _market.Unlike("service").ShouldBe(0);
        Moments().Select(Services).ShouldBe([.. Moments().Select(Counted)]);
    }

    [Fact]
    public void The_same_sales_are_suspected_at_every_moment()
    {
        _market.Label(10, "Acme");
        _market.Label(11, "Acme");
        _market.Hold(12, "escrow");
        for (int n = 0; n < 250; n++)
        {
            string time = Time();
            string asset = "ab"[(int)_random.Next(1)].ToString();
            int party = 10 + (int)_random.Next(2);
            if (n % 5 == 0)
            {
                _market.Complete(asset, 13, time);
            }

            _market.PayByTransfer("price", party, 20 + (int)_random.Next(2), 100, time, asset);
            _market.PayByTransfer("reward", 50, 10 + (int)_random.Next(2), 30 + (Int128)_random.Next(5), Time(), asset);
            _market.Transfer(20 + (int)_random.Next(2), 10 + (int)_random.Next(2), 95, Time());
        }

        List<string> before = [.. Moments().Select(Suspected)];
        _market.FillRollups();

        Count("paid_back").ShouldBeInRange(100, 400);
        _market.Unlike("paid_back").ShouldBe(0);
        Moments().Select(Suspected).ShouldBe(before);
        string last = before[^1];
        string[] rules = ["entity", "farm", "loop"];
        rules.ShouldAllBe(rule => last.Contains(rule, StringComparison.Ordinal));
    }

    private string Time() =>
        new DateTime(2024, 1, 15)
            .AddHours((int)_random.Next(13) % 9_000)
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static IEnumerable<DateTime> Moments() =>
        Enumerable
            .Range(0, 7)
            .Select(month => new DateTime(2024, 1, 1).AddMonths(2 * month))
            .SelectMany(month => new[] { month.AddTicks(-10), month.AddHours(250) })
            .Append(DateTime.MaxValue.Date);

    /// <summary>Days whose number of overdrawn parties, so far, is not that of balances of all legs.</summary>
    private string Overdrawn(DateTime until) =>
        Text(
            """
            with leg as (
                select recipient_id as party_id, time::date as day, amount from market.transfer where time <= $until
                union all
                select sender_id, time::date, -amount from market.transfer where time <= $until
            ),
            day as (
                select distinct day from leg
            ),
            balance as (
                select d.day, l.party_id, sum(l.amount) as balance
                from day d
                join leg l on l.day <= d.day
                where l.party_id <> 0
                group by all
            ),
            counted as (
                select day, count(*) filter (balance < 0) as parties from balance group by day
            )
            select c.day || ' ' || c.parties
            from counted c
            left join rollup.overdrawn_of('m', $until) o on o.day <= c.day
            group by c.day, c.parties
            having coalesce(sum(o.change), 0) <> c.parties
            order by c.day
            """,
            until
        );

    private string Services(DateTime until) =>
        Text("select party_id::varchar from party.service_at($until) order by party_id", until);

    private string Counted(DateTime until) =>
        Text(
            """
            select sender_id::varchar
            from market.transfer
            where time <= $until
            group by sender_id
            having count(distinct recipient_id) > 100
            order by sender_id
            """,
            until
        );

    private string Suspected(DateTime until) =>
        string.Join(
            "; ",
            MetricCatalogue.Run(_market.Connection, "wash_screen", "m", until).Rows.Select(row => string.Join(' ', row))
        );

    private string Text(string sql, DateTime until) =>
        string.Join(' ', _market.Connection.Query(sql, row => row.GetString(0), ("until", until)));

    private long Count(string rollup) => _market.Connection.Scalar<long>($"select count(*) from rollup.{rollup}");
}

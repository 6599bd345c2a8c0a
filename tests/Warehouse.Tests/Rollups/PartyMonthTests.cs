using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Tests.Metrics;

namespace Souk.Warehouse.Tests.Rollups;

/// <summary>What parties hold and were paid is the same whether months are rolled up or legs are read.</summary>
public sealed class PartyMonthTests : IDisposable
{
    private static readonly DateTime _first = new(2024, 1, 15);

    private readonly PaidMarket _market = new("2025-03-31");

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Every_moment_has_the_sums_of_its_legs()
    {
        Lcg random = new(5);
        for (int n = 0; n < 150; n++)
        {
            string time = _first
                .AddHours((int)random.Next(13) % 9_000)
                .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            int from = (int)random.Next(3);
            int to = (int)random.Next(3);
            _market.PayByTransfer(n % 4 == 0 ? "reward" : "price", from, to, (Int128)random.Next(100), time);
        }

        List<string> before = [.. Moments().Select(Differences)];
        _market.FillRollups();

        before.ShouldAllBe(text => text == "");
        Count("rollup.holding").ShouldBeInRange(50, 299, "months hold less than two rows a leg, and more than none");
        Count("rollup.earning").ShouldBeInRange(50, 149);
        Moments().Select(Differences).ShouldAllBe(text => text == "");
        _market
            .Connection.Scalar<bool>("select bool_and(month < (select month from rollup.rolled)) from rollup.holding")
            .ShouldBeTrue();
    }

    [Fact]
    public void Another_chain_that_nobody_rolled_up_is_read_from_its_legs()
    {
        _market.PayByTransfer("price", 0, 7, 100, "2024-02-01");
        _market.PayByTransfer("price", 7, 8, 40, "2024-05-01");
        _market.FillRollups();
        _market.Connection.Execute(
            """
            insert into market.transfer values (2, 0, 0, 0, timestamp '2024-01-20', 'm', 1, 0, 7, 5);
            insert into market.payment values (2, 0, 0, 0, timestamp '2024-01-20', 'm', 'price', 1, 0, 7, 5, null, 'transfer', 0);
            """
        );

        Differences(new DateTime(2024, 6, 1)).ShouldBe("");
        _market
            .Connection.Scalar<string>(
                "select sum(amount) || ' by ' || sum(legs) from rollup.earning_of('m', timestamp '2024-06-01') where party_id = 7"
            )
            .ShouldBe("105 by 2");
    }

    /// <summary>First and last moments of months, those around them, and some between.</summary>
    private static IEnumerable<DateTime> Moments() =>
        Enumerable
            .Range(0, 14)
            .Select(month => new DateTime(2024, 1, 1).AddMonths(month))
            .SelectMany(month => new[] { month.AddTicks(-10), month, month.AddHours(250) })
            .Append(DateTime.MaxValue.Date);

    /// <summary>Parties whose sums or counts by rollup are not those of all legs up to the moment.</summary>
    private string Differences(DateTime until) =>
        string.Join(
            "; ",
            _market.Connection.Query(
                """
                select kind || ' ' || party_id || ' ' || sum(amount) || ' ' || sum(legs)
                from (
                    select 'held' as kind, chain_id, token_id, party_id, change as amount, received + sent as legs
                    from rollup.holding_of('m', $until)
                    union all
                    select 'held', chain_id, token_id, recipient_id, -amount, -1 from market.transfer where time <= $until
                    union all
                    select 'held', chain_id, token_id, sender_id, amount, -1 from market.transfer where time <= $until
                    union all
                    select role, chain_id, token_id, party_id, amount, legs from rollup.earning_of('m', $until)
                    union all
                    select role, chain_id, token_id, payee_id, -amount, -1 from market.payment where time <= $until
                )
                group by kind, chain_id, token_id, party_id
                having sum(amount) <> 0 or sum(legs) <> 0
                """,
                row => row.GetString(0),
                ("until", until)
            )
        );

    private long Count(string table) => _market.Connection.Scalar<long>($"select count(*) from {table}");
}

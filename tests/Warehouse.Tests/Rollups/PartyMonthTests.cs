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
            _market.Transaction = n;
            _market.PayByTransfer(n % 4 == 0 ? "reward" : "price", from, to, (Int128)random.Next(100), time);
            if (n % 3 == 0)
            {
                _market.PayByTransfer("royalty", to, from, (Int128)random.Next(99), time);
            }
        }

        // One of the payers is an escrow: who bought what it paid for is asked of facts.
        _market.Connection.Execute("insert into market.holder values (1, 0, 2, 'm', 'escrow')");
        List<string> before = [.. Moments().Select(Differences)];
        _market.FillRollups();

        before.ShouldAllBe(text => text == "");
        _market
            .Connection.Scalar<long>("select count(*) from rollup.earning where role = 'passed_on' and amount < 0")
            .ShouldBeGreaterThan(20);
        Count("rollup.holding").ShouldBeInRange(50, 299, "months hold less than two rows a leg, and more than none");
        Count("rollup.earning").ShouldBeInRange(50, 249);
        Count("rollup.spending").ShouldBeInRange(20, 149);
        Count("rollup.paid").ShouldBeInRange(50, 199);
        Moments().Select(Differences).ShouldAllBe(text => text == "");
        _market
            .Connection.Scalar<bool>("select bool_and(month < (select month from rollup.rolled)) from rollup.holding")
            .ShouldBeTrue();
    }

    [Fact]
    public void Who_funded_a_party_first_is_kept_with_its_month()
    {
        Lcg random = new(9);
        for (int n = 0; n < 60; n++)
        {
            string time = _first
                .AddHours((int)random.Next(13) % 9_000)
                .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            _market.Transfer((int)random.Next(4), (int)random.Next(4), 1 + (Int128)random.Next(9), time);
        }

        _market.FillRollups();

        Count("rollup.first_receipt").ShouldBe(15, "each party but the one that mints");
        Moments().Select(OtherFunders).ShouldAllBe(text => text == "");
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
            insert into rollup.market values (2, 'm');
            """
        );

        Differences(new DateTime(2024, 6, 1)).ShouldBe("");
        _market
            .Connection.Scalar<string>(
                "select sum(amount) || ' by ' || sum(legs) from rollup.earning_of('m', timestamp '2024-06-01') where party_id = 7"
            )
            .ShouldBe("105 by 2");
    }

    [Fact]
    public void Of_receipts_on_two_chains_the_earlier_says_who_funded()
    {
        _market.Transfer(1, 7, 10, "2024-03-01");
        _market.Transfer(1, 8, 10, "2024-03-01");
        _market.FillRollups();
        _market.Connection.Execute(
            """
            insert into market.transfer values
                (2, 0, 0, 0, timestamp '2024-02-01', 'm', 1, 2, 7, 5),
                (2, 0, 0, 1, timestamp '2024-04-01', 'm', 1, 2, 8, 5),
                (2, 0, 0, 2, timestamp '2024-04-01', 'm', 1, 2, 9, 5);
            insert into rollup.market values (2, 'm');
            """
        );

        Moments().Select(OtherFunders).ShouldAllBe(text => text == "");
        _market
            .Connection.Query(
                "select party_id || ' by ' || funder_id || ' on ' || chain_id from party.first_funding(timestamp '2024-06-01') order by all",
                row => row.GetString(0)
            )
            .ShouldBe(["7 by 2 on 2", "8 by 1 on 1", "9 by 2 on 2"]);
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
                select concat_ws(' ', kind, party_id) || ' ' || sum(amount) || ' ' || sum(legs)
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
                    union all
                    select 'passed_on', chain_id, token_id, party_id, amount, 0
                    from market.passed_on_between(timestamp '2024-01-01', $until)
                    union all
                    select 'sent', chain_id, token_id, party_id, sent_amount, sent from rollup.holding_of('m', $until)
                    union all
                    select 'sent', chain_id, token_id, sender_id, -amount, -1 from market.transfer where time <= $until
                    union all
                    select 'spent', chain_id, token_id, party_id, amount, legs from rollup.spending_of('m', $until)
                    union all
                    select 'spent', chain_id, token_id, buyer_id, -amount, -1 from market.sale_at('m', $until)
                    union all
                    select 'sold', chain_id, token_id, payer_id, amount, 1 from market.sale_at('m', $until)
                    union all
                    select 'sold', chain_id, token_id, payer_id, -amount, -1
                    from market.payment
                    where time <= $until and role = 'price'
                    union all
                    select 'paid ' || day || role, chain_id, token_id, null, amount, legs from rollup.paid_of('m', $until)
                    union all
                    select 'paid ' || time::date || role, chain_id, token_id, null, -amount, -1
                    from market.payment
                    where time <= $until
                )
                group by kind, chain_id, token_id, party_id
                having sum(amount) <> 0 or sum(legs) <> 0
                """,
                row => row.GetString(0),
                ("until", until)
            )
        );

    /// <summary>Parties whose first funder is not the sender of the first of all their receipts up to the moment.</summary>
    private string OtherFunders(DateTime until) =>
        string.Join(
            "; ",
            _market.Connection.Query(
                """
                select f.party_id || ' by ' || f.funder_id
                from party.first_funding($until) f
                full join (
                    select recipient_id as party_id, arg_min(sender_id, (time, log_index)) as funder_id
                    from market.transfer
                    where time <= $until and recipient_id <> 0
                    group by recipient_id
                ) t on t.party_id = f.party_id and t.funder_id = f.funder_id
                where f.party_id is null or t.party_id is null
                """,
                row => row.IsDBNull(0) ? "nobody" : row.GetString(0),
                ("until", until)
            )
        );

    private long Count(string table) => _market.Connection.Scalar<long>($"select count(*) from {table}");
}

using Souk.DuckDb;
using Souk.Research.Responses;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Research.Tests.Responses;

public sealed class PartyResponsesTests : IDisposable
{
    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

    public PartyResponsesTests() =>
        _warehouse.Connection.Execute(
            """
            insert into chain.system values ('m', 'M', 'GOLD', null);
            insert into market.token values (1, 1, 'm', 'GOLD', 0, 'erc20', true);
            insert into chain.block values
                (1, 0, 1, 1, 0, 0, timestamp '2025-01-03 00:00:00'), (1, 1, 2, 2, 1, 1, timestamp '2025-01-10 23:59:59');
            insert into market.transfer values (1, 0, 0, 0, timestamp '2025-01-01', 'm', 1, 0, 10, 5);
            insert into market.contribution
            select 1, 0, 1, d::timestamp, 'm', 'm/a', p, 1
            from (values ('2025-01-02', 10), ('2025-01-02', 10), ('2025-01-05', 11), ('2025-01-10', 10)) c (d, p);
            insert into market.payment
            select 1, 0, 2, 0, d::timestamp, 'm', 'reward', 1, 90, p, 1, null, 'internal', null
            from (values ('2025-01-04', 10), ('2025-01-04', 10), ('2025-01-06', 77)) c (d, p);
            """
        );

    public void Dispose() => _warehouse.Dispose();

    [Fact]
    public void Days_count_from_the_first_transfer_and_only_parties_that_did_something_respond()
    {
        ResponsePanel panel = PartyResponses.Read(_warehouse.Connection, "m", "reward", PartyOutcome.Contributions);

        panel.Outcomes.ShouldBe([
            [0, 2, 0, 0, 0, 0, 0, 0, 0, 1],
            [0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
        ]);
        panel.Events.ShouldBe([new ResponseEvent(0, 3)]);
    }

    [Fact]
    public void A_day_of_presence_counts_once()
    {
        ResponsePanel panel = PartyResponses.Read(_warehouse.Connection, "m", "reward", PartyOutcome.Presence);

        panel.Outcomes[0].ShouldBe([0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    }

    [Fact]
    public void A_purchase_that_an_escrow_pays_is_its_buyers()
    {
        _warehouse.Connection.Execute(
            """
            insert into chain.contract values (1, 90, 'm', 'escrow', 'Escrow', 0, null);
            insert into market.holder values (1, 0, 90, 'm', 'escrow');
            insert into market.job by name
            select
                1 as chain_id, 0 as block_number, 5 as log_index, timestamp '2025-01-07' as time, 'm' as system, 'm/j' as job_key,
                'm/a' as asset_key, 'inference' as kind, 'completed' as action, 10 as requester_id, 11 as worker_id;
            insert into market.payment values
                (1, 0, 6, 0, timestamp '2025-01-07', 'm', 'price', 1, 90, 11, 1, 'm/a', 'transfer', null),
                (1, 0, 7, 0, timestamp '2025-01-08', 'm', 'price', 1, 10, 11, 1, 'm/a', 'transfer', null);
            """
        );

        ResponsePanel panel = PartyResponses.Read(_warehouse.Connection, "m", "reward", PartyOutcome.Purchases);

        panel.Outcomes.ShouldBe([
            [0, 0, 0, 0, 0, 0, 1, 1, 0, 0],
        ]);
    }

    [Fact]
    public void As_of_cuts_the_panel()
    {
        ResponsePanel panel = PartyResponses.Read(
            _warehouse.Connection,
            "m",
            "reward",
            PartyOutcome.Contributions,
            new DateTime(2025, 1, 3, 0, 0, 0, DateTimeKind.Utc)
        );

        panel.Events.ShouldBeEmpty();
        panel.Outcomes.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("reward")]
    [InlineData("royalty")]
    [InlineData("cliff")]
    [InlineData("declared")]
    public void An_effect_that_was_put_into_a_warehouse_is_found_whatever_the_event_is(string kind)
    {
        // 20 of 40 parties have an event each, on ten days; for five days they then contribute three times a day, not once.
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        warehouse.Connection.Execute(
            """
            insert into chain.address select id, unhex(lpad(printf('%x', id), 40, '0')) from range(1, 60) t (id);
            insert into chain.system values ('m', 'M', 'GOLD', null);
            insert into market.token values (1, 1, 'm', 'GOLD', 0, 'erc20', true);
            insert into chain.block values (1, 0, 1, 1, 0, 0, timestamp '2025-04-10 23:59:59');
            insert into market.transfer values (1, 0, 0, 0, timestamp '2025-01-01', 'm', 1, 0, 10, 5);
            create table happened as select 1 + p as party_id, date '2025-01-10' + 8 * (p % 10)::integer as day from range(20) t (p);
            insert into market.contribution
            select 1, 0, 1, d::timestamp, 'm', 'm/a', p, 1
            from range(1, 41) parties (p)
            cross join range(timestamp '2025-01-01', timestamp '2025-04-11', interval 1 day) days (d)
            left join happened h on h.party_id = p and d::date between h.day and h.day + 4
            cross join range(if(h.day is null, 1, 3)) times;
            """
        );
        warehouse.Connection.Execute(
            kind switch
            {
                "cliff" => """
                insert into market.vesting
                select 1, 0, 'm', 50, 'Team', 1, party_id, 0, epoch(day::timestamp)::hugeint, 4000000000 from happened
                """,
                "declared" => "select 1",
                _ =>
                    $"insert into market.payment select 1, 0, 2, 0, day::timestamp, 'm', '{kind}', 1, 55, party_id, 1, null, 'internal', null from happened",
            }
        );
        ResponsePanel panel =
            kind == "declared"
                ? PartyResponses.ReadDeclared(
                    warehouse.Connection,
                    "m",
                    [
                        .. Enumerable
                            .Range(0, 20)
                            .Select(p =>
                                (new DateOnly(2025, 1, 10).AddDays(8 * (p % 10)), Address.Parse($"0x{1 + p:x40}"))
                            ),
                        // Nobody knows this one.
                        (new DateOnly(2025, 1, 10), Address.Parse($"0x{99:x40}")),
                    ],
                    PartyOutcome.Contributions
                )
                : PartyResponses.Read(warehouse.Connection, "m", kind, PartyOutcome.Contributions);

        ResponseEstimate estimate = ResponseEstimator.Estimate(
            panel,
            new ResponseDesign
            {
                DaysBefore = 5,
                DaysAfter = 5,
                Resamples = 99,
                Placebos = 99,
            }
        );

        (estimate.Verdict, estimate.Effect, estimate.Events).ShouldBe((ResponseVerdict.Seen, 2, 20));
    }
}

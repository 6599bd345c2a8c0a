using Souk.DuckDb;
using Souk.Research.Responses;
using Souk.Warehouse.Storage;

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
}

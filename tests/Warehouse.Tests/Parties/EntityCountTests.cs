using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Metrics;

namespace Souk.Warehouse.Tests.Parties;

/// <summary>What counts parties counts 5 and 6 as two addresses and as one entity, and 7 apart.</summary>
public sealed class EntityCountTests : IDisposable
{
    private const string Five = "0x0000000000000000000000000000000000000005";

    private readonly PaidMarket _market = new();

    public EntityCountTests()
    {
        _market.Label(5, "Acme");
        _market.Label(6, "Acme");
    }

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Who_works_with_one_address_and_is_paid_at_another_is_rewarded_by_entity()
    {
        _market.Contribute(5, "2025-01-02");
        _market.Contribute(7, "2025-01-02");
        _market.Pay("reward", payer: 90, payee: 6, 1, "2025-01-03");

        Rows("completeness", MetricActor.Address)
            .ShouldBe([
                "contribution_has_asset 2 2 0",
                "contribution_has_contributor 2 0 1000000",
                "contribution_has_reward 2 2 0",
                "reward_has_contribution 1 1 0",
            ]);
        Rows("completeness", MetricActor.Entity)
            .ShouldBe([
                "contribution_has_asset 2 2 0",
                "contribution_has_contributor 2 0 1000000",
                "contribution_has_reward 2 1 500000",
                "reward_has_contribution 1 0 1000000",
            ]);
    }

    [Fact]
    public void Accepted_work_is_rewarded_at_any_address_of_its_entity()
    {
        _market.Connection.Execute(
            """
            insert into market.review values
                (1, 0, 900, timestamp '2025-01-02', 'm', 'm/w', null, 'text', 'm/a', 5, null, 'submitted', null, null),
                (1, 0, 901, timestamp '2025-01-03', 'm', 'm/w', null, 'text', 'm/a', 5, 8, 'accepted', 1, 1)
            """
        );
        _market.Pay("reward", payer: 90, payee: 6, 1, "2025-01-04", "m/a");

        Rows("completeness", MetricActor.Address).ShouldContain("accepted_work_has_reward 1 1 0");
        Rows("completeness", MetricActor.Entity).ShouldContain("accepted_work_has_reward 1 0 1000000");
    }

    [Fact]
    public void Parties_of_a_day_of_rewards_of_a_source_and_of_terms_are_counted_by_entity()
    {
        _market.Connection.Execute(
            """
            insert into market.activity
            select 1, 0, 800 + p, timestamp '2025-01-01', 'm', 'claim', p, 1, 7 from range(5, 8) party (p);
            insert into market.payment
            select 1, 0, 810 + p, 0, timestamp '2025-01-01', 'm', 'reward', 2, 99, p, 1, null, 'internal', null from range(5, 8) party (p);
            insert into market.collection
            select 1, 0, 820 + p, timestamp '2025-01-01', 'm', 'm/a', p, 'website', 10, null from range(5, 8) party (p);
            insert into market.consent
            select 1, 0, 830 + p, timestamp '2025-01-01', 'm', 'm/a', p, 'training', 'given', null from range(5, 8) party (p);
            """
        );

        Counts("activity", "parties").ShouldBe((3, 2));
        Counts("reward_roles", "parties").ShouldBe((3, 2));
        Counts("data_scarcity", "collectors").ShouldBe((3, 2));
        Counts("consents", "parties").ShouldBe((3, 2));
    }

    [Fact]
    public void A_wallet_s_footprint_is_that_of_its_entity_named_by_its_first_address()
    {
        _market.Pay("price", payer: 6, payee: 7, 10);
        _market.Contribute(5, "2025-01-03");
        _market.Connection.Execute(
            """
            insert into reference.offchain_event
            select 'm', 'e' || p, timestamp '2025-01-01', 'post', unhex(printf('%040x', p)), null, 1, 'a file', timestamp '2025-02-01', null
            from (values (5), (6), (201)) party (p)
            """
        );

        Rows("wallet_footprint", MetricActor.Address).Length.ShouldBe(3);
        Rows("wallet_footprint", MetricActor.Entity)
            .ShouldBe([$"{Five} 0 0 1 0 1 0 0 0 1", $"{Five[..^1]}7 0 0 0 1 0 0 0 0 1"]);
        Rows("footprint", MetricActor.Entity)[0].ShouldBe($"{Five} 0 3 0 666666");
        // Of three addresses two are of one party, which the chain has seen.
        Rows("offchain_events", MetricActor.Address).ShouldBe(["2025-01-01 post 3 3 2"]);
        Rows("offchain_events", MetricActor.Entity).ShouldBe(["2025-01-01 post 3 2 1"]);
    }

    private string[] Rows(string metric, MetricActor actor) => _market.Rows(metric, actor: actor);

    private (int ByAddress, int ByEntity) Counts(string metric, string column)
    {
        return (Count(MetricActor.Address), Count(MetricActor.Entity));

        int Count(MetricActor actor)
        {
            MetricTable table = MetricCatalogue.Run(_market.Connection, metric, "m", actor: actor);
            return (int)table.Integer(table.Rows.ShouldHaveSingleItem(), column);
        }
    }
}

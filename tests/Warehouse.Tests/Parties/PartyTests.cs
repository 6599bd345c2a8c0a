using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Metrics;

namespace Souk.Warehouse.Tests.Parties;

public sealed class PartyTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Every_rule_links_with_its_confidence_and_the_log_that_shows_it()
    {
        _market.Control(10, controller: 11, "deployer");
        _market.Control(12, controller: 13, "signer");
        _market.Transfer(20, 21, 5);
        _market.Label(30, "Acme", confidencePpm: 800_000);
        _market.Label(31, "Acme");

        _market
            .Rows("links")
            .ShouldBe([
                $"{A(10)} {A(11)} deployer 900000 1 0 0",
                $"{A(12)} {A(13)} signer 900000 1 0 1",
                $"{A(21)} {A(20)} funding 600000 1 0 2",
                $"{A(31)} {A(30)} declared 800000 - - -",
            ]);
    }

    [Fact]
    public void A_payment_a_mint_a_contract_an_exchange_and_whoever_funds_many_link_nobody()
    {
        _market.PayByTransfer("price", payer: 20, payee: 21, 5);
        _market.Transfer(0, 22, 5);
        _market.Hold(50, "staking");
        _market.Transfer(50, 23, 5);
        _market.Label(60, "Big Exchange", "exchange");
        _market.Transfer(60, 24, 5);
        for (int party = 100; party < 111; party++)
        {
            _market.Transfer(70, party, 5);
        }

        _market.Rows("links").ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_first_receipt_funds_and_ten_are_not_yet_many()
    {
        for (int party = 100; party < 110; party++)
        {
            _market.Transfer(70, party, 5);
            _market.Transfer(71, party, 5, "2025-01-02");
        }

        string[] links = _market.Rows("links");

        links.Length.ShouldBe(10);
        links.ShouldAllBe(link => link.Contains(A(70)));
    }

    [Fact]
    public void Links_join_into_entities_however_they_are_chained_even_in_a_circle()
    {
        _market.Control(40, controller: 30, "deployer");
        _market.Control(30, controller: 20, "deployer");
        _market.Control(20, controller: 10, "deployer");
        _market.Control(10, controller: 40, "deployer");
        _market.Transfer(80, 81, 1);

        Entities(500_000).ShouldBe(["10: 10 20 30 40", "80: 80 81"]);
        Entities(700_000).ShouldBe(["10: 10 20 30 40"]);
        Entities(1_000_000).ShouldBeEmpty();
    }

    [Fact]
    public void Entities_equal_the_components_of_any_graph()
    {
        // The generator is a plain congruence; the components come from merging sets.
        ulong state = 7;
        Dictionary<int, HashSet<int>> components = [];
        for (int link = 0; link < 90; link++)
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            int one = 1 + (int)((state >> 33) % 190);
            int other = 1 + (int)((state >> 45) % 190);
            if (one == other)
            {
                continue;
            }

            _market.Control(one, other, "deployer");
            HashSet<int> merged =
            [
                .. components.GetValueOrDefault(one, [one]),
                .. components.GetValueOrDefault(other, [other]),
            ];
            foreach (int party in merged)
            {
                components[party] = merged;
            }
        }

        string[] expected =
        [
            .. components
                .Values.Distinct()
                .OrderBy(set => set.Min())
                .Select(set => $"{set.Min()}: {string.Join(' ', set.Order())}"),
        ];

        expected.Length.ShouldBeGreaterThan(20);
        Entities(500_000).ShouldBe(expected);
    }

    [Fact]
    public void A_link_counts_from_the_time_of_its_log_on()
    {
        _market.Transfer(20, 21, 5, "2025-02-01");

        MetricCatalogue.Run(_market.Connection, "links", "m", new DateTime(2025, 1, 31)).Rows.ShouldBeEmpty();
        MetricCatalogue.Run(_market.Connection, "links", "m", new DateTime(2025, 2, 1)).Rows.Count.ShouldBe(1);
    }

    [Fact]
    public void Metrics_count_entities_where_they_are_asked_to()
    {
        _market.Label(10, "Acme");
        _market.Label(11, "Acme");
        _market.Contribute(10, "2025-06-10");
        _market.Contribute(11, "2025-06-11");
        _market.Pay("price", payer: 1, payee: 10, 60, "2025-06-12");
        _market.Pay("price", payer: 1, payee: 11, 20, "2025-06-12");
        _market.Pay("price", payer: 1, payee: 12, 20, "2025-06-12");

        _market.Rows("active_parties").ShouldBe(["3 1"]);
        _market.Rows("active_parties", actor: MetricActor.Entity).ShouldBe(["2 1"]);
        _market.Rows("concentration", "earners")[0].ShouldStartWith("earners USDC 0 3 100");
        // Shares of 0.8 and 0.2: Gini 2 (20 + 2·80) / (2·100) − 3/2 = 0.3, HHI 0.64 + 0.04, one has more than half.
        _market
            .Rows("concentration", "earners", MetricActor.Entity)
            .ShouldBe(["earners USDC 0 2 100 300000 6800 1 800000 800000"]);
        _market
            .Rows("retention", "contributors", MetricActor.Entity)
            .ShouldBe(["contributors 2025-06-01 0 1 1 1000000"]);
    }

    [Fact]
    public void Wallets_are_counted_once_and_few_of_them_ever_contributed()
    {
        _market.Hold(50, "staking");
        _market.Transfer(0, 50, 9, "2025-04-01");
        _market.Transfer(0, 10, 9, "2025-04-01");
        _market.Transfer(10, 11, 9, "2025-05-02");
        _market.Transfer(11, 12, 9, "2025-05-03");
        _market.Contribute(11, "2025-06-04");
        _market.Pay("reward", payer: 50, payee: 13, 1, "2025-06-05");

        _market.Rows("wallets").ShouldBe(["2025-04-01 1 0 0 0", "2025-05-01 3 0 0 0", "2025-06-01 4 1 1 250000"]);
        // 10 funded 11, and 11 funded 12.
        _market.Rows("wallets", actor: MetricActor.Entity)[^1].ShouldBe("2025-06-01 2 1 1 500000");
    }

    private static string A(int id) => $"0x{id:x40}";

    private List<string> Entities(int confidencePpmMin) =>
        _market.Connection.Query(
            $"""
            select actor_id || ': ' || string_agg(address_id, ' ' order by address_id)
            from party.entity_at(timestamp '2100-01-01', confidence_ppm_min := {confidencePpmMin})
            group by actor_id
            order by actor_id
            """,
            row => row.GetString(0)
        );
}

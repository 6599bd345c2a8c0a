using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Who bought what an escrow paid for. Party 40 is the escrow, 20 sells.</summary>
public sealed class SaleTests : IDisposable
{
    private const int Escrow = 40;
    private const int Seller = 20;
    private const string Day = "2025-06-20";

    private readonly PaidMarket _market = new();

    public SaleTests() => _market.Hold(Escrow, "escrow");

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Of_an_escrow_each_job_s_buyer_counts_and_the_escrow_does_not()
    {
        _market.Pay("price", payer: 1, payee: Seller, 10, Day, "m/a");
        Job("m/a", requester: 1, 10);
        Job("m/a", requester: 2, 10);
        Job("m/b", requester: 3, 70);

        // Contributors: who received. Buyers: 1, 2 and 3.
        _market.Rows("active_parties").ShouldBe(["1 3"]);
        _market.Rows("buyers").ShouldBe([$"{Day} 3 4"]);
        _market.Rows("retention").ShouldContain($"buyers 2025-06-01 0 3 3 1000000");
        _market.Rows("market_kpis").ShouldContain(row => row.StartsWith("buyers 3", StringComparison.Ordinal));
        // Of 100 USDC 3 paid 70, 1 paid 20 and 2 paid 10.
        _market.Rows("concentration", "buyers")[0].ShouldStartWith("buyers USDC 0 3 100 400000 5400 1 700000");
    }

    [Fact]
    public void A_job_of_another_asset_or_a_later_one_is_not_what_was_paid()
    {
        _market.Complete("m/b", requester: 2, Day);
        _market.Pay("price", Escrow, Seller, 10, Day, "m/a");
        _market.Complete("m/a", requester: 3, Day);

        // Nobody says whose purchase it was: the escrow itself counts.
        _market.Rows("active_parties").ShouldBe(["1 1"]);
        _market.Rows("concentration", "buyers")[0].ShouldStartWith("buyers USDC 0 1 10 ");
        _market.Rows("wallet_footprint").ShouldBe(["0x0000000000000000000000000000000000000014 0 0 0 1 0 0 0 0 1"]);
    }

    [Fact]
    public void Without_a_job_who_was_granted_access_by_the_same_log_bought()
    {
        _market.Pay("price", Escrow, Seller, 10, Day, "m/a");
        _market.Grant("m/a", 7, Day);
        _market.Pay("price", Escrow, Seller, 10, Day, "m/a");
        _market.Grant("m/b", 8, Day);

        // The second log grants access to something else.
        _market.Rows("active_parties").ShouldBe(["1 2"]);
        _market.Rows("wallet_footprint")[0].ShouldBe("0x0000000000000000000000000000000000000007 0 0 1 0 0 0 0 0 1");
    }

    [Fact]
    public void What_an_escrow_pays_is_consumed_where_its_buyer_was_given_access()
    {
        Job("m/a", requester: 5, 30);
        _market.Grant("m/a", 5, Day);
        Job("m/a", requester: 6, 70);

        _market.Rows("consume_volume").ShouldBe(["2025-06-01 1 USDC 0 2 100 30 300000"]);
    }

    [Fact]
    public void What_a_buyer_put_into_an_escrow_is_met_when_the_escrow_pays_for_the_job()
    {
        _market.Pay("escrow_in", payer: 5, payee: Escrow, 40, "2025-06-18");
        Job("m/a", requester: 5, 30);

        // 30 of 40 two days later; 10 wait.
        _market.Rows("match_rate").ShouldBe(["2025-06-01 1 USDC 0 1 1 40 30 0 10 750000 172800"]);
    }

    [Fact]
    public void Who_buys_from_itself_through_an_escrow_is_suspected_all_the_same()
    {
        Job("m/a", requester: Seller, 10);
        Job("m/a", requester: 2, 30);

        string row = _market.Rows("wash_screen").ShouldHaveSingleItem();
        row.ShouldContain(" 10 self 1000000 ");
        // Of 40, 10 went to itself; 30 are left.
        _market.Rows("gmv_adjusted").ShouldBe(["2025-06-01 USDC 0 2 1 40 10 0 0 0 30 250000"]);
    }

    [Fact]
    public void By_entity_the_buyers_of_jobs_are_merged()
    {
        _market.Label(5, "Acme");
        _market.Label(6, "Acme");
        Job("m/a", requester: 5, 30);
        Job("m/a", requester: 6, 70);

        _market.Rows("active_parties").ShouldBe(["1 2"]);
        _market.Rows("active_parties", actor: MetricActor.Entity).ShouldBe(["1 1"]);
        _market.Rows("dataset_revenue").ShouldBe(["m/a '' '' USDC 0 2 2 100 1000000"]);
        _market.Rows("dataset_revenue", actor: MetricActor.Entity).ShouldBe(["m/a '' '' USDC 0 2 1 100 1000000"]);
    }

    [Fact]
    public void What_one_address_of_an_entity_funds_and_another_buys_is_met_by_entity_alone()
    {
        _market.Pay("escrow_in", payer: 5, payee: Escrow, 40, "2025-06-18");
        _market.Pay("escrow_in", payer: 6, payee: Escrow, 10, "2025-06-19");
        Job("m/a", requester: 6, 30);
        _market.Label(5, "Acme");
        _market.Label(6, "Acme");

        // 5 never bought: only what 6 put in is demand. As one party, 30 of 50 are met, the first deposit first.
        _market.Rows("match_rate").ShouldBe(["2025-06-01 1 USDC 0 1 1 10 10 0 0 1000000 86400"]);
        _market
            .Rows("match_rate", actor: MetricActor.Entity)
            .ShouldBe(["2025-06-01 1 USDC 0 2 1 50 30 0 20 600000 86400"]);
    }

    [Fact]
    public void By_entity_who_is_active_is_the_address_of_it_that_was_seen_first()
    {
        _market.Contribute(6, Day);
        _market.Pay("reward", payer: 90, payee: 5, 1, Day);
        _market.Label(5, "Acme");
        _market.Label(6, "Acme");

        const string first = "0x0000000000000000000000000000000000000005";
        // Party, moved, buyers, contributors, paid, either: 6 contributed, 5 was paid.
        _market
            .Rows("active_rows")
            .ShouldBe([$"{first} addresses '' 0 0 1 0 1", $"{first[..^1]}6 addresses '' 0 0 1 0 1"]);
        _market.Rows("active_rows", actor: MetricActor.Entity).ShouldBe([$"{first} entities '' 0 0 1 1 1"]);
    }

    private void Job(string asset, int requester, int amount)
    {
        _market.Complete(asset, requester, Day);
        _market.Pay("price", Escrow, Seller, amount, Day, asset);
    }
}

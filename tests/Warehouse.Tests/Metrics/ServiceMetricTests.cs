using Souk.DuckDb;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Nodes, jobs, deployments, calls off the chain, feeds, and as what rewards are earned.</summary>
public sealed class ServiceMetricTests : IDisposable
{
    private readonly PaidMarket _market = new("2025-03-31");
    private int _logIndex = 500;

    public void Dispose() => _market.Dispose();

    [Fact]
    public void A_node_is_active_until_it_leaves_and_again_when_it_joins_anew()
    {
        Node(30, "worker", "joined", "2025-01-10");
        Node(31, "worker", "joined", "2025-01-11");
        Node(31, "worker", "left", "2025-01-20");
        Node(30, "worker", "left", "2025-02-05");
        Node(31, "worker", "joined", "2025-03-01");
        Node(30, "validator", "joined", "2025-03-02");

        _market
            .Rows("nodes")
            .ShouldBe([
                "2025-01-01 worker 2 1 1",
                "2025-02-01 worker 0 1 0",
                "2025-03-01 validator 1 0 1",
                "2025-03-01 worker 1 0 1",
            ]);
    }

    [Fact]
    public void A_job_is_what_became_of_it_last_and_waits_from_its_first_log()
    {
        Job("m/1", "requested", "2025-01-10 00:00:00", worker: null);
        Job("m/1", "failed", "2025-01-10 00:00:30", worker: 40);
        Job("m/1", "completed", "2025-01-10 00:01:00", worker: 41);
        Job("m/2", "requested", "2025-01-11 00:00:00", worker: null);
        Job("m/2", "completed", "2025-02-01 00:00:00", worker: 41);
        Job("m/3", "requested", "2025-01-12", worker: null);
        Job("m/3", "cancelled", "2025-01-13", worker: null);
        Job("m/4", "requested", "2025-01-14", worker: null);

        // 2 of 3 that ended were done; waits of 60 and 1,814,400 seconds.
        _market.Rows("jobs").ShouldBe(["2025-01-01 inference 4 2 0 1 1 666666 60 1 0 2"]);
    }

    [Fact]
    public void Work_counts_once_by_its_last_review_and_rejected_work_is_no_contribution()
    {
        _market.Review("1", "submitted", 40, "2025-01-01");
        _market.Review("1", "accepted", 40, "2025-01-02", reviewer: 50, quality: 90);
        _market.Review("2", "submitted", 41, "2025-01-01");
        _market.Review("2", "accepted", 41, "2025-01-02", reviewer: 50, quality: 60);
        _market.Review("2", "rejected", 41, "2025-01-04", reviewer: 51, quality: 10);
        _market.Review("3", "accepted", 40, "2025-01-05", reviewer: 40, quality: 70);
        _market.Review("4", "submitted", 42, "2025-01-06");
        _market.Review("5", "rejected", 43, "2025-01-06", reviewer: 50, channel: "compute");
        _market.Pay("reward", 90, 40, 5, "2025-01-02", "m/a");

        // 41 alone had work judged and none accepted; 40 judged its own; waits of one and three days.
        _market
            .Rows("acceptance")
            .ShouldBe(["annotation 4 2 1 1 666666 3 1 3 1 700000 100000 86400", "compute 1 0 1 0 0 1 1 1 0 - - -"]);
        // 40's second piece was accepted after its last reward.
        _market
            .Rows("completeness")
            .ShouldBe([
                "accepted_work_has_reward 2 1 500000",
                "reward_has_contribution 1 1 0",
                "work_has_review 5 1 800000",
            ]);
        _market.Rows("contributors").ShouldBe(["2025-01-02 1"]);
    }

    [Fact]
    public void Who_is_paid_while_all_judged_work_of_the_month_is_rejected_has_no_accepted_paid_contribution()
    {
        foreach (int party in (int[])[40, 41, 42, 43])
        {
            _market.Contribute(party, "2025-03-10");
            _market.Pay("reward", 90, party, 5, "2025-03-11", "m/a");
        }

        _market.Contribute(44, "2025-03-10");
        _market.Review("1", "rejected", 40, "2025-03-12", reviewer: 50);
        _market.Review("2", "rejected", 41, "2025-03-12", reviewer: 50);
        _market.Review("3", "accepted", 41, "2025-03-12", reviewer: 50);
        _market.Review("4", "rejected", 42, "2025-03-01", reviewer: 50);
        _market.Review("5", "accepted", 44, "2025-03-12", reviewer: 50);

        // party symbol label moved buyers contributors paid either: 42's was judged a day too early, 43's never, and 44 was not paid.
        _market
            .Rows("active_rows")
            .Where(row => !row.StartsWith(A(90), StringComparison.Ordinal))
            .ShouldBe([
                $"{A(40)} addresses '' 0 0 1 0 1",
                $"{A(41)} addresses '' 0 0 1 1 1",
                $"{A(42)} addresses '' 0 0 1 1 1",
                $"{A(43)} addresses '' 0 0 1 1 1",
                $"{A(44)} addresses '' 0 0 1 0 1",
            ]);
    }

    [Fact]
    public void Jobs_that_others_attest_to_are_work_where_no_mapping_tells_of_reviews()
    {
        Job("m/1", "assigned", "2024-12-30", worker: 40);
        Job("m/2", "assigned", "2024-12-30", worker: 41);
        Job("m/3", "assigned", "2024-12-30", worker: 41);
        Job("m/4", "completed", "2024-12-30", worker: 42);
        _market.Attest("m/1", 50, "validation", isAccepted: true);
        _market.Attest("m/2", 50, "validation", isAccepted: false);
        // What a worker says of its own job is no review.
        _market.Attest("m/4", 42, "computation", isAccepted: true);

        string[] byJobs = _market.Rows("acceptance");
        _market.Review("9", "submitted", 40, "2025-01-01");

        byJobs.ShouldBe(["inference 3 1 1 1 500000 2 1 1 0 - - 172800"]);
        _market.Rows("acceptance").ShouldBe(["annotation 1 0 0 1 - 1 0 0 0 - - -"]);
    }

    [Fact]
    public void A_model_runs_where_it_was_deployed_last_and_not_removed()
    {
        _market.Connection.Execute(
            """
            insert into market.deployment values
                (1, 0, 0, timestamp '2025-01-01', 'm', 'm/a', 30, 'deployed'), (1, 0, 1, timestamp '2025-01-02', 'm', 'm/a', 31, 'deployed'),
                (1, 0, 2, timestamp '2025-01-03', 'm', 'm/a', 30, 'removed'), (1, 0, 3, timestamp '2025-01-04', 'm', 'm/b', 32, 'deployed'),
                (1, 0, 4, timestamp '2025-01-05', 'm', 'm/c', 33, 'deployed'), (1, 0, 5, timestamp '2025-01-06', 'm', 'm/c', 33, 'removed');
            """
        );

        _market
            .Rows("deployments")
            .Select(row => string.Join(' ', row.Split(' ')[..4]))
            .ShouldBe(["m/a 1 2 500000", "m/b 1 1 500000", "m/c 0 1 0"]);
    }

    [Fact]
    public void Calls_off_the_chain_have_a_price_by_batch_and_a_part_that_can_be_proved()
    {
        _market.Connection.Execute(
            """
            insert into market.settlement values
                (1, 0, 0, 0, timestamp '2025-01-10 00:10:00', 'm', 'm/s1', null, 1, 2, 30, unhex(repeat('01', 32)), null, timestamp '2025-01-10 00:00:00', 2, 100, 7),
                (1, 0, 1, 0, timestamp '2025-01-20 00:05:00', 'm', 'm/s2', null, 1, 2, 10, null, null, timestamp '2025-01-20 00:04:00', 2, 23, null);
            """
        );

        _market.Rows("settlements").ShouldBe(["2025-01-01 USDC 0 2 40 123 100 3 750000 60"]);
    }

    [Fact]
    public void A_feed_has_gaps_an_age_and_updates_that_nobody_should_believe()
    {
        _market.Connection.Execute(
            """
            insert into market.oracle_price
            select 1, 0, n::integer, t, 'pyth', unhex(repeat('ab', 32)), 1, 'USD', price, confidence, -8, t
            from (values
                (0, timestamp '2025-03-31 00:00:00', 1000000, 1000), (1, timestamp '2025-03-31 01:00:00', 1000000, 3000),
                (2, timestamp '2025-03-31 04:00:00', 1000000, 20001), (3, timestamp '2025-03-31 05:00:00', 0, 0)
            ) v(n, t, price, confidence);
            """
        );

        string[] row = _market.Rows("feeds").ShouldHaveSingleItem().Split(' ');
        string.Join(' ', row[..2]).ShouldBe("1 pyth");
        string.Join(' ', row[3..7]).ShouldBe("GOLD USD 4 2");
        // The longest gap is three hours; the last block is at 23:59:59.
        string.Join(' ', row[^3..]).ShouldBe("10800 68399 3000");
    }

    [Fact]
    public void Rewards_are_earned_in_the_role_that_the_chain_names()
    {
        _market.Pay("reward", 1, 30, 60, "2025-01-10");
        Earn(30, "miner");
        _market.Pay("reward", 1, 31, 25, "2025-01-11");
        Earn(31, "validator");
        Earn(31, "owner");
        _market.Pay("reward", 1, 32, 15, "2025-01-12");

        _market
            .Rows("reward_roles")
            .ShouldBe([
                "2025-01-01 USDC 0 miner 1 1 60 600000",
                "2025-01-01 USDC 0 several 1 1 25 250000",
                "2025-01-01 USDC 0 untold 1 1 15 150000",
            ]);

        void Earn(int party, string role) =>
            _market.Connection.Execute(
                $"insert into market.earning select chain_id, block_number, max(log_index), max(time), 'm', 'm/a', {party}, '{role}' from market.payment where payee_id = {party} group by all"
            );
    }

    [Fact]
    public void The_market_s_coefficient_is_that_of_its_least_part()
    {
        for (int earner = 0; earner < 5; earner++)
        {
            _market.Pay("price", payer: 1 + earner, payee: 20 + earner, 20, "2025-01-10");
        }

        Node(30, "validator", "joined", "2025-01-10");
        Node(31, "validator", "joined", "2025-01-10");
        Node(32, "validator", "joined", "2025-01-10");
        Node(32, "validator", "left", "2025-01-12");
        _market.Connection.Execute(
            """
            insert into market.stake values
                (1, 0, 900, timestamp '2025-01-10', 'm', 50, 40, 'stake', 1, 70), (1, 0, 901, timestamp '2025-01-10', 'm', 50, 41, 'stake', 1, 60),
                (1, 0, 902, timestamp '2025-01-11', 'm', 50, 40, 'unstake', 1, 40);
            """
        );

        // Stakers hold 30 and 60; both validators are needed for more than half; three of five equal ones are.
        _market
            .Rows("nakamoto")
            .ShouldBe([
                "stakers of GOLD 2 1 True",
                "nodes: validator 2 2 False",
                "buyers of USDC 5 3 False",
                "earners of USDC 5 3 False",
            ]);
    }

    [Fact]
    public void Money_is_retained_where_a_cohort_pays_again()
    {
        _market.Pay("price", payer: 1, payee: 20, 100, "2025-01-10");
        _market.Pay("price", payer: 2, payee: 20, 100, "2025-01-11");
        _market.Pay("price", payer: 1, payee: 21, 50, "2025-03-10");
        _market.Pay("price", payer: 3, payee: 21, 10, "2025-03-10");

        _market
            .Rows("retention_value")
            .ShouldBe([
                "buyers 2025-01-01 0 USDC 0 2 200 1000000",
                "buyers 2025-01-01 1 USDC 0 0 0 0",
                "buyers 2025-01-01 2 USDC 0 1 50 250000",
                "buyers 2025-03-01 0 USDC 0 1 10 1000000",
                "earners 2025-01-01 0 USDC 0 1 200 1000000",
                "earners 2025-01-01 1 USDC 0 0 0 0",
                "earners 2025-01-01 2 USDC 0 0 0 0",
                "earners 2025-03-01 0 USDC 0 1 60 1000000",
            ]);
    }

    [Fact]
    public void Royalties_have_deciles_and_a_gini_of_what_parties_got()
    {
        for (int party = 1; party <= 10; party++)
        {
            _market.Pay("royalty", payer: 1, payee: 20 + party, 10 * party, "2025-01-10");
        }

        // 1 to 10 has a Gini of 0.3; deciles are the lower value of two.
        _market.Rows("royalty_spread").ShouldBe(["1 USDC 0 10 550 10 50 90 300000"]);
    }

    [Fact]
    public void Transfers_are_labelled_once_minted_burned_moved_by_a_contract_or_explained_by_nothing()
    {
        _market.Transfer(0, 1, 100);
        _market.Transfer(1, 2, 7);
        _market.PayByTransfer("price", 1, 3, 20);
        _market.Transfer(3, 0, 1);
        _market.Hold(40, "pool");
        _market.Hold(40, "staking");
        _market.Hold(41, "sink");
        _market.Transfer(1, 40, 30);
        _market.Transfer(40, 40, 2);
        _market.PayByTransfer("price", 40, 3, 5);
        _market.Transfer(1, 41, 4);
        _market.Connection.Execute(
            """
            insert into market.payment values
                (1, 0, 950, 0, timestamp '2025-01-01', 'm', 'reward', 1, 9, 8, 3, null, 'transfer', null),
                (1, 0, 951, 0, timestamp '2025-01-01', 'm', 'reward', 2, 9, 8, 3, null, 'transfer', null);
            insert into market.token values (1, 3, 'm', 'ETH', 0, 'native', false);
            insert into market.release values
                (1, 0, 952, 0, timestamp '2025-01-01', 'm', 42, 1, 6, null),
                (1, 0, 953, 0, timestamp '2025-01-01', 'm', 42, 3, 6, null);
            """
        );

        // Two of eight are unexplained: a gift, and what went to a sink. A leg of each token and a release of GOLD name no
        // transfer; the coin's has none to name.
        _market.Rows("leg_labels").ShouldBe(["1 GOLD 0 8 2 1 1 2 2 250000 169 11 2", "1 USDC 0 0 0 0 0 0 0 - 0 0 1"]);
    }

    private static string A(int id) => $"0x{id:x40}";

    private void Node(int party, string role, string action, string day) =>
        _market.Connection.Execute(
            $"insert into market.node values (1, 0, {_logIndex++}, timestamp '{day}', 'm', {party}, '{role}', '{action}')"
        );

    private void Job(string key, string action, string time, int? worker) =>
        _market.Connection.Execute(
            $"""
            insert into market.job values
                (1, 0, {_logIndex++}, timestamp '{time}', 'm', '{key}', 'm/a', 'inference', '{action}', 1, $worker, false, 1, null)
            """,
            ("worker", worker)
        );
}

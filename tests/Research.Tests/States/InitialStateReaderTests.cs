using Souk.DuckDb;
using Souk.Research.States;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Research.Tests.States;

public sealed class InitialStateReaderTests
{
    [Fact]
    public void Everything_observed_comes_from_the_warehouse()
    {
        using WarehouseFile warehouse = SmallMarket.Open();

        InitialState state = InitialStateReader.Read(warehouse.Connection, SmallMarket.System);

        state.Label.ShouldBe("Test label");
        state.Date.ShouldBe(new DateOnly(2025, 4, 1));
        state.Token.ShouldBe(new TokenSpec("GOLD", 0));
        state.Stablecoin.ShouldBe(new TokenSpec("USDC", 0));
        state.Supply.ShouldBe(1_000_000 + 900 - 5);
        state.Pool.ShouldBe(new PoolState(99_980, 5_010));
        state.Fees.ShouldBe(new FeeRules(MarketFeeShare: 0.1, BurnShare: 0.25));
        state.EmissionPerDay.ShouldBe(900 / 90);
        state.Activity.ActiveContributors.ShouldBe(1);
        state.Activity.ActiveBuyers.ShouldBe(1);
        state.Activity.OrdersPerDay.ShouldBe(1.0 / 30);
        state.Activity.MeanOrderUsd.ShouldBe(100);
        state.Activity.OrderUsdSigma.ShouldBe(0);
    }

    [Fact]
    public void Vesting_schedules_carry_what_was_paid_in_and_out_and_none_waits_for_a_price()
    {
        using WarehouseFile warehouse = SmallMarket.Open();
        warehouse.Connection.Execute(
            $"""
            insert into market.stream
            select chain_id, block_number, 900, timestamp '2025-01-02', system, 's/1', wallet_id, 'gated 1', token_id, beneficiary_id,
                start_seconds, start_seconds, 0, 7
            from market.vesting where system = '{SmallMarket.System}'
            """
        );

        VestingSchedule schedule = InitialStateReader.Read(warehouse.Connection, SmallMarket.System).Vesting.Single();

        schedule.Name.ShouldBe("Team");
        schedule.Total.ShouldBe(400_000);
        schedule.Released.ShouldBe(50_000);
        schedule.StartUnixSeconds.ShouldBe(SmallMarket.StartSeconds);
        schedule.CliffSeconds.ShouldBe(31 * 86_400);
        schedule.DurationSeconds.ShouldBe(1_000 * 86_400);
    }

    [Fact]
    public void Holders_are_classed_by_what_they_did_and_the_rest_is_booked_to_other()
    {
        using WarehouseFile warehouse = SmallMarket.Open();

        InitialState state = InitialStateReader.Read(warehouse.Connection, SmallMarket.System);

        state.Holders.Insiders.ShouldBe(50_000);
        state.Holders.Rewards.ShouldBe(15);
        state.Holders.Other.ShouldBe(state.Supply - 50_000 - 15 - 99_980 - 350_000);
    }

    [Fact]
    public void All_metrics_that_it_reads_are_named_and_no_other()
    {
        using WarehouseFile warehouse = SmallMarket.Open();
        using AnswerJournal journal = AnswerJournal.Begin(warehouse.Connection);

        InitialStateReader.Read(warehouse.Connection, SmallMarket.System);
        HandoutLog.Write(
            warehouse,
            new Handout(HandoutKind.Page, System: null, "a state", "", "digest"),
            journal,
            new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc)
        );

        warehouse
            .Connection.Query("select distinct metric from reference.handed_answer", row => row.GetString(0))
            .Order()
            .ShouldBe(InitialStateReader.Metrics.Order());
    }

    [Fact]
    public void A_market_without_a_pool_says_so()
    {
        using WarehouseFile warehouse = SmallMarket.Open(hasPool: false);

        Should
            .Throw<MarketStateException>(() => InitialStateReader.Read(warehouse.Connection, SmallMarket.System))
            .Message.ShouldContain(
                "no liquidity pool is indexed, so there is no price to start from: /scenario and its API take a supposed one (price)"
            );
    }

    [Fact]
    public void An_empty_warehouse_says_so()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        Should
            .Throw<MarketStateException>(() => InitialStateReader.Read(warehouse.Connection, SmallMarket.System))
            .Message.ShouldContain("no blocks are indexed");
    }
}

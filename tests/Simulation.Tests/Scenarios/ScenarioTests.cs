using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Scenarios;

public class ScenarioTests
{
    [Fact]
    public void The_hash_ignores_names_and_formatting()
    {
        string compact = ScenarioFile
            .Parse("{market: masa, changes: {fees: {burn_share: 0.3}}}", "a")
            .Apply(TestMarket.State)
            .Hash;

        string spread = ScenarioFile
            .Parse("# why\nchanges:\n  fees.burn_share:   '30 %'\nmarket: masa\ntitle: t\n", "b")
            .Apply(TestMarket.State with { Label = "Synthetic demo" })
            .Hash;

        spread.ShouldBe(compact);
        compact.Length.ShouldBe(64);
    }

    [Fact]
    public void Every_parameter_is_part_of_the_hash()
    {
        foreach (Parameter parameter in ParameterTable.Of(TestMarket.Scenario))
        {
            double value = parameter.Get(TestMarket.Scenario);
            Scenario changed = parameter.Set(TestMarket.Scenario, value + 1);

            changed.Hash.ShouldNotBe(TestMarket.Scenario.Hash, parameter.Path);
            parameter.Get(changed).ShouldBe(value + 1, 1e-9, parameter.Path);
        }
    }

    [Fact]
    public void Every_number_of_the_state_is_part_of_the_hash()
    {
        InitialState state = TestMarket.State;
        Holders holders = state.Holders;
        InitialState[] changed =
        [
            state with
            {
                Supply = state.Supply + 1,
            },
            state with
            {
                Date = state.Date.AddDays(1),
            },
            state with
            {
                Market = "ocean",
            },
            state with
            {
                Token = state.Token with { Decimals = 17 },
            },
            state with
            {
                Stablecoin = state.Stablecoin with { Decimals = 7 },
            },
            state with
            {
                Holders = holders with { Contributors = holders.Contributors + 1 },
            },
            state with
            {
                Holders = holders with { Buyers = holders.Buyers + 1 },
            },
            state with
            {
                Holders = holders with { Insiders = holders.Insiders + 1 },
            },
            state with
            {
                Holders = holders with { Treasury = holders.Treasury + 1 },
            },
            state with
            {
                Holders = holders with { Rewards = holders.Rewards + 1 },
            },
            state with
            {
                Holders = holders with { Staked = holders.Staked + 1 },
            },
            state with
            {
                Holders = holders with { Other = holders.Other + 1 },
            },
            state with
            {
                Pool = state.Pool with { TokenReserve = state.Pool.TokenReserve + 1 },
            },
            state with
            {
                Pool = state.Pool with { StableReserve = state.Pool.StableReserve + 1 },
            },
            state with
            {
                Pool = state.Pool with { FeeBasisPoints = 31 },
            },
            state with
            {
                EmissionPerDay = state.EmissionPerDay + 1,
            },
            state with
            {
                Vesting = [state.Vesting[0] with { Total = 1 }, state.Vesting[1]],
            },
            state with
            {
                Vesting = [state.Vesting[0] with { Released = 1 }, state.Vesting[1]],
            },
            state with
            {
                Vesting = [state.Vesting[0]],
            },
        ];

        changed
            .Append(state)
            .Select(s => (TestMarket.Scenario with { State = s }).Hash)
            .Distinct()
            .Count()
            .ShouldBe(changed.Length + 1);
    }

    [Fact]
    public void Allocations_beyond_the_supply_are_refused()
    {
        InitialState state = TestMarket.State;
        Errors(state with { Supply = state.Supply - 7 })
            .ShouldContain("holders: holders, pool and vesting exceed the supply of 999999999999999999999999993 by 7");
        Errors(state with { Supply = state.Supply + 7 }).ShouldContain("fall short of the supply");
    }

    [Fact]
    public void Rest_to_other_books_what_nobody_holds()
    {
        InitialState state = TestMarket.State;

        (state with { Supply = state.Supply + 7 }).WithRestToOther().Holders.Other.ShouldBe(state.Holders.Other + 7);
        state.WithRestToOther().Holders.Other.ShouldBe(state.Holders.Other);
        Should.Throw<ArgumentException>(() => (state with { Supply = 5 }).WithRestToOther());
    }

    [Fact]
    public void Impossible_states_are_refused_before_the_first_step()
    {
        InitialState state = TestMarket.State;
        VestingSchedule team = state.Vesting[0];
        VestingSchedule seed = state.Vesting[1];

        Errors(state with { Vesting = [team, seed with { CliffSeconds = seed.DurationSeconds + 2_628_000 }] })
            .ShouldContain("vesting[1].cliff: 13 months is after its end (12 months)");
        Errors(state with { Vesting = [team with { CliffSeconds = -1 }, seed] })
            .ShouldContain("vesting[0].cliff: -1 is below 0");
        Errors(state with { Vesting = [team with { Released = team.Total + 1 }, seed] })
            .ShouldContain("vesting[0].released");
        Errors(state with { Vesting = [team, seed with { Total = -1 }] })
            .ShouldContain("vesting[1].total: -1 is below 0");
        Errors(state with { Holders = state.Holders with { Staked = -1 } }).ShouldContain("holders.staked: -1");
        Errors(state with { Fees = new FeeRules(double.NaN, 0) })
            .ShouldContain("fees.market_fee_share: is not a number");
        Errors(state with { Fees = new FeeRules(0, 1.5) }).ShouldContain("fees.burn_share: 1.5 is above 1");
        Errors(state with { Pool = state.Pool with { StableReserve = 0 } })
            .ShouldContain("pool: needs reserves above zero");
        Errors(state with { Pool = state.Pool with { FeeBasisPoints = 10_000 } })
            .ShouldContain("pool.fee_basis_points");
        Errors(state with { Token = new TokenSpec("MASA", 19) }).ShouldContain("token.decimals: 19");
        Errors(state with { Supply = BaseUnits.AmountMax + 1 }).ShouldContain("supply: ");
        Errors(state with { EmissionPerDay = -1 }).ShouldContain("emission.per_day");
        Errors(state with { EmissionPerDay = BaseUnits.AmountMax }).ShouldContain("emission.per_day");
        Errors(state with { Activity = state.Activity with { ActiveBuyers = 0 } })
            .ShouldContain("activity.orders_per_day");
        Errors(state with { Activity = state.Activity with { MeanOrderUsd = double.PositiveInfinity } })
            .ShouldContain("activity.mean_order_usd");
        Errors(state with { Activity = state.Activity with { ActiveContributors = 1e6 } })
            .ShouldContain("contributors.potential_multiple");
    }

    [Fact]
    public void A_horizon_must_be_positive()
    {
        Should
            .Throw<ScenarioException>(() => (TestMarket.Scenario with { HorizonDays = 0 }).Validated())
            .Message.ShouldBe("horizon: 0 is below 1");
    }

    [Fact]
    public void Behaviour_has_defaults_that_pass_validation()
    {
        TestMarket.Scenario.Validated().ShouldBeSameAs(TestMarket.Scenario);
    }

    private static string Errors(InitialState state) =>
        Should.Throw<ScenarioException>(() => (TestMarket.Scenario with { State = state }).Validated()).Message;
}

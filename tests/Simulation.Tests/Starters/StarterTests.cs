using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Starters;

namespace Souk.Simulation.Tests.Starters;

public class StarterTests
{
    private const string Header = "bucket,percent,tge,cliff_months,linear_months\n";

    [Fact]
    public void The_sample_table_gives_a_scenario_that_runs_and_gives_out_the_whole_supply()
    {
        Model model = BlueprintModel.Build(Read(StarterScenario.SampleCsv));
        int supply = model.Metrics.Select(metric => metric.Key).ToList().IndexOf("supply");
        using Simulator simulator = new(model);

        RunResult run = simulator.Run(seed: 1, replicate: 0);

        // Nothing mints, and what is burned is gone.
        run.Series(supply)[0].ShouldBe(1e9, 1e6);
        run.Series(supply)[^1].ShouldBeLessThan(run.Series(supply)[0]);
    }

    [Fact]
    public void Every_bucket_becomes_a_vesting_part_with_its_terms()
    {
        Blueprint blueprint = Read(Header + "Team,20,10,12,36\nRewards,80,0,0,48\n");

        Part team = blueprint.Find("vesting.team")!;
        SettingWords.Of(team.Settings["total"]).ShouldBe("200000000 TKN");
        SettingWords.Of(team.Settings["launch_share"]).ShouldBe("10 %");
        SettingWords.Of(team.Settings["lock"]).ShouldBe("365 days");
        SettingWords.Of(team.Settings["duration"]).ShouldBe("1095 days");
        team.Word("to").ShouldBe("holders.team");
        blueprint.Find("vesting.rewards")!.Word("to").ShouldBe("rewards");
        // 1 % of the supply is set aside for the pool, from the largest bucket.
        SettingWords.Of(blueprint.Find("vesting.rewards")!.Settings["total"]).ShouldBe("790000000 TKN");
        SettingWords.Of(blueprint.Find("pool")!.Settings["token_reserve"]).ShouldBe("10000000 TKN");
    }

    [Fact]
    public void Holders_of_a_bucket_sell_by_their_class_and_what_they_paid()
    {
        Blueprint blueprint = Read(
            "bucket,percent,tge,cliff_months,linear_months,price\nTeam,20,0,12,36,\nSeed round,10,0,6,24,0.01\nPublic sale,10,100,0,0,0.05\n"
                + "Airdrop,5,100,0,0,\nRewards,55,0,0,48,\n"
        );

        (string, double) Of(string part) => (blueprint.Find(part)!.Word("class"), blueprint.Find(part)!.Number("cost"));
        Of("holders.team").ShouldBe(("team", 0));
        Of("holders.seed_round").ShouldBe(("seed", 0.01));
        Of("holders.public_sale").ShouldBe(("public", 0.05));
        blueprint.Find("vesting.seed_round")!.Word("to").ShouldBe("holders.seed_round");
        blueprint.Find("vesting.airdrop")!.Word("to").ShouldBe("public_holders");
        blueprint.Find("vesting.rewards")!.Word("to").ShouldBe("rewards");
        BlueprintModel.Build(blueprint).AgentCount.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Lines_of_the_table_say_who_the_people_are()
    {
        const string table =
            Header
            + "Team,20,0,12,36\nRewards,80,0,0,48\ncontributors:,5000\nBuyers:,300,,,\nwage:,3.5\nfee:,8 %\nburn:,50\n";

        StarterChoices choices = AllocationCsv.ReadChoices("table.csv", table, new StarterChoices());
        string text = StarterScenario.Write(
            AllocationCsv.Read("table.csv", table),
            "TKN",
            1e9m,
            new(2026, 1, 1),
            0.05m,
            choices
        );

        Blueprint blueprint = Catalogue.Read("starter", _ => text);
        blueprint.Find("contributors")!.Count("active").ShouldBe(5_000);
        blueprint.Find("contributors")!.Number("wage_at_start").ShouldBe(3.5);
        blueprint.Find("buyers")!.Count("active").ShouldBe(300);
        blueprint.Find("buyers")!.Number("orders_per_day").ShouldBe(240);
        blueprint.Find("buyers")!.Number("market_fee").ShouldBe(0.08);
        blueprint.Find("fees")!.Number("burn_share").ShouldBe(0.5);
    }

    [Theory]
    [InlineData("contributors:,0", "table.csv(2,15) contributors: '0' is not a whole number from 1 to 1000000")]
    [InlineData("burn:,101", "burn: '101' is not a percentage from 0 to 100")]
    [InlineData("wages:,3", "wages: is no choice; did you mean 'wage:'?")]
    public void A_choice_that_does_not_fit_is_refused_with_its_place(string line, string message) =>
        Should
            .Throw<ScenarioException>(() => AllocationCsv.ReadChoices("table.csv", Header + line, new StarterChoices()))
            .Message.ShouldContain(message);

    [Theory]
    [InlineData("Team,60,0,0,12\nSale,39.5,100,0,0", "table.csv(1,1) percent: adds up to 99.5 % and must be 100 %")]
    [InlineData("Team,60,0,0,12\nSale,41,100,0,0", "adds up to 101 % and must be 100 %: 1 % are too much")]
    [InlineData("Team,-5,0,0,12", "table.csv(2,6) percent: '-5' is not a percentage from 0 to 100")]
    [InlineData("Team,NaN,0,0,12", "'NaN' is not a percentage")]
    [InlineData("Team,100,101,0,12", "table.csv(2,10) tge: '101' is not a percentage")]
    [InlineData("Team,100,0,six,12", "table.csv(2,12) cliff_months: 'six' is not a whole number of months")]
    [InlineData("Team,0,0,0,12\nSale,100,0,0,1", "is 0; leave the bucket out")]
    [InlineData("Team,50,0,0,12\nTeam,50,0,0,1", "'Team' is there 2 times")]
    [InlineData("", "adds up to 0 %")]
    public void A_table_that_does_not_add_up_is_refused_with_its_place(string rows, string message) =>
        Should
            .Throw<ScenarioException>(() => AllocationCsv.Read("table.csv", Header + rows))
            .Message.ShouldContain(message);

    [Fact]
    public void A_mistyped_column_is_named_with_the_nearest()
    {
        ScenarioException problem = Should.Throw<ScenarioException>(() =>
            AllocationCsv.Read("table.csv", "bucket,percent,tge,clif_months,linear_months\nTeam,100,0,0,1")
        );

        problem.Message.ShouldContain("did you mean 'cliff_months'?");
        problem.Errors.Count.ShouldBe(2);
    }

    private static Blueprint Read(string csv)
    {
        string text = StarterScenario.Write(AllocationCsv.Read("table.csv", csv), "TKN", 1e9m, new(2026, 1, 1), 0.05m);
        return Catalogue.Read("starter", _ => text);
    }
}

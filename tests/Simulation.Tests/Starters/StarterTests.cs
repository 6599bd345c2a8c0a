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
        team.Word("to").ShouldBe("insiders");
        blueprint.Find("vesting.rewards")!.Word("to").ShouldBe("rewards");
        // 1 % of the supply is set aside for the pool, from the largest bucket.
        SettingWords.Of(blueprint.Find("vesting.rewards")!.Settings["total"]).ShouldBe("790000000 TKN");
        SettingWords.Of(blueprint.Find("pool")!.Settings["token_reserve"]).ShouldBe("10000000 TKN");
    }

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

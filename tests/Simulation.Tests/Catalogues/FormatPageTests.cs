using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Starters;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>What docs/SCENARIO-FORMAT.md shows works as it is printed there.</summary>
public class FormatPageTests
{
    [Fact]
    public void The_small_scenario_of_the_page_runs()
    {
        Blueprint blueprint = Catalogue.Read("mine.yaml", Load);
        using Simulator simulator = new(BlueprintModel.Build(blueprint with { HorizonDays = 60 }));

        simulator.Run(seed: 1, replicate: 0).Values.ShouldAllBe(value => double.IsFinite(value));

        blueprint.IsUncertain.ShouldBeTrue();
        blueprint.Timeline.ShouldHaveSingleItem().Day.ShouldBe(365);
    }

    [Fact]
    public void The_overlay_of_the_page_changes_what_it_says()
    {
        // Without people nobody is paid by buyers, so the overlay is read and not run.
        string overlay = Blocks("yaml")[1].Replace("people: none", "", StringComparison.Ordinal);

        Blueprint changed = Catalogue.Read("top", name => name == "top" ? overlay : Load(name));

        SettingWords.Of(changed.Find("fees")!.Settings["burn_share"]).ShouldBe("30 %");
        SettingWords.Of(changed.Find("vesting.team")!.Settings["lock"]).ShouldBe("18 months");
        SettingWords.Of(changed.Find("buyers")!.Settings["market_fee"]).ShouldBe("15 %");
    }

    [Fact]
    public void The_allocation_table_of_the_page_adds_up() =>
        AllocationCsv.Read("table.csv", Blocks("csv")[0]).Count.ShouldBe(5);

    private static string? Load(string name) => name == "mine.yaml" ? Blocks("yaml")[0] : null;

    private static string[] Blocks(string language)
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Analytics.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        string page = File.ReadAllText(Path.Combine(folder!, "docs", "SCENARIO-FORMAT.md"));
        return [.. page.Split($"```{language}\n").Skip(1).Select(block => block.Split("\n```")[0])];
    }
}

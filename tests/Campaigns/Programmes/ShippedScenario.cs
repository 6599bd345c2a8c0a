using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.DataMarkets;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Tests;

namespace Souk.Campaigns.Programmes;

/// <summary>A file of data/scenarios, ready to be built any number of times.</summary>
/// <param name="Name">Its path below the folder, without `.yaml`.</param>
/// <param name="Build">A model of replicate 4 of seed 3, with a horizon of at most so many days.</param>
internal sealed record ShippedScenario(string Name, Func<int, Model> Build)
{
    public const uint Seed = 3;
    public const uint Replicate = 4;

    // The test market is too small for a second chunk.
    private const string Contributors = "300";
    private const string Buyers = "240";

    /// <summary>All files of a folder; those that change a market's state are laid over the market of the tests.</summary>
    public static IEnumerable<ShippedScenario> In(string folder) =>
        Directory
            .GetFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new ShippedScenario(
                Path.GetRelativePath(folder, path)[..^".yaml".Length],
                BlueprintReader.Recognises(File.ReadAllText(path)) ? OfParts(folder, path) : OfState(path)
            ));

    private static Func<int, Model> OfParts(string folder, string path)
    {
        Blueprint blueprint = BlueprintFile.Load(path, folder).Draw(Seed, Replicate);
        return days =>
            BlueprintModel.Build(
                days >= blueprint.HorizonDays
                    ? blueprint
                    : blueprint with
                    {
                        HorizonDays = days,
                        Timeline = [.. blueprint.Timeline.Where(one => one.Day < days)],
                    }
            );
    }

    private static Func<int, Model> OfState(string path)
    {
        ScenarioFile file = ScenarioFile.Parse(File.ReadAllText(path), Path.GetFileNameWithoutExtension(path));
        Scenario scenario = file.Apply(TestMarket.State with { Market = file.Market })
            .With("activity.active_contributors", Contributors)
            .With("activity.active_buyers", Buyers);
        return days => DataMarket.Build(scenario with { HorizonDays = Math.Min(days, scenario.HorizonDays) });
    }
}

using Souk.Simulation.Crews;
using Souk.Simulation.DataMarkets;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Engine;

/// <summary>What holds for every file in data/scenarios that is laid over a market; those of parts are whole by themselves.</summary>
public class ShippedScenarioTests
{
    public static TheoryData<string> Names =>
        [
            .. Directory
                .GetFiles(Folder, "*.yaml")
                .Where(path => !File.ReadAllText(path).Contains("\nparts:\n", StringComparison.Ordinal))
                .Select(path => Path.GetFileName(path))
                .Order(),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_scenario_keeps_to_its_declarations(string name)
    {
        RuleAudit.Of(DataMarket.Build(Read(name)), steps: 40).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_scenario_gives_the_same_digest_on_any_threads_and_chunks(string name)
    {
        byte[] expected = Digest(name, threads: 1, chunkRows: 1_000_000);

        Digest(name, threads: 2, chunkRows: 64).ShouldBe(expected);
        Digest(name, threads: 16, chunkRows: 64).ShouldBe(expected);
        Digest(name, threads: 3, chunkRows: 77).ShouldBe(expected);
    }

    private static byte[] Digest(string name, int threads, int chunkRows)
    {
        // Enough agents for several chunks.
        Scenario scenario = Read(name).With("activity.active_contributors", "100").With("activity.active_buyers", "80");
        using Simulator simulator = new(
            DataMarket.Build(scenario.With("horizon", "60 days")),
            new Crew(threads, chunkRows)
        );
        return simulator.Run(seed: 3, replicate: 4).Digest;
    }

    private static Scenario Read(string name)
    {
        ScenarioFile file = ScenarioFile.Parse(File.ReadAllText(Path.Combine(Folder, name)), name);
        return file.Apply(TestMarket.State with { Market = file.Market });
    }

    private static string Folder
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder!, "Analytics.sln")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return Path.Combine(folder!, "data", "scenarios");
        }
    }
}

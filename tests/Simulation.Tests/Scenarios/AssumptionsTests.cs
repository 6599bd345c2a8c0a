using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Scenarios;

public class AssumptionsTests
{
    [Fact]
    public void Every_behavioural_parameter_has_an_entry_in_the_assumptions()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Analytics.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        string text = File.ReadAllText(Path.Combine(folder!, "docs", "ASSUMPTIONS.md"));

        ParameterTable.BehaviourPaths.Where(path => !text.Contains($"| `{path}` |")).ShouldBeEmpty();
        ParameterTable.BehaviourPaths.Count.ShouldBe(18);
    }
}

using System.Text;
using Souk.Cli.Screens;

namespace Souk.Cli.Tests.Screens;

public class BlueprintReportTests
{
    private static readonly Dictionary<string, MetricQuantiles> _metrics = new()
    {
        ["supply"] = new("MASA", 900_000_000.4, 950_000_000, 977_796_820.2, 980_000_000, 990_000_000),
        ["price"] = new("USD/MASA", 0.02, 0.021, 0.024974654, 0.03, 0.04),
    };

    [Fact]
    public void One_run_shows_each_value_once_as_people_write_it()
    {
        StringBuilder text = new();

        BlueprintReport.AddTable(text, "on the last day", _metrics, runs: 1);

        text.ToString()
            .Split('\n')[..3]
            .ShouldBe([
                "on the last day                                       value",
                "supply (MASA)                                   977,796,820",
                "price (USD/MASA)                                   0.024975",
            ]);
    }

    [Fact]
    public void Several_runs_show_their_band()
    {
        StringBuilder text = new();

        BlueprintReport.AddTable(text, "on the last day", _metrics, runs: 100);

        text.ToString()
            .Split('\n')[1]
            .ShouldBe(
                "supply (MASA)                                   900,000,000    950,000,000    977,796,820    980,000,000    990,000,000"
            );
    }
}

using System.Text;
using Souk.Cli.Screens;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

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

    [Fact]
    public void A_report_says_how_many_an_agent_stands_for_and_what_full_scale_left_as_it_was()
    {
        const string Text = """
            title: Two kinds of people
            start: 2025-01-01
            horizon: 3 days
            tokens: { TKN: { decimals: 6 }, USDC: { decimals: 6 } }
            parts:
              pool: { kind: pool.constant_product, token_reserve: 9 TKN, money_reserve: 9 USDC }
              holders: { kind: people.insiders, count: 3, pool: pool }
              data: { kind: datapool.contributors, count: 5, points: 7 }
            weights: { holders: 40, data: 4 }
            """;
        Blueprint sample = Catalogue.Read("two", name => name == "two" ? Text : null);
        FullScale full = FullScale.Of(sample);

        BlueprintReport ofSample = BlueprintReport.Of(BlueprintEnsemble.Run(sample, seed: 1, runs: 1), output: null);
        BlueprintReport ofFull = BlueprintReport.Of(
            BlueprintEnsemble.Run(full.Blueprint, seed: 1, runs: 1),
            output: null,
            isFull: true,
            full.Sampled
        );

        ofSample.Scale.ShouldBe("sample");
        ofSample.Text().ShouldContain("an agent stands for: holders 40, data 4\n");
        ofFull.Scale.ShouldBe("full");
        ofFull.Text().ShouldContain("an agent stands for: data 4\n");
        ofFull.Text().ShouldContain("data stays at its sample: points 7 cannot be divided among 4\n");
    }
}

using Souk.Research.Frames;
using Souk.Research.Notebooks;
using Scenario = Souk.Research.Notebooks.Scenario;

namespace Souk.Research.Tests.Notebooks;

/// <summary>`Scenario.Sensitivity` and `Scenario.Calibrate`, as notebooks call them.</summary>
public sealed class FitTests
{
    private static readonly string[] s_vary = ["seed.sell_share=5%..60%", "team.sell_share=5%..60%"];

    [Fact]
    public void A_tornado_has_a_row_for_each_parameter_by_swing()
    {
        Frame tornado = Scenario.Load("unlocks").For(120).Sensitivity("price", s_vary, runs: 1);

        // The team is locked for a year.
        tornado.Column<string>("parameter").ShouldBe(["seed.sell_share", "team.sell_share"]);
        tornado.Column<double>("swing")[0].ShouldBeGreaterThan(0);
        tornado.Column<double>("swing")[1].ShouldBe(0);
        tornado.Column<double>("at_low")[0].ShouldBeGreaterThan(tornado.Column<double>("at_high")[0]);
    }

    [Fact]
    public void A_metric_under_every_model_has_a_row_each_and_their_union_last()
    {
        Scenario scenario = Scenario.Load("presets/success").For(5);

        Frame models = scenario.Uncertainty("price", runs: 2, seed: 7);

        double[] low = [.. models.Column<double>("p05")];
        double[] high = [.. models.Column<double>("p95")];
        models.RowCount.ShouldBe(7);
        models.Column<string>("model")[^1].ShouldBe("union");
        low[^1].ShouldBe(low[..^1].Min());
        high[^1].ShouldBe(high[..^1].Max());
        // The file's own model expects adaptively and is the first.
        low[0].ShouldBe(scenario.Ensemble(runs: 2, seed: 7).Quantile("price", 0.05));
        high[^1].ShouldBeGreaterThan(high[0]);
    }

    [Fact]
    public void A_screening_finds_what_cannot_matter()
    {
        Frame effects = Scenario
            .Load("unlocks")
            .For(40)
            .Sensitivity("price", s_vary, runs: 1, method: "morris", rows: 4);

        effects.Columns.Select(column => column.Name).ShouldBe(["parameter", "mean_absolute", "mean", "deviation"]);
        effects.Column<string>("parameter").ShouldBe(["seed.sell_share", "team.sell_share"]);
        effects.Column<double>("mean")[0].ShouldBeLessThan(0);
        effects.Column<double>("mean_absolute").ShouldBe([-effects.Column<double>("mean")[0], 0]);
    }

    [Fact]
    public void Shares_of_variance_are_those_of_the_closed_form()
    {
        Frame shares = Scenario
            .Load("data-economy")
            .For(3)
            .Sensitivity(
                "sale.royalties",
                ["graph.call_share=10%..30%", "graph.composition_share=20%..80%"],
                runs: 1,
                method: "sobol",
                rows: 128
            );

        // Royalties are a product of both. A uniform factor from a to b has c = ((b - a) / (a + b))² / 3: here 1/12 and 0.12.
        // Alone it explains c / V, with interactions c (1 + c') / V, of V = (1 + 1/12) × 1.12 - 1 = 0.21333.
        shares.Column<string>("parameter").ShouldBe(["graph.composition_share", "graph.call_share"]);
        shares.Column<double>("first")[0].ShouldBe(0.5625, 0.05);
        shares.Column<double>("total")[0].ShouldBe(0.6094, 0.05);
        shares.Column<double>("total")[1].ShouldBe(0.4375, 0.05);
        shares.Where("first_low <= first and first <= first_high and total_low <= total").RowCount.ShouldBe(2);
    }

    [Fact]
    public void A_design_is_a_row_for_each_run_with_its_parameters()
    {
        Scenario scenario = Scenario.Load("unlocks").For(5);

        Frame runs = scenario.Design(
            ["seed.sell_share=10%..30%", "traders.flow_sigma=0.01,0.02"],
            ["price", "seed.sold"],
            points: 3,
            runs: 2,
            seed: 7,
            design: "grid"
        );

        runs.Columns.Select(column => $"{column.Name} {column.Type}")
            .ShouldBe([
                "point INTEGER",
                "run INTEGER",
                "seed.sell_share DOUBLE",
                "traders.flow_sigma VARCHAR",
                "price DOUBLE",
                "seed.sold DOUBLE",
            ]);
        runs.RowCount.ShouldBe(12);
        runs.Sql("select distinct \"seed.sell_share\" as share from frame order by 1")
            .Column<double>("share")
            .ShouldBe([10, 20, 30]);
        // A point's first run is the same run as by itself.
        runs.Where("point = 5 and run = 0")
            .Value<double>("price")
            .ShouldBe(
                scenario.With("seed.sell_share", "30 %").With("traders.flow_sigma", "0.02").Run(seed: 7).Last("price")
            );
    }

    [Fact]
    public void An_unknown_method_or_design_names_those_that_there_are()
    {
        Scenario scenario = Scenario.Load("unlocks").For(2);

        Should
            .Throw<ArgumentException>(() => scenario.Sensitivity("price", s_vary, method: "magic"))
            .Message.ShouldContain("tornado, morris and sobol");
        Should
            .Throw<ArgumentException>(() => scenario.Design(s_vary, ["price"], design: "magic"))
            .Message.ShouldContain("latin");
        Should.Throw<ArgumentException>(() => scenario.Design(s_vary, ["pryce"])).Message.ShouldContain("price");
    }

    [Fact]
    public void What_is_not_identified_has_a_width_and_no_value()
    {
        Scenario scenario = Scenario.Load("unlocks").For(120);
        Run history = scenario.With("seed.sell_share", "30 %").Run(seed: 4_711);
        (string, int, double)[] observed =
        [
            ("seed.sold", 60, history.Series("seed.sold")[60]),
            ("seed.sold", 110, history.Series("seed.sold")[110]),
        ];

        Fit fit = scenario.Calibrate(observed, s_vary, runs: 2, evaluations: 40);

        fit.IsIdentified("seed.sell_share").ShouldBeTrue();
        fit.IsIdentified("team.sell_share").ShouldBeFalse();
        fit.Width("team.sell_share").ShouldBe(1);
        Should.Throw<CheckException>(() => fit.Value("team.sell_share")).Message.ShouldContain("do not tell");
        double.Parse(fit.Value("seed.sell_share").TrimEnd('%', ' ')).ShouldBe(30, 3);
        fit.IsSelfTest.ShouldBeFalse();
        string text = fit.ToString();
        text.IndexOf("NOT IDENTIFIED", StringComparison.Ordinal)
            .ShouldBeLessThan(text.IndexOf("seed.sell_share =", StringComparison.Ordinal));
    }
}

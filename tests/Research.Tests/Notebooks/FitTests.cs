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

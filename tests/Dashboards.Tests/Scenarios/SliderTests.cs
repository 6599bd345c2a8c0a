using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;

namespace Souk.Dashboards.Tests.Scenarios;

public sealed class SliderTests
{
    private static readonly Blueprint s_fund = Catalogue.Read(
        "fund",
        _ =>
            """
                title: A fund
                start: 2025-01-01
                horizon: 1 year
                tokens:
                  TKN: { decimals: 18, supply_max: 100M TKN }
                  USDC: { decimals: 6, supply_max: 100M USDC }
                parts:
                  fund: { kind: account, holder: treasury, balance: 3M TKN }
                  mint: { kind: emission.fixed, per_day: 0 TKN/day, to: fund }
                  burn.plan: { kind: burn.scheduled, from: fund, amount: 1M TKN, every: 6 months, total: 3M TKN }
                  pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 2M USDC, fee: 30 bp }
                """
    );

    [Theory]
    [InlineData("burn.plan.amount", "0 TKN", "2000000 TKN", "1000000 TKN")]
    [InlineData("burn.plan.every", "1 days", "365 days", "182.5 days")]
    [InlineData("pool.fee", "0 %", "0.6 %", "0.3 %")]
    [InlineData("mint.per_day", "0 TKN/day", "100 TKN/day", "0 TKN/day")]
    public void A_parameter_slides_between_its_limits_or_to_twice_its_baseline(
        string path,
        string low,
        string high,
        string now
    )
    {
        Slider slider = Of(s_fund, s_fund, path).ShouldNotBeNull();

        (slider.Text(slider.Low), slider.Text(slider.High), slider.Text(slider.Value)).ShouldBe((low, high, now));
    }

    [Theory]
    [InlineData("fund.holder")]
    [InlineData("burn.plan.from")]
    public void What_is_no_number_has_none(string path) => Of(s_fund, s_fund, path).ShouldBeNull();

    [Fact]
    public void Both_ends_and_the_step_after_the_first_are_read_back_as_values_of_every_parameter()
    {
        Blueprint governance = BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "governance.yaml"));
        int sliders = 0;
        foreach (Part part in governance.Parts)
        {
            foreach (string parameter in part.Settings.Keys)
            {
                string path = $"{part.Name}.{parameter}";
                if (Of(governance, governance, path) is not { } slider)
                {
                    continue;
                }

                sliders++;
                foreach (decimal value in new[] { slider.Low, slider.Low + slider.Step, slider.High })
                {
                    Blueprint changed = governance.With(path, slider.Text(value));
                    Slider
                        .Of(part.Settings[parameter], changed.Find(part.Name)!.Settings[parameter])!
                        .Value.ShouldBe(value, slider.Step / 1000, path);
                }
            }
        }

        sliders.ShouldBeGreaterThan(10);
    }

    private static Slider? Of(Blueprint before, Blueprint now, string path)
    {
        (string part, string parameter) = (path[..path.LastIndexOf('.')], path[(path.LastIndexOf('.') + 1)..]);
        return Slider.Of(before.Find(part)!.Settings[parameter], now.Find(part)!.Settings[parameter]);
    }
}

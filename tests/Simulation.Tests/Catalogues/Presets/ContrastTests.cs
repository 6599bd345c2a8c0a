using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Simulation.Tests.Catalogues.Presets;

/// <summary>Contrasts differ from their base in one thing, with the same luck: sign and size of what follows.</summary>
public class ContrastTests
{
    private const int Runs = 3;

    [Fact]
    public void Without_compensation_annotators_leave_and_nothing_reaches_them()
    {
        BlueprintComparison contrast = Compare("sahara", "no-compensation", days: 180);

        Last(contrast.First, "annotators_share.value").ShouldAllBe(share => share > 0.03);
        Last(contrast.Second, "annotators_share.value").ShouldAllBe(share => share == 0);
        // Nobody works for nothing; with pay tens of thousands of people do, and thousands of tasks a day.
        Last(contrast.First, "annotators.active").ShouldAllBe(people => people > 20_000);
        Last(contrast.First, "annotators.accepted").ShouldAllBe(tasks => tasks > 5_000);
        foreach (
            string key in (string[])["annotators.active", "annotators.accepted", "annotators.paid", "graph.annotator"]
        )
        {
            MetricSeries none = contrast.Second.Metrics.Single(one => one.Spec.Key == key);
            Enumerable.Range(0, Runs).ShouldAllBe(run => none.Run(run).ToArray().All(value => value == 0));
        }

        Last(contrast.First, "graph.annotator").ShouldAllBe(earned => earned > 100_000);
    }

    [Fact]
    public void Royalties_overtake_a_sale_once_within_half_a_year()
    {
        BlueprintComparison contrast = Compare("sahara", "one-off-sale", days: 180);

        Difference(contrast, "annotators_share.value").ShouldAllBe(less => less < -0.02);
        Last(contrast.First, "graph.annotator").ShouldAllBe(earned => earned > 500_000);
        Last(contrast.Second, "sale.moved").ShouldAllBe(earned => earned == 500_000);
        // Calls are as many: who is paid changes nothing for callers.
        Difference(contrast, "calls.made").ShouldAllBe(more => more == 0);
    }

    [Fact]
    public void A_token_for_gas_alone_earns_next_to_nothing_of_what_it_mints_and_is_cheaper()
    {
        BlueprintComparison contrast = Compare("usage-revenue", "gas-only", days: 365);

        Last(contrast.First, "sustainability.value").ShouldAllBe(ratio => ratio > 0.2 && ratio < 3);
        Last(contrast.Second, "sustainability.value").ShouldAllBe(ratio => ratio > 0 && ratio < 0.01);
        Ratios(contrast, "price").ShouldAllBe(ratio => ratio < 0.9);
    }

    [Theory]
    [InlineData("usage-revenue", 0.3)]
    [InlineData("gas-only", 0)]
    public void Revenue_over_emission_is_what_gas_and_fees_brought_over_a_hundred_thousand_tokens_a_day(
        string preset,
        double stakersShare
    )
    {
        PresetRun run = PresetRun.Until("2026-06-30", preset);
        int days = new DateOnly(2026, 6, 30).DayNumber - new DateOnly(2026, 1, 1).DayNumber + 1;
        double Held(string account) => (double)run.Run.Held(account, "TKN") / 1e18;

        // Gas is burned or tipped; of what fees bought a share went to those who stake, who do not spend it.
        double gas = run.At("2026-06-30", "chain.burned") + Held("producers");
        double fees = stakersShare > 0 ? Held("stakers") / stakersShare : 0;

        gas.ShouldBeGreaterThan(0);
        run.At("2026-06-30", "sustainability.value").ShouldBe((gas + fees) / (100_000 * days), 1e-9);
        (fees > 1_000 * gas).ShouldBe(stakersShare > 0);
    }

    [Fact]
    public void Success_lasts_longer_than_the_base_and_the_base_longer_than_failure()
    {
        BlueprintComparison success = Compare("usage-revenue", "success", days: 365);
        BlueprintComparison failure = Compare("usage-revenue", "failure", days: 365);

        Difference(success, "sustainability.value").ShouldAllBe(more => more > 0.01);
        Difference(failure, "sustainability.value").ShouldAllBe(less => less < -0.05);
        Ratios(success, "buyers.active").ShouldAllBe(ratio => ratio > 1.05);
        Ratios(failure, "buyers.active").ShouldAllBe(ratio => ratio < 0.7);
        Ratios(failure, "price").ShouldAllBe(ratio => ratio < 1);
    }

    [Fact]
    public void A_late_competitor_takes_the_share_of_buyers_that_its_arrivals_and_departures_give()
    {
        const int runs = 6;
        BlueprintResult with = Play("late-competitor", 600, runs);
        BlueprintResult without = Play("usage-revenue", 600, runs);
        double Buyers(BlueprintResult result, int day) =>
            Enumerable
                .Range(0, runs)
                .Average(run => result.Metrics.Single(one => one.Spec.Key == "buyers.active")[run, day]);

        // Of 6,000 people who might buy, at first 1,500 do. Arrivals are 1.1 times the first day's departures, and half of them come.
        double stays = Buyers(without, 364);
        double goes = stays;
        for (int day = 365; day < 600; day++)
        {
            double arrivals = 0.01 * 1.1 * 1_500 / 4_500;
            stays += (arrivals * (6_000 - stays)) - (0.01 * stays);
            goes += (arrivals / 2 * (6_000 - goes)) - (0.02 * goes);
        }

        Buyers(with, 364).ShouldBe(Buyers(without, 364));
        (1 - (goes / stays)).ShouldBe(0.68, 0.01);
        (1 - (Buyers(with, 599) / Buyers(without, 599))).ShouldBe(1 - (goes / stays), 0.06);
        // Nothing differs before, and with fewer buyers the token is cheaper.
        MetricSeries price = new BlueprintComparison(without, with).Differences.Single(one => one.Spec.Key == "price");
        for (int run = 0; run < runs; run++)
        {
            price.Run(run)[..365].ToArray().ShouldAllBe(difference => difference == 0);
            price[run, 599].ShouldBeLessThan(0);
        }
    }

    [Theory]
    [InlineData("success", 1.5, 0.5)]
    [InlineData("failure", 0.4, 3)]
    [InlineData("late-competitor", 0.5, 2)]
    public void As_many_buyers_come_and_go_as_the_story_says(string name, double arrivals, double departures)
    {
        (double Come, double Go) Of(string preset)
        {
            Blueprint blueprint = PresetRun.Read(preset);
            Part last = blueprint.Find("buyers")!;
            Setting In(string parameter) =>
                blueprint
                    .Timeline.SelectMany(one => one.Changes)
                    .LastOrDefault(change => change.Path == $"buyers.{parameter}")
                    ?.Setting
                ?? last.Settings[parameter];
            double Value(string parameter) => (double)In(parameter).Values[0].Number;
            return (Value("churn_hazard") * Value("arrival_multiple"), Value("churn_hazard"));
        }

        (Of(name).Come / Of("usage-revenue").Come).ShouldBe(arrivals, 1e-4);
        (Of(name).Go / Of("usage-revenue").Go).ShouldBe(departures, 1e-9);
    }

    [Fact]
    public void Before_its_launch_nothing_of_a_token_is_free_and_the_switch_decides_the_day()
    {
        PresetRun ritual = PresetRun.Until("2028-02-01", "ritual", "nodes.active=2", "consumers.active=2");
        PresetRun never = PresetRun.Until("2028-02-01", "ritual", "nodes.active=2", "launch.start=2099-01-01");
        PresetRun shell = PresetRun.Until("2025-03-31", "myshell-before-token", "users.active=2");

        ritual.At("2027-12-30", "unlocked").ShouldBe(0);
        // The medians of supply and launch share: 17.5 % of 1.25 billion.
        ritual.At("2028-01-01", "unlocked").ShouldBe(218_750_000, 1_000_000);
        never.At("2028-02-01", "unlocked").ShouldBe(0);
        never.At("2028-02-01", "price").ShouldBe(0.05);
        shell.At("2025-02-11", "to_public.moved").ShouldBe(0);
        shell.At("2025-02-11", "price").ShouldBe(0.4);
        shell.At("2025-02-12", "to_public.moved").ShouldBe(100_000_000);
        shell.At("2025-02-12", "to_farmers.moved").ShouldBe(70_000_000);
        shell.At("2025-03-31", "price").ShouldBeLessThan(0.2);
    }

    private static BlueprintComparison Compare(string first, string second, int days) =>
        new(Play(first, days, Runs), Play(second, days, Runs));

    private static BlueprintResult Play(string name, int days, int runs)
    {
        Blueprint preset = PresetRun.Read(name);
        return BlueprintEnsemble.Run(
            preset with
            {
                HorizonDays = days,
                Timeline = [.. preset.Timeline.Where(change => change.Day < days)],
            },
            seed: 1,
            runs
        );
    }

    private static double[] Last(BlueprintResult result, string key)
    {
        MetricSeries series = result.Metrics.Single(one => one.Spec.Key == key);
        return [.. Enumerable.Range(0, Runs).Select(run => series[run, series.Days - 1])];
    }

    private static double[] Ratios(BlueprintComparison contrast, string key) =>
        [.. Last(contrast.Second, key).Zip(Last(contrast.First, key), (second, first) => second / first)];

    private static double[] Difference(BlueprintComparison contrast, string key)
    {
        MetricSeries series = contrast.Differences.Single(one => one.Spec.Key == key);
        return [.. Enumerable.Range(0, Runs).Select(run => series[run, series.Days - 1])];
    }
}

using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Simulation.Tests.Catalogues.Presets;

/// <summary>Autonomous agents of presets: what they learn to bid, and how they pay those who help and judge.</summary>
public class AgentPresetTests
{
    [Fact]
    public void Agents_of_Fetch_ai_learn_to_trade_data_near_the_competitive_price()
    {
        CatalogueRun run = PresetRun.Until("2021-09-01", "fetch-ai").Run;

        // Costs of 1 to 10 and values of 12 to 3 cross between 6 and 7.
        run.Series("exchange.competitive").ShouldAllBe(price => price == 6.5);
        double[] learned = run.Series("exchange.price")[30..];
        learned.Average().ShouldBe(6.5, 0.5);
        run.Series("exchange.efficiency")[30..].Average().ShouldBeInRange(0.8, 1);
    }

    [Fact]
    public void Agents_of_Fetch_ai_that_learn_gain_more_than_agents_that_bid_at_random_in_every_run()
    {
        const int runs = 8;
        // Of what trade could give on a day, given; two runs of one number have the same luck.
        double[] Gained(string bids)
        {
            Blueprint preset = PresetRun.Read("fetch-ai", $"exchange.bids={bids}", "exchange.shouts=4") with
            {
                HorizonDays = 120,
            };
            BlueprintResult result = BlueprintEnsemble.Run(preset with { Timeline = [] }, seed: 1, runs);
            MetricSeries efficiency = result.Metrics.Single(one => one.Spec.Key == "exchange.efficiency");
            return
            [
                .. Enumerable
                    .Range(0, runs)
                    .Select(run => Enumerable.Range(30, 90).Average(day => efficiency[run, day])),
            ];
        }

        double[] learn = Gained("adaptive");
        double[] random = Gained("random");

        for (int run = 0; run < runs; run++)
        {
            learn[run].ShouldBeGreaterThan(random[run] + 0.02, $"run {run}");
        }

        learn.Average().ShouldBeGreaterThan(0.93);
        random.Average().ShouldBeInRange(0.8, 0.92);
    }

    [Theory]
    [InlineData("oraichain", "2021-06-30", "guild", 0.02, 0.3, 0.14)]
    [InlineData("gensyn", "2026-10-31", "models", 20, 0, 0.2)]
    public void Agents_cooperate_are_judged_and_pay_each_other_by_their_shares_of_the_price(
        string preset,
        string until,
        string guild,
        double price,
        double validators,
        double judges
    )
    {
        PresetRun run = PresetRun.Until(until, preset);
        double Of(string key) => run.At(until, $"{guild}.{key}");

        double asked = Of("served") * price;
        asked.ShouldBeGreaterThan(100 * price);
        Of("validated").ShouldBe(validators * asked, 1e-6 * asked);
        Of("judged").ShouldBe(judges * asked, 1e-6 * asked);
        // What agents earn beside is what judges say of their answers, and half of all that they get is their owners'.
        double earned = Of("paid") - Of("validated") - Of("judged");
        (earned / (asked * (1 - validators - judges))).ShouldBeInRange(0.5, 1);
        Of("helped").ShouldBeInRange(0.2 * earned, 0.5 * earned);
        Of("owned").ShouldBe(0.5 * (Of("paid") - Of("validated")), 1e-4 * asked);
    }
}

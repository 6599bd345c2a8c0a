using System.Globalization;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Tests.Verbs;

public sealed class OptimiseVerbTests
{
    private const string Noisy = """
        title: Noise
        start: 2025-01-01
        horizon: 20 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          traders: { kind: people.traders, pool: pool, balance: 30M TKN, flow_sigma: 0.05 }
          aside: { kind: account, balance: 1 TKN }
        """;

    // A single run ends where its luck takes it. A bound just below that is kept by it, and by hardly any four others together.
    [Fact]
    public void A_design_that_keeps_to_its_constraint_by_luck_alone_is_called_so()
    {
        Blueprint noisy = Catalogue.Read("noisy.yaml", _ => Noisy);
        uint seed = Enumerable.Range(1, 20).Select(one => (uint)one).MaxBy(one => Price(noisy, one));
        string bound = (Price(noisy, seed) * 0.999).ToString("R", CultureInfo.InvariantCulture);
        OptimiseReport Search(string require) =>
            OptimiseRequest
                .Of(
                    new StudyRequest(noisy, [Variation.Parse("aside.balance=1 TKN..2 TKN")], seed, Runs: 1, Threads: 1),
                    maximise: ["price"],
                    minimise: [],
                    [require],
                    evaluations: 4
                )
                .Run(new Silence(), CancellationToken.None);

        OptimiseReport lucky = Search($"P(price < {bound}) <= 0%");
        OptimiseReport sure = Search("P(price < 0.000001) <= 0%");
        OptimiseReport never = Search("P(price < 1000) <= 0%");

        FoundDesign design = lucky.Designs.ShouldHaveSingleItem();
        (design.Feasible, design.FeasibleFresh).ShouldBe((true, false));
        design.FreshBroken.Single().Value.ShouldBeGreaterThan(0);
        lucky.IsFeasible.ShouldBeTrue();
        lucky
            .Text()
            .ShouldEndWith("keeps to its constraints only with the luck that it was chosen by: take more --runs");
        sure.Text().ShouldEndWith("keeps to all constraints, with fresh luck, too");
        never.Text().ShouldEndWith("BREAKS a constraint: none that keeps to all was found in these ranges");
    }

    private static double Price(Blueprint blueprint, uint seed)
    {
        MetricSeries price = BlueprintEnsemble
            .Run(blueprint, seed, runs: 1)
            .Metrics.First(series => series.Spec.Key == "price");
        return price[0, price.Days - 1];
    }

    private sealed class Silence : IProgress<StageProgress>
    {
        public void Report(StageProgress value) { }
    }
}

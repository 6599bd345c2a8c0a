using Microsoft.AspNetCore.Http;
using Souk.Charts.Series;
using Souk.Dashboards.Memos;
using Souk.Dashboards.Scenarios;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Uncertainties;

namespace Souk.Dashboards.Tests.Memos;

public sealed class ScenarioMemoTests
{
    private const string People =
        "people: { kind: people.contributors, active: 60, pool: pool, rewards: rewards, payout_share: 0.1 %, wage_at_start: 2 USD/day }";

    private const string Text = $$"""
        title: A market
        start: 2025-01-01
        horizon: 20 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 200k USDC }
          traders: { kind: people.traders, pool: pool, balance: 30M TKN, flow_sigma: 0.03 }
          rewards: { kind: account, holder: rewards, balance: 10M TKN }
          {{People}}
        """;

    [Fact]
    public async Task A_headline_is_the_union_of_the_bands_under_all_models_and_says_so()
    {
        Blueprint blueprint = Catalogue.Read("market.yaml", _ => Text);
        MetricUncertainty expected = ModelUncertainty.Measure(blueprint, ["pool.price"], seed: 1, runs: 8).Single();

        Bands band = (await RunAsync(blueprint)).Bands[0];

        // The file's own model is the first of the six: adaptive, with its own pools.
        band.Sentence.ShouldStartWith(
            FormattableString.Invariant(
                $"Under 6 models (three ways to expect, two to make prices; 8 simulated futures under these assumptions each) it ends between {Bands.Number(expected.Union.P05)} and {Bands.Number(expected.Union.P95)} {expected.Unit}: the outer band is the union of theirs with its own. So few futures of a model are a first guess. With the file's own model: In 90 of 100"
            )
        );
        band.Union!.P95[^1].ShouldBe(expected.Union.P95);
        expected.Widening!.Value.ShouldBeGreaterThan(1);
        var fan = (FanSeries)band.ToChart().Series[0];
        fan.Bands[0].Name.ShouldBe("All 6 models");
        fan.Bands[0].High[^1].ShouldBe(expected.Union.P95);
        fan.Bands[0].Low[^1].ShouldBe(expected.Union.P05);
    }

    [Fact]
    public async Task A_scenario_in_which_nobody_expects_anything_has_one_model_only_and_says_why()
    {
        Blueprint blueprint = Catalogue.Read("market.yaml", _ => Text.Replace(People, ""));

        (IReadOnlyList<Bands> bands, Memo memo) = await RunAsync(blueprint);

        bands[0].Union.ShouldBeNull();
        memo.Known[0]
            .Text.ShouldStartWith(
                "One model only: nobody in the scenario expects anything: none of its parts has an expectation. In 90 of 100"
            );
    }

    private static async Task<(IReadOnlyList<Bands> Bands, Memo Memo)> RunAsync(Blueprint blueprint)
    {
        using BandRunner runner = new();
        Design design = Design.Parse("market", blueprint, QueryCollection.Empty);
        design.Shown[0].ShouldBe("pool.price");
        (IReadOnlyList<Bands> bands, _) = await runner.RunAllAsync(design, 8, TestContext.Current.CancellationToken);
        return (bands, ScenarioMemo.Of(design, bands, sensitivity: null));
    }
}

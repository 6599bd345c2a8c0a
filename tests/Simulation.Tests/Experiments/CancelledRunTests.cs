using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Tests.Catalogues;

namespace Souk.Simulation.Tests.Experiments;

public class CancelledRunTests
{
    private static string Text =>
        CatalogueRun.Text(
            "fund: { kind: account }\nmint: { kind: emission.fixed, per_day: 7 TKN/day, to: fund }",
            horizon: "100 days"
        );

    [Fact]
    public void A_single_run_that_is_cancelled_keeps_the_days_that_are_done()
    {
        using CancellationTokenSource source = new();

        BlueprintResult result = Run(runs: 1, keepsDays: true, source);

        // Progress is told after 32 steps, and the run stops before the next.
        result.Days.ShouldBe(32);
        result.Runs.ShouldBe(1);
        result.IsCancelled.ShouldBeTrue();
        result.Metrics.Single(series => series.Spec.Key == "mint.emitted").Run(0).ToArray()[^1].ShouldBe(32 * 7);
        result.Digest.Length.ShouldBe(64);
    }

    [Fact]
    public void Without_being_asked_to_keep_them_days_are_not_a_result()
    {
        using CancellationTokenSource source = new();

        Should.Throw<OperationCanceledException>(() => Run(runs: 1, keepsDays: false, source));
    }

    [Fact]
    public void Of_several_runs_only_whole_ones_are_kept()
    {
        using CancellationTokenSource source = new();

        Should.Throw<OperationCanceledException>(() => Run(runs: 2, keepsDays: true, source));
    }

    [Fact]
    public void A_run_that_ends_has_all_its_days_and_was_not_cancelled()
    {
        BlueprintResult result = BlueprintEnsemble.Run(CatalogueRun.Read(Text), seed: 1, runs: 1, keepsDays: true);

        (result.Days, result.IsCancelled).ShouldBe((100, false));
    }

    [Fact]
    public void What_a_replicate_drew_above_the_supply_is_refused_before_its_first_step()
    {
        string text = CatalogueRun.Text(
            "fund: { kind: account, balance: 600 TKN }\nteam: { kind: account, balance: 1 TKN }\n"
                + "vest: { kind: vesting.linear, total: uniform(100 TKN; 700 TKN), to: team, duration: 10 days }",
            supplyMax: "1001 TKN"
        );

        ScenarioError error = Should
            .Throw<ScenarioException>(() =>
                BlueprintEnsemble.Run(CatalogueRun.Read(text), seed: 1, runs: 20, threads: 1)
            )
            .Errors.ShouldHaveSingleItem();

        error.Path.ShouldBe("vest.total");
        (error.Line, error.File).ShouldBe((9, "test"));
        error.Message.ShouldMatch(
            @"^in replicate \d+ of seed 1, by what it drew: with it 1,\d+(\.\d+)? TKN are given out, 1\d\d\.\d+% of supply_max 1,001: lower a balance or an allocation$"
        );
    }

    [Fact]
    public void New_tokens_for_a_population_are_refused_at_their_place()
    {
        string text = CatalogueRun.Text(
            "market: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 200k USDC }\n"
                + "team: { kind: people.insiders, pool: market }\n"
                + "mint: { kind: rule.mint, to: team, token: TKN, amount: 1 TKN }"
        );

        ScenarioError error = Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(text))
            .Errors.ShouldHaveSingleItem();

        error.Path.ShouldBe("mint.to");
        (error.Line, error.Column).ShouldBe((9, 32));
        error.Message.ShouldBe("to is team: name a part with one account.");
    }

    private static BlueprintResult Run(int runs, bool keepsDays, CancellationTokenSource source) =>
        BlueprintEnsemble.Run(
            CatalogueRun.Read(Text),
            seed: 1,
            runs,
            threads: 1,
            progress: new CancelAtOnce(source),
            cancellation: source.Token,
            keepsDays: keepsDays
        );

    private sealed class CancelAtOnce(CancellationTokenSource source) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value) => source.Cancel();
    }
}

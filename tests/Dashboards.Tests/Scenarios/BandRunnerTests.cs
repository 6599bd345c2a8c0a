using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Scenarios;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Scenarios;

public sealed class BandRunnerTests
{
    /// <summary>Ten years of three thousand people: far longer than a first answer may take.</summary>
    private const string Text = """
        title: A market
        start: 2025-01-01
        horizon: 3650 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 200k USDC }
          traders: { kind: people.traders, pool: pool, balance: 30M TKN, flow_sigma: 0.03 }
          rewards: { kind: account, holder: rewards, balance: 10M TKN }
          people: { kind: people.contributors, active: 3_000, pool: pool, rewards: rewards, payout_share: 0.1 %, wage_at_start: 2 USD/day }
        """;

    private static readonly Blueprint s_long = Catalogue.Read("market.yaml", _ => Text);

    [Fact]
    public async Task A_run_that_takes_long_is_shown_by_its_first_days_and_then_whole()
    {
        using BandRunner runner = new();

        // What is compiled for the first time may take so long that not even a day is done.
        List<Bands> rounds = [];
        for (uint seed = 1; rounds.Count < 2 && seed < 20; seed++)
        {
            rounds = await RoundsAsync(runner, seed);
        }

        (Bands begun, Bands whole) = (rounds[0], rounds[1]);
        begun.RunsDone.ShouldBe(0);
        begun.Changed.Days.ShouldBeInRange(1, 3_649);
        begun.Sentence.ShouldBe(
            $"Only {begun.Changed.Days:N0} of 3,650 days of one run are done: read it as a first look at how it begins."
        );
        begun.ToChart().Title.ShouldEndWith($": {begun.Changed.Days:N0} of 3,650 days of one run");
        whole.RunsDone.ShouldBe(1);
        whole.Changed.Days.ShouldBe(3_650);
        First(begun.Changed).ShouldBe(First(whole.Changed));
    }

    [Fact]
    public async Task What_is_known_already_is_shown_whole_at_once()
    {
        using BandRunner runner = new();
        await runner.ResultAsync(s_long, seed: 1, runs: 1, TestContext.Current.CancellationToken);

        List<Bands> rounds = await RoundsAsync(runner, seed: 1);

        rounds.Single().RunsDone.ShouldBe(1);
    }

    private static double First(MetricSeries series) => series[0, 0];

    private static async Task<List<Bands>> RoundsAsync(BandRunner runner, uint seed)
    {
        QueryCollection query = new(
            new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>
            {
                ["seed"] = $"{seed}",
                ["m"] = "pool.price",
            }
        );
        Design design = Design.Parse("market", s_long, query);
        List<Bands> rounds = [];
        await foreach (
            IReadOnlyList<Bands> round in runner.RunAsync(design, runsMax: 1, TestContext.Current.CancellationToken)
        )
        {
            rounds.Add(round.Single());
            if (rounds[^1].RunsDone == 1)
            {
                // The union over all models, which comes then, takes long.
                break;
            }
        }

        return rounds;
    }
}

using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Counterfactuals;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Counterfactuals;

public sealed class CounterfactualTests
{
    // Two markets that share nothing: what unlocks in the first never reaches the second.
    private const string Text = """
        start: 2025-01-01
        horizon: 30 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          OTH: { decimals: 18, supply_max: 1B OTH }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC, fee: 0 }
          early: { kind: people.insiders, count: 20, pool: pool, balance: 100k TKN, sell_hazard: 0.05 }
          team: { kind: people.insiders, count: 5, pool: pool, sell_hazard: 0.2 }
          unlock: { kind: vesting.linear, total: 500k TKN, to: team, cliff: 10 days, duration: 20 days }
          far: { kind: pool.constant_product, token_reserve: 1M OTH, money_reserve: 50k USDC, fee: 0 }
          away: { kind: people.insiders, count: 20, pool: far, balance: 100k OTH, sell_hazard: 0.05 }
        """;

    [Fact]
    public void Whom_an_unlock_does_not_reach_makes_the_same_postings_in_both_runs()
    {
        CounterfactualResult twins = Without("unlock", runs: 1);

        twins.Postings.ShouldNotBeEmpty();
        twins.Postings.ShouldAllBe(one => one.Posting.Token != "OTH");
        twins.Groups.ShouldAllBe(one => one.Group != "away" && one.Group != "far");
        twins.WorthUsd("away").ShouldBe([0.0]);
        twins.Answer("unlock", "away").ShouldStartWith("unlock changed nothing for away");
    }

    [Fact]
    public void Insiders_offer_the_same_tokens_on_the_same_days_and_are_paid_less_for_them()
    {
        CounterfactualResult twins = Without("unlock", runs: 8);

        GroupDifference money = twins.Groups.Single(one => one is { Group: "early", Token: "USDC" });
        // The decision to sell hangs on luck and on one's own balance alone, so tokens never differ.
        twins.Groups.ShouldAllBe(one => one.Group != "early" || one.Token == "USDC");
        money.Last.ShouldBeLessThan(0);
        money.FirstDay!.Value.ShouldBeGreaterThan(10);
        twins.WorthUsd("early").ShouldAllBe(worth => worth < 0);
        twins.Band("early").Median.ShouldBeInRange(twins.Band("early").Low, twins.Band("early").High);
        twins.Answer("unlock", "early").ShouldContain("unlock cost early");
        twins.Answer("unlock", "early").ShouldContain("poorer with it in 8 and richer in 0 of 8 runs");
    }

    [Fact]
    public void Differences_by_group_are_the_sums_of_the_postings_that_differ_to_the_base_unit()
    {
        CounterfactualResult twins = Without("unlock", runs: 1);

        foreach (GroupDifference group in twins.Groups)
        {
            Int128 sum = 0;
            foreach (DifferingPosting one in twins.Postings.Where(one => one.Posting.Token == group.Token))
            {
                Int128 units = one.InActual ? one.Posting.Units : -one.Posting.Units;
                sum += Is(one.Posting.To, group.Group) ? units : 0;
                sum -= Is(one.Posting.From, group.Group) ? units : 0;
            }

            group.Last.ShouldBe(sum);
        }
    }

    [Fact]
    public void What_the_timeline_grants_on_a_day_is_the_first_posting_that_differs()
    {
        Blueprint actual = Blueprint();
        Blueprint later = actual.With("unlock.total", "400k TKN");

        CounterfactualResult twins = Counterfactual.Run(actual, later, seed: 3, runs: 1);

        // The whole total waits in the vesting account from the start: 100,000 tokens of 18 decimals less.
        DifferingPosting first = twins.Postings[0];
        first.InActual.ShouldBeTrue();
        first.Posting.Day.ShouldBe(-1);
        first.Posting.Token.ShouldBe("TKN");
        first.Posting.Units.ShouldBe(500_000 * (Int128)1_000_000_000_000_000_000);
        twins.Postings.ShouldContain(one => !one.InActual && one.Posting.Day == -1);
    }

    [Fact]
    public void Two_threads_and_one_give_the_same_twins()
    {
        CounterfactualResult one = Without("unlock", runs: 6, threads: 1);
        CounterfactualResult two = Without("unlock", runs: 6, threads: 2);

        two.WorthUsd("early").ShouldBe(one.WorthUsd("early"));
        two.Postings.ShouldBe(one.Postings);
        two.Digests.ShouldBe(one.Digests);
    }

    [Fact]
    public void A_scenario_is_its_own_twin()
    {
        CounterfactualResult twins = Counterfactual.Run(Blueprint(), Blueprint(), seed: 3, runs: 1);

        twins.Postings.ShouldBeEmpty();
        twins.Groups.ShouldBeEmpty();
        twins.SamePostings.ShouldBeGreaterThan(30);
        twins.Digests.Actual.ShouldBe(twins.Digests.Other);
    }

    [Fact]
    public void A_part_that_is_not_there_is_refused_with_those_that_are() =>
        Should
            .Throw<ScenarioException>(() => Counterfactual.Without(Blueprint(), "unlok"))
            .Message.ShouldContain("unlock");

    private static bool Is(string account, string group) =>
        account == group || account.StartsWith(group + "[", StringComparison.Ordinal);

    private static Blueprint Blueprint() => Catalogue.Read("test.yaml", _ => Text);

    private static CounterfactualResult Without(string part, int runs, int threads = 0) =>
        Counterfactual.Run(Blueprint(), Counterfactual.Without(Blueprint(), part), seed: 3, runs, threads);
}

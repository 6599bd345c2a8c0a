using Souk.Research.Responses;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;

namespace Souk.Research.Tests.Responses;

public sealed class SimulatedResponsesTests
{
    private const int Agents = 40;
    private const int Days = 200;

    private static readonly ResponseDesign s_design = new()
    {
        DaysBefore = 5,
        DaysAfter = 5,
        Resamples = 199,
        Placebos = 39,
    };

    // Agents pay in a shop on a fifth of all days, and on seven tenths of the five days from a grant on: the effect is 0.5 a day.
    [Fact]
    public void An_effect_that_was_put_into_a_model_is_found_within_its_interval()
    {
        ResponseEstimate[] estimates = [.. Enumerable.Range(1, 10).Select(seed => Estimate(0.5, (uint)seed))];

        estimates.ShouldAllBe(one => one.Verdict == ResponseVerdict.Seen);
        estimates.Count(one => one.Low <= 0.5 && one.High >= 0.5).ShouldBeGreaterThanOrEqualTo(8);
        estimates.Average(one => one.Effect!.Value).ShouldBe(0.5, 0.02);
        estimates[0].ByLag.ShouldAllBe(lag => lag > 0.3 && lag < 0.7);
    }

    [Fact]
    public void Where_agents_do_not_respond_none_is_seen()
    {
        ResponseEstimate[] estimates = [.. Enumerable.Range(1, 5).Select(seed => Estimate(0, (uint)seed))];

        estimates.Count(one => one.Verdict == ResponseVerdict.Seen).ShouldBeLessThanOrEqualTo(1);
        estimates.Average(one => one.Effect!.Value).ShouldBe(0, 0.03);
    }

    [Fact]
    public void Postings_become_days_of_presence_and_days_of_payment()
    {
        ResponsePanel panel = SimulatedResponses.Read(Market(0.5), "people", "fund", seed: 1);

        panel.Outcomes.Count.ShouldBe(Agents);
        panel.Days.ShouldBe(Days);
        RandomStream luck = new(1, 0);
        panel.Events.ShouldBe(
            from day in Enumerable.Range(0, Days)
            from agent in Enumerable.Range(0, Agents)
            where IsGranted(luck, agent, day)
            select new ResponseEvent(agent, day)
        );
        panel.Outcomes.Sum(row => row.Sum()).ShouldBeGreaterThan(0.2 * Agents * Days);
    }

    [Fact]
    public void Accounts_that_the_model_does_not_have_are_refused_by_name()
    {
        Should
            .Throw<ArgumentException>(() => SimulatedResponses.Read(Market(0), "poeple", "fund", seed: 1))
            .Message.ShouldBe("'poeple' has no accounts in the scenario; there are people, fund, shop.");
    }

    private static ResponseEstimate Estimate(double effect, uint seed) =>
        ResponseEstimator.Estimate(SimulatedResponses.Read(Market(effect), "people", "fund", seed), s_design);

    private static Model Market(double effect)
    {
        Model model = new("grants", Days);
        Population people = model.Population("people", Agents);
        Token token = model.Token("TKN", decimals: 0, supplyMax: 1_000_000);
        Holdings wallets = model.Holdings(token, model.Accounts(people, AccountKind.Wallet));
        Holdings fund = model.Holdings(token, model.Account("fund", AccountKind.Rewards));
        Holdings shop = model.Holdings(token, model.Account("shop", AccountKind.Wallet));
        model.Rule(
            "open",
            Phase.Start,
            touches => touches.Adds(wallets, fund),
            _ =>
            {
                model.Ledger.Mint(0, fund.Account, 10_000);
                for (int agent = 0; agent < Agents; agent++)
                {
                    model.Ledger.Mint(0, wallets[agent], 1_000);
                }
            }
        );
        model.Rule(
            "live",
            Phase.Settle,
            touches => touches.Updates(wallets, fund).Adds(shop),
            step => Live(model.Ledger, step, (wallets, fund, shop), effect)
        );
        return model;
    }

    private static void Live(
        TokenLedger ledger,
        Step step,
        (Holdings Wallets, Holdings Fund, Holdings Shop) books,
        double effect
    )
    {
        for (int agent = 0; agent < Agents; agent++)
        {
            if (IsGranted(step.Random, agent, step.Index))
            {
                ledger.Transfer(0, books.Fund.Account, books.Wallets[agent], 1);
            }

            bool isMoved = Enumerable
                .Range(0, Math.Min(5, step.Index + 1))
                .Any(ago => IsGranted(step.Random, agent, step.Index - ago));
            double uniform = step.Random.Sequence(DrawKind.Choice, agent, step.Index).Uniform();
            if (uniform < 0.2 + (isMoved ? effect : 0))
            {
                ledger.Transfer(0, books.Wallets[agent], books.Shop.Account, 1);
            }
        }
    }

    // One day in sixty.
    private static bool IsGranted(RandomStream luck, int agent, int day) =>
        luck.Sequence(DrawKind.Parameter, agent, day).Uniform() < 1 / 60.0;
}

using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Rewards;

public class RewardPartsTests
{
    [Theory]
    [InlineData(
        "people.annotators, count: 50, pool: pool, rewards: fund, tasks_per_day: 300, pay: 0.2 USD, minutes: 5"
    )]
    [InlineData(
        "people.accounts, count: 50, accounts: 50, activation: 100 %, collectors: 50, pool: pool, rewards: fund, node_threshold: 5 TKN, earns: 1"
    )]
    public void A_partner_rewards_annotators_and_accounts_by_what_they_gave(string people)
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
                    + "fund: { kind: account, holder: rewards, balance: 1M TKN }\n"
                    + "partner: { kind: account, holder: rewards, balance: 70 USDC }\nshop: { kind: account }\n"
                    + $"people: {{ kind: {people} }}\n"
                    + "dual: { kind: rewards.partner, contributors: people, project: fund, partner: partner, project_per_day: 9 TKN/day, "
                    + "partner_per_day: 7 USDC/day, spend_share: 10 %, product: shop }"
            )
        );

        // Seven a day as soon as anybody gave; a tenth of what is held comes back each day, of what they sold for too.
        run.Series("dual.forward")[9].ShouldBeInRange(62, 70);
        run.Series("dual.back")[9].ShouldBeGreaterThan(15);
        run.Series("dual.back")[9].ShouldBe((double)run.Held("shop", "USDC") / 1e6, 1e-6);
        (70_000_000 - run.Held("partner", "USDC")).ShouldBeInRange(62_000_000, 70_000_000);
    }

    [Fact]
    public void Each_use_pays_a_share_to_original_contributors_and_the_rest_goes_on()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("rewards.md"));

        // 25 of 100 base units a day among three: 8 each, and what rounding leaves waits, 249 of 250 in ten days.
        run.Held("people").ShouldBe(249 + 300_000_000);
        run.Held("usage.passing").ShouldBe(1);
        run.Held("market").ShouldBe(750);
        run.Series("usage.paid")[0].ShouldBe(0.000024);
        run.Series("usage.paid")[9].ShouldBe(0.000249);
    }

    [Fact]
    public void A_partner_s_tokens_go_forward_and_come_back_in_part()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("rewards.md"));

        // Each holds h and gets 2 PAL a day after spending floor(h / 2): 3,996,094 after ten days, worked out by hand.
        run.Held("people", "PAL").ShouldBe(3 * 3_996_094);
        run.Held("shop", "PAL").ShouldBe(60_000_000 - (3 * 3_996_094));
        run.Held("pal", "PAL").ShouldBe(940_000_000);
        run.Held("fund").ShouldBe(700_000_000);
        run.Series("dual.forward")[9].ShouldBe(60);
        run.Series("dual.back")[9].ShouldBe(48.011718);
        run.Series("dual.return_share")[9].ShouldBe(48.011718 / 60, 1e-12);
        run.Series("dual.return_share")[0].ShouldBe(0);
    }

    [Fact]
    public void Nobody_is_paid_before_the_day_as_of_which_contributors_are_known()
    {
        string text = MechanismPage
            .Example("rewards.md")
            .Replace("share: 25 %, rest", "share: 25 %, as_of: 2025-01-06, rest", StringComparison.Ordinal);

        CatalogueRun run = CatalogueRun.Of(text, auditSteps: 8);

        run.Series("usage.paid")[4].ShouldBe(0);
        run.Series("usage.paid")[9].ShouldBe(0.000123);
        run.Held("market").ShouldBe(500 + 375);
    }

    [Fact]
    public void Work_of_a_market_s_contributors_is_paid_again_when_it_is_used()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
                people: { kind: people.contributors, active: 40, pool: pool, wage_at_start: 5 USD/day }
                market: { kind: account }
                fees: { kind: emission.fixed, per_day: 10 TKN/day, to: usage }
                usage: { kind: rewards.usage, token: TKN, contributors: people, share: 50 %, rest: market }
                """
            )
        );

        // 50 TKN in ten days; the forty who worked on the first day are paid, whoever works later.
        run.Held("market").ShouldBe(50_000_000);
        run.Series("usage.paid")[9].ShouldBe(50, 40e-6);
        run.Held("usage.passing").ShouldBeLessThan(40);
    }

    [Fact]
    public void Rewards_that_do_not_fit_are_refused()
    {
        string page = MechanismPage.Example("rewards.md");

        Refusal(page.Replace("to: usage", "to: market", StringComparison.Ordinal))
            .ShouldContain("usage: nobody pays into it");
        Refusal(page.Replace("6 PAL/day", "6 TKN/day", StringComparison.Ordinal))
            .ShouldContain("dual.partner_per_day: partner_per_day is in TKN too");
        Refusal(page.Replace("contributors: people, share", "contributors: fund, share", StringComparison.Ordinal))
            .ShouldContain("'fund' is account, and people.contributors or datapool.contributors is needed");
    }

    private static string Refusal(string text) =>
        Should.Throw<ScenarioException>(() => CatalogueRun.Build(text)).Message;
}

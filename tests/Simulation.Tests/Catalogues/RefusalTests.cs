using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues;

public class RefusalTests
{
    private const string Accounts = "team: { kind: account }\nfund: { kind: account, balance: 600 TKN }\n";

    [Theory]
    [InlineData(
        "more: { kind: account, balance: 401 TKN }",
        "test(9,35) more.balance: with it 1,001 TKN are given out, 100.1% of supply_max 1,000"
    )]
    [InlineData(
        "v: { kind: vesting.linear, share: 50 %, token: TKN, to: team, duration: 1 year }",
        "110% of supply_max"
    )]
    [InlineData(
        "v: { kind: vesting.linear, total: 1 TKN, to: team, cliff: 13 months, duration: 1 year }",
        "test(9,61) v.cliff: cliff is 395.4 days and comes after the end at 365 days"
    )]
    [InlineData(
        "v: { kind: vesting.stepped, total: 1 TKN, to: team, cliff: 13 months, duration: 12 months }",
        "a cliff after the end never comes"
    )]
    [InlineData(
        "v: { kind: vesting.stepped, total: 1 TKN, to: team, duration: 100 days }",
        "v.duration: duration is 3.29 months; write whole months"
    )]
    [InlineData("v: { kind: vesting.linear, to: team, duration: 1 year }", "write either total or share")]
    [InlineData("v: { kind: vesting.linear, total: 1 TKN, to: taem, duration: 1 year }", "did you mean 'team'?")]
    [InlineData("e: { kind: emission.fixed, per_day: 5 TKN, to: team }", "'5 TKN' does not fit; write for example")]
    [InlineData("e: { kind: emission.fixd, per_day: 5 TKN/day, to: team }", "did you mean 'emission.fixed'?")]
    [InlineData("e: { kind: emission.fixed, per_day: -5 TKN/day, to: team }", "-5 is below 0")]
    [InlineData("e: { kind: emission.fixed, per_day: NaN TKN/day, to: team }", "does not fit")]
    [InlineData("e: { kind: emission.halving, reward: 9 TKN, cap: 8 TKN, to: team }", "a block cannot issue more")]
    [InlineData(
        "p: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 2 TKN }",
        "both reserves are TKN: a pool needs two tokens"
    )]
    [InlineData(
        "p: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 0.0000001 USDC }",
        "below one base unit"
    )]
    public void What_cannot_run_is_refused_before_the_first_step(string part, string message) =>
        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(CatalogueRun.Text(Accounts + part, "1000 TKN")))
            .Message.ShouldContain(message);

    [Fact]
    public void Fees_that_nobody_pays_are_refused()
    {
        string text = CatalogueRun.Text(
            """
            pool: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 2 USDC }
            fees: { kind: fees.route, pool: pool, rest: burn }
            """
        );

        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(text))
            .Message.ShouldContain("fees: nobody pays into it");
    }

    [Fact]
    public void A_share_without_an_owner_and_shares_above_the_whole_are_refused()
    {
        const string Pool = "pool: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 2 USDC }\n";

        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(CatalogueRun.Text(Pool + "fees: { kind: fees.route, pool: pool, rest: treasury }"))
            )
            .Message.ShouldContain("treasury is missing");
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        Pool
                            + "fees: { kind: fees.route, pool: pool, burn_share: 60 %, treasury_share: 50 %, treasury: pool }"
                    )
                )
            )
            .Message.ShouldContain("more than 1000000000");
    }

    [Fact]
    public void The_timeline_moves_what_can_move_and_nothing_else()
    {
        const string Parts = """
            pay: { kind: account, balance: 5 TKN }
            mint: { kind: emission.fixed, per_day: 3 TKN/day, to: pay }
            """;

        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(Parts, rest: "timeline:\n  - { at: 4 days, set: { mint.per_day: 1 TKN/day } }")
        );

        run.Series("emitted")[3].ShouldBe(12);
        run.Series("emitted")[9].ShouldBe(18);
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(Parts, rest: "timeline:\n  - { at: 4 days, set: { pay.balance: 9 TKN } }")
                )
            )
            .Message.ShouldContain("pay.balance: says how a run starts and cannot change later");
    }

    [Theory]
    [InlineData("60 %", 1)]
    [InlineData("50 %", 0)]
    public void A_vote_changes_a_parameter_after_its_delay_if_it_passes(string approval, int enacted)
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                $$"""
                pay: { kind: account, balance: 5 TKN }
                mint: { kind: emission.fixed, per_day: 3 TKN/day, to: pay }
                vote: { kind: governance.proposal, change: mint.per_day, to: 1 TKN/day, on: 2025-01-03, vote: 3 days, delay: 1 day, voters: pay, token: TKN, approval: {{approval}} }
                """
            ),
            auditSteps: 8
        );

        // Proposed on day 2, voted until day 4, delayed on day 5, in force from day 6.
        run.Series("emitted")[5].ShouldBe(18);
        run.Series("emitted")[6].ShouldBe(enacted == 1 ? 19 : 21);
        run.Series("vote.enacted")[9].ShouldBe(enacted);
    }
}

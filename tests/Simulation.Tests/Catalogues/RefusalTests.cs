using Souk.Simulation.Catalogues;
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
        "p: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 0 USDC }",
        "below one base unit"
    )]
    public void What_cannot_run_is_refused_before_the_first_step(string part, string message) =>
        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(CatalogueRun.Text(Accounts + part, "1000 TKN")))
            .Message.ShouldContain(message);

    [Theory]
    [InlineData(
        "more: { kind: account, balance: 1e20 TKN }",
        "more.balance",
        35,
        "with it 100,000,000,000,000,000,000 TKN are given out"
    )]
    [InlineData(
        "more: { kind: account, balance: 1e28 TKN }",
        "more.balance",
        35,
        "is more than the 1e33 base units that a balance can have"
    )]
    [InlineData("more: { kind: account, balance: 1e28B TKN }", "more.balance", 35, "does not fit")]
    [InlineData(
        "more: { kind: account, balance: 0.0000001 TKN }",
        "more.balance",
        35,
        "'0.0000001 TKN' has more decimals than the 6 of TKN"
    )]
    [InlineData("more: { kind: account, balance: [1 TKN, 2 TKN] }", "more.balance", 36, "has TKN twice")]
    [InlineData(
        "v: { kind: vesting.linear, share: 101 %, to: team, duration: 1 year }",
        "v.share",
        37,
        "1.01 is above 1"
    )]
    [InlineData(
        "v: { kind: vesting.linear, share: 41 %, to: team, duration: 1 year }",
        "v.share",
        37,
        "101% of supply_max"
    )]
    [InlineData(
        "v: { kind: vesting.stepped, total: 1 TKN, to: team, duration: 12 months, cliff: 13 months }",
        "v.cliff",
        83,
        "a cliff after the end never comes"
    )]
    [InlineData("e: { kind: emission.halving, cap: 8 TKN, to: team, reward: 9 TKN }", "e.reward", 62, "issue more")]
    [InlineData("e: { kind: emission.fixed, to: team, per_day: nan }", "e.per_day", 49, "'nan' does not fit")]
    [InlineData("e: { kind: emission.fixed, to: team, per_day: 5 USD/day }", "e.per_day", 49, "'USD' is not a token")]
    [InlineData(
        "v: { kind: vesting.linear, total: 1 TKN, to: team, duration: 5 TKN }",
        "v.duration",
        64,
        "'5 TKN' does not fit; write for example 6 months"
    )]
    [InlineData(
        "v: { kind: vesting.linear, total: 1 TKN, to: team, duration: 1e9 years }",
        "v.duration",
        64,
        "is above 365000"
    )]
    [InlineData(
        "b: { kind: people.buyers, active: 9, money: USDC, market_fee: 0, orders_per_day: -1, order: 1 USD, sellers: team, fees: team }",
        "b.orders_per_day",
        84,
        "-1 is below 0"
    )]
    [InlineData(
        "i: { kind: burn.scheduled, from: fund, total: 5 TKN, amount: 1 USDC }",
        "i.total",
        49,
        "total is in TKN, and USDC is needed"
    )]
    [InlineData(
        "v: { kind: vesting.custom, total: 1 TKN, to: team, times: [1 day, 2 days], shares: [10 %, 90 %] }",
        "v.shares",
        87,
        "end with 90"
    )]
    [InlineData(
        "v: { kind: vesting.custom, total: 1 TKN, to: team, times: [2 days, 1 day], shares: [10 %, 100 %] }",
        "v",
        3,
        "times must rise"
    )]
    [InlineData("g: { kind: emission.fixed, per_day: 1 TKN/day, to: g }", "g.to", 54, "takes no payments")]
    public void Every_refusal_names_file_line_and_column(string part, string path, int column, string message)
    {
        ScenarioException refusal = Should.Throw<ScenarioException>(() =>
            CatalogueRun.Build(CatalogueRun.Text(Accounts + part, "1000 TKN"))
        );

        ScenarioError error = refusal.Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe(path);
        error.File.ShouldBe("test");
        error.Line.ShouldBe(9);
        error.Column.ShouldBe(column);
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("v.cliff: 13 months", "v.cliff", "comes after the end at 365 days")]
    [InlineData("fees.burn_share: 60 %", "fees.burn_share", "add up to 110 %, more than 100 %")]
    [InlineData("pool.fee: 0.5 bp", "pool.fee", "fee is 0.5 bp; write whole basis points")]
    [InlineData("pay.per_day: -2 TKN/day", "pay.per_day", "-1 is below 0")]
    [InlineData("pay.per_dya: 1 TKN/day", "pay.per_dya", "did you mean 'pay.per_day'?")]
    public void A_change_that_does_not_fit_is_refused_where_it_stands(string change, string path, string message)
    {
        ScenarioException refusal = Should.Throw<ScenarioException>(() =>
            CatalogueRun.Build(CatalogueRun.Text(Routed, rest: $"timeline:\n  - at: 4 days\n    set: {{ {change} }}"))
        );

        ScenarioError error = refusal.Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe(path);
        error.Line.ShouldBe(14);
        error.Column.ShouldBe(13 + change.IndexOf(' '));
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void Votes_that_fit_alone_and_not_together_are_refused_before_the_first_step()
    {
        const string Vote = "kind: governance.proposal, vote: 1 day, delay: 0 days, voters: safe, token: TKN";

        ScenarioException refusal = Should.Throw<ScenarioException>(() =>
            CatalogueRun.Build(
                CatalogueRun.Text(
                    Routed
                        + "\n"
                        + $$"""
                        one: { {{Vote}}, on: 2025-01-02, change: fees.burn_share, to: 30 % }
                        two: { {{Vote}}, on: 2025-01-03, change: fees.treasury_share, to: 75 % }
                        """
                )
            )
        );

        ScenarioError error = refusal.Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe("fees.treasury_share");
        error.Line.ShouldBe(13);
        error.Message.ShouldContain("add up to 105 %");
    }

    [Fact]
    public void Nine_votes_about_one_part_are_refused_and_eight_are_not()
    {
        string Votes(int count) =>
            string.Join(
                '\n',
                Enumerable
                    .Range(1, count)
                    .Select(i =>
                        $"vote{i}: {{ kind: governance.proposal, change: pay.per_day, to: {i} TKN/day, on: 2025-01-0{i}, voters: safe, token: TKN }}"
                    )
            );

        CatalogueRun.Build(CatalogueRun.Text(Routed + "\n" + Votes(8))).Rules.Count.ShouldBeGreaterThan(8);
        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(CatalogueRun.Text(Routed + "\n" + Votes(9))))
            .Message.ShouldBe("test(10,3) pay: 9 votes are about pay; at most 8 can be");
    }

    [Fact]
    public void A_buy_back_without_a_budget_that_nobody_pays_into_is_refused()
    {
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        Routed + "\nback: { kind: buy_back, pool: pool, budget: 0 USDC, price_max: 9 USD }"
                    )
                )
            )
            .Message.ShouldBe("test(12,3) back: nobody pays into it: name it where another part says who is paid");
    }

    [Fact]
    public void An_overlay_that_lies_over_itself_is_refused_with_the_circle()
    {
        Dictionary<string, string> files = new()
        {
            ["top"] = "title: Top\nbase: middle",
            ["middle"] = "base: top\ntitle: Middle",
        };

        ScenarioException refusal = Should.Throw<ScenarioException>(() =>
            Catalogue.Read("top", name => files.GetValueOrDefault(name))
        );

        refusal.Message.ShouldBe("middle(1,7) base: files lie over each other in a circle: top → middle → top");
    }

    [Fact]
    public void A_payment_in_a_token_that_the_payee_has_no_use_for_is_refused()
    {
        string text = CatalogueRun
            .Text(Routed + "\nwrong: { kind: emission.fixed, per_day: 1 OLD/day, to: fees }")
            .Replace("tokens:", "tokens:\n  OLD: { decimals: 2 }", StringComparison.Ordinal);

        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(text))
            .Message.ShouldBe("test(13,58) wrong.to: to is fees, which has no use for OLD.");
    }

    private const string Routed = """
        pool: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 2 USDC }
        safe: { kind: account }
        v: { kind: vesting.linear, total: 1 TKN, to: safe, duration: 1 year }
        pay: { kind: emission.fixed, per_day: 1 TKN/day, to: fees }
        fees: { kind: fees.route, pool: pool, burn_share: 20 %, treasury_share: 50 %, treasury: safe, rest: burn }
        """;

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
            .Message.ShouldContain("test(8,3) fees: nobody pays into it");
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
            .Message.ShouldContain("add up to 110 %, more than 100 %");
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

using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues;

public class FormulaRuleTests
{
    private const string Fund = "fund: { kind: account, balance: 1000 TKN }\nteam: { kind: account }\n";

    [Fact]
    public void A_transfer_moves_its_share_every_few_days_rounded_down_and_leaves_the_rest()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Fund
                    + "pay: { kind: rule.transfer, from: fund, to: team, token: TKN, every: 3 days, amount: 30 % * fund.balance.TKN }"
            ),
            auditSteps: 9
        );

        // 1000 → 700 → 490 → 343: days 2, 5 and 8.
        run.Series("pay.moved").ShouldBe([0, 0, 300, 300, 300, 510, 510, 510, 657, 657]);
        run.Held("team").ShouldBe(657_000_000);
    }

    [Fact]
    public void Money_beyond_the_digits_of_a_double_is_divided_to_the_base_unit()
    {
        // 18 decimals: 123456789.012345678901234567 × 1 / 3, and a proportion of two balances whose product has 54 digits.
        const string Balance = "123456789.012345678901234567 BIG";
        string text = CatalogueRun
            .Text(
                $$"""
                fund: { kind: account, balance: {{Balance}} }
                other: { kind: account, balance: {{Balance}} }
                third: { kind: account }
                half: { kind: account }
                a: { kind: rule.transfer, from: fund, to: third, token: BIG, amount: fund.balance.BIG / 3 }
                b: { kind: rule.transfer, from: other, to: half, token: BIG, amount: other.balance.BIG * other.balance.BIG / (2 * supply.BIG) }
                """,
                horizon: "1 day"
            )
            .Replace("tokens:", "tokens:\n  BIG: { decimals: 18 }", StringComparison.Ordinal);

        CatalogueRun run = CatalogueRun.Of(text, auditSteps: 1);

        run.Held("third", "BIG").ShouldBe(Int128.Parse("41152263004115226300411522"));
        run.Held("half", "BIG").ShouldBe(Int128.Parse("30864197253086419725308641"));
    }

    [Fact]
    public void A_signal_of_three_tenths_takes_three_tenths_and_not_its_binary_neighbour()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Fund
                    + """
                    share: { kind: rule.set, value: 30 %, phase: observe }
                    pay: { kind: rule.transfer, from: fund, to: team, token: TKN, amount: share.value * 10 TKN, when: today == 0 days }
                    """
            )
        );

        run.Held("team").ShouldBe(3_000_000);
        run.Series("share.value")[9].ShouldBe(0.3);
    }

    [Fact]
    public void Burns_and_mints_are_capped_by_balance_and_supply_and_count_as_such()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Fund
                    + """
                    fire: { kind: rule.burn, from: fund, token: TKN, amount: 400 TKN, when: today < 3 days }
                    mint: { kind: rule.mint, to: team, token: TKN, amount: 2 * burned.TKN - 100 TKN, when: today >= 8 days }
                    less: { kind: rule.burn, from: fund, token: TKN, amount: 1 TKN - 2 TKN }
                    """,
                supplyMax: "1100 TKN"
            ),
            auditSteps: 10
        );

        run.Series("burned")[2].ShouldBe(1_000);
        run.Series("emitted")[8].ShouldBe(1_100);
        run.Held("team").ShouldBe(1_100_000_000);
        run.Series("less.moved")[9].ShouldBe(0);
    }

    [Fact]
    public void A_condition_on_a_price_and_the_timeline_decide_what_a_rule_does()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Fund
                    + """
                    market: { kind: pool.constant_product, token_reserve: 100 TKN, money_reserve: 300 USDC }
                    pay: { kind: rule.transfer, from: fund, to: team, token: TKN, amount: 6 USDC / market.price, when: market.price > 2.5 USDC/TKN }
                    idle: { kind: rule.burn, from: fund, token: TKN, amount: 1 TKN, when: market.price < 2.5 USDC/TKN or not today >= 0 days }
                    """,
                rest: "timeline:\n  - { at: 5 days, set: { pay.amount: 9 USDC / market.price } }"
            )
        );

        run.Held("team").ShouldBe((5 * 2_000_000) + (5 * 3_000_000));
        run.Series("burned")[9].ShouldBe(0);
    }

    [Theory]
    [InlineData(
        "amount: 30 % * fund.blance.TKN",
        "test(9,80) pay.amount: column 8 of the formula: 'fund.blance.TKN' is unknown; did you mean 'fund.balance.TKN'?"
    )]
    [InlineData("amount: 30 % * fund.balance.USDC", "column 1 of the formula: gives USDC where TKN is needed")]
    [InlineData("amount: fund.balance.TKN + 5 USD", "column 20 of the formula: TKN and USD cannot be added")]
    [InlineData("amount: '1 TKN $ 2'", "test(9,80) pay.amount: column 7 of the formula: '$' has no meaning here")]
    [InlineData("amount: '1 TKN * x'", "test(9,82) pay.amount: column 9 of the formula: 'x' is unknown")]
    [InlineData("amount: 1 TKN, when: fund.balance.TKN", "pay.when: column 1 of the formula: a condition such as")]
    [InlineData("amount: 1 TKN, every: 0 days", "0 is below 1")]
    public void What_a_formula_cannot_mean_is_refused_at_its_place(string rest, string message) =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        Fund + "pay: { kind: rule.transfer, from: fund, to: team, token: TKN, " + rest + " }"
                    )
                )
            )
            .Message.ShouldContain(message);

    [Fact]
    public void A_formula_of_several_lines_names_its_own_line()
    {
        string text = CatalogueRun.Text(
            Fund
                + "pay:\n  kind: rule.transfer\n  from: fund\n  to: team\n  token: TKN\n  amount: |\n    1 TKN\n    + 2 USD"
        );

        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(text))
            .Message.ShouldContain("line 2, column 3 of the formula: TKN and USD cannot be added");
    }

    [Fact]
    public void A_division_by_zero_stops_the_run_and_names_rule_and_day()
    {
        string text = CatalogueRun.Text(
            Fund + "pay: { kind: rule.burn, from: fund, token: TKN, amount: 1 TKN / (today / 1 day - 4) }"
        );
        using Simulator simulator = new(CatalogueRun.Build(text));

        Should
            .Throw<ModelException>(() => simulator.Run(seed: 1, replicate: 0))
            .Message.ShouldContain("pay.amount on day 4: a division by zero");
    }

    [Fact]
    public void Spaces_in_a_formula_are_no_other_scenario_and_another_number_is()
    {
        string With(string amount) =>
            CatalogueRun
                .Read(CatalogueRun.Text(Fund + $"pay: {{ kind: rule.burn, from: fund, token: TKN, amount: {amount} }}"))
                .Hash;

        With("2*fund.balance.TKN").ShouldBe(With("2  *  fund.balance.TKN"));
        With("2M TKN").ShouldNotBe(With("2k TKN"));
    }

    [Fact]
    public void Only_accounts_that_promise_nothing_can_be_spent_from() =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        Fund
                            + """
                            pool: { kind: stake.pool, rewards: 1 TKN, owners: fund, period: 1 month, interest: 5 % }
                            pay: { kind: rule.burn, from: pool, token: TKN, amount: 1 TKN }
                            """
                    )
                )
            )
            .Message.ShouldContain("'pool' is stake.pool, and account or fees");
}

using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Markets;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues;

public class VenueTests
{
    // One buyer spends 100 USDC on day 9 through a buy-back: the tokens it keeps are what the venue's kernel pays.
    private const string Buyer =
        "buy: { kind: buy_back, pool: pool, budget: 100 USDC, every: 10 days, price_max: 1000 USD, then: keep }\n";

    [Fact]
    public void A_weighted_pool_pays_what_Balancer_s_formula_pays()
    {
        // 1,000 × (1 − (1000 / (1000 + 100 × 0.99)) ^ (20 / 80)) = 23.3244… for 99 USDC after the fee.
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Buyer
                    + "pool: { kind: pool.weighted, token_reserve: 1000 TKN, money_reserve: 1000 USDC, token_weight: 80 %, fee: 1 % }"
            )
        );

        run.Held("buy").ShouldBe((Int128)Math.Floor(1e9 * (1 - Math.Pow(1000 / 1099.0, 0.25))));
        run.Held("pool", "USDC").ShouldBe(1_100_000_000);
        run.Series("pool.price")[0].ShouldBe(4, 1e-12);
        run.Series("pool.price")[9].ShouldBe(1100 / 0.2 * 0.8 / (1000 - ((double)run.Held("buy") / 1e6)), 1e-9);
    }

    [Fact]
    public void A_weighted_pool_s_weights_move_by_the_timeline_and_so_does_its_price()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                "pool: { kind: pool.weighted, token_reserve: 1000 TKN, money_reserve: 1000 USDC }",
                rest: "timeline:\n  - { at: 5 days, set: { pool.token_weight: 50 % } }"
            )
        );

        run.Series("pool.price")[4].ShouldBe(4, 1e-12);
        run.Series("pool.price")[5].ShouldBe(1, 1e-12);
    }

    [Fact]
    public void A_bonding_curve_mints_what_Bancor_s_formula_gives()
    {
        // Ratio one half: 1,000 × (√(1 + 100 / 300) − 1) = 154.700538…
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Buyer
                    + "maker: { kind: account }\n"
                    + "pool: { kind: curve.bonding, supply: 1000 TKN, holder: maker, money_reserve: 300 USDC }"
            )
        );

        run.Held("buy").ShouldBe(154_700_538);
        run.Supply().ShouldBe(1_154_700_538);
        run.Held("pool", "USDC").ShouldBe(400_000_000);
        run.Series("emitted")[9].ShouldBe(154.700538);
        run.Series("pool.price")[0].ShouldBe(0.6, 1e-12);
    }

    [Fact]
    public void A_concentrated_pool_trades_as_its_virtual_reserves_do()
    {
        // Between 0.25 and 4 at a price of 1, 1,000 and 1,000 make virtual reserves of 2,000 each (to a tick's rounding).
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Buyer
                    + "pool: { kind: pool.concentrated, price: 1 USD, lower: 0.25 USD, upper: 4 USD, token_reserve: 1000 TKN, money_reserve: 1000 USDC, fee: 0 }"
            )
        );

        double bought = (double)run.Held("buy") / 1e6;
        bought.ShouldBe(2000 * 100 / 2100.0, 0.02);
        run.Held("pool", "USDC").ShouldBeInRange(1_090_000_000, 1_100_000_000);
        run.Series("pool.price")[9].ShouldBe(Math.Pow(2100 / 2000.0, 2), 1e-3);
    }

    [Fact]
    public void What_a_concentrated_pool_has_no_room_for_goes_back_to_who_brought_it()
    {
        const string Parts = """
            pool: { kind: pool.concentrated, price: 1 USD, lower: 0.5 USD, upper: 1.2 USD, token_reserve: 10 TKN, money_reserve: 100 USDC }
            fees: { kind: fees.route, pool: pool, rest: burn }
            payer: { kind: emission.fixed, per_day: 50 USDC/day, to: fees }
            """;

        CatalogueRun run = CatalogueRun.Of(CatalogueRun.Text(Parts));

        run.Series("pool.price")[9].ShouldBe(1.2, 0.01);
        run.Held("pool").ShouldBeLessThan(10);
        run.Held("fees", "USDC").ShouldBeGreaterThan(400_000_000);
        run.Supply("USDC")
            .ShouldBe(run.Held("fees", "USDC") + run.Held("pool", "USDC") + run.Held("pool.clearing", "USDC"));
    }

    [Theory]
    [InlineData("pool.weighted, token_reserve: 1M TKN, money_reserve: 250k USDC, token_weight: 80 %", "burn")]
    [InlineData(
        "pool.concentrated, price: 1 USD, lower: [0.1 USD, 0.5 USD], upper: [10 USD, 2 USD], token_reserve: [1M TKN, 1M TKN], money_reserve: [1M USDC, 1M USDC]",
        "burn"
    )]
    [InlineData("curve.bonding, supply: 1M TKN, holder: team, money_reserve: 500k USDC", "keep")]
    public void People_fees_and_buy_backs_use_any_venue_and_conserve_tokens(string venue, string then)
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                $$"""
                pool: { kind: {{venue}} }
                team: { kind: account }
                insiders: { kind: people.insiders, count: 20, pool: pool, balance: 100k TKN, sell_hazard: 20 % }
                traders: { kind: people.traders, pool: pool, balance: 10k TKN, flow_sigma: 0.05 }
                income: { kind: emission.fixed, per_day: 500 USDC/day, to: fees }
                fees: { kind: fees.route, pool: pool, burn_share: {{(
                    then == "burn" ? 50 : 0
                )}} %, treasury: team, rest: treasury }
                buy: { kind: buy_back, pool: pool, budget: 1000 USDC, every: 2 days, price_max: 100 USD, then: {{then}} }
                """
            ),
            auditSteps: 4
        );

        run.Series("insiders.sold")[9].ShouldBeGreaterThan(0);
        (run.Series("fees.burned")[9] > 0).ShouldBe(then == "burn");
        run.Series("buy.bought")[9].ShouldBeGreaterThan(0);
        Int128 held = 0;
        foreach (string account in (string[])["pool", "team", "insiders", "traders", "fees", "buy", "pool.clearing"])
        {
            held += run.Held(account);
        }

        held.ShouldBe(run.Supply());
    }

    [Theory]
    [InlineData(0, 1_000_000)]
    [InlineData(1_000_000, 0)]
    [InlineData(300_000, 7_000_000)]
    [InlineData(7_000_000, 300_000)]
    [InlineData(5_000_000, 5_001_000)]
    public void Clearing_by_quotes_agrees_with_the_closed_form_of_a_constant_product(long sold, long spent)
    {
        const long Tokens = 1_000_000_000;
        const long Money = 1_200_000_000;

        BatchClearing quoted = QuotedClearing.Clear(
            sold,
            spent,
            new VenueQuote(money => ConstantProductPool.AmountOut(money, Money, Tokens, 30), BaseUnits.AmountMax),
            new VenueQuote(tokens => ConstantProductPool.AmountOut(tokens, Tokens, Money, 30), BaseUnits.AmountMax),
            (Money, Tokens)
        );

        BatchClearing exact = BatchClearing.Clear(sold, spent, Tokens, Money, 30);
        ((long)(quoted.TokensBought - exact.TokensBought)).ShouldBeInRange(-2, 2);
        ((long)(quoted.StableReceived - exact.StableReceived)).ShouldBeInRange(-2, 2);
    }

    [Theory]
    [InlineData("lower: 2 USD, upper: 1 USD, token_reserve: 1 TKN, money_reserve: 1 USDC", "upper[0] is not above")]
    [InlineData(
        "lower: [1 USD, 2 USD], upper: 3 USD, token_reserve: 1 TKN, money_reserve: 1 USDC",
        "upper has 1 values"
    )]
    [InlineData("lower: 2 USD, upper: 3 USD, token_reserve: 1 TKN, money_reserve: 1 USDC", "price of no position")]
    [InlineData("lower: 0.5 USD, upper: 3 USD, token_reserve: 1 TKN, money_reserve: 0 USDC", "make no liquidity")]
    public void Positions_that_cannot_trade_are_refused(string ranges, string message) =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(CatalogueRun.Text($"pool: {{ kind: pool.concentrated, price: 1 USD, {ranges} }}"))
            )
            .Message.ShouldContain(message);

    [Theory]
    [InlineData("  other: { kind: emission.fixed, per_day: 1 TKN/day, to: fund }")]
    [InlineData("  other: { kind: burn.scheduled, from: fund, amount: 1 TKN, total: 5 TKN }")]
    [InlineData("  other: { kind: rule.mint, to: fund, token: TKN, amount: 1 TKN }")]
    public void Whoever_else_mints_or_burns_the_token_of_a_curve_is_refused_with_both_places(string other)
    {
        string text =
            CatalogueRun
                .Text(
                    """
                    fund: { kind: account }
                    curve: { kind: curve.bonding, supply: 1000 TKN, holder: fund, money_reserve: 1000 USDC }
                    """
                )
                .TrimEnd()
            + "\n"
            + other
            + "\n";

        ScenarioError error = Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(text))
            .Errors.ShouldHaveSingleItem();

        (error.Path, error.File, error.Line, error.Column).ShouldBe(("other", "test", 9, 3));
        error.Message.ShouldBe(
            "mints or burns TKN, which the curve curve at test(8,3) alone makes and destroys: its price follows from the supply"
        );
    }
}

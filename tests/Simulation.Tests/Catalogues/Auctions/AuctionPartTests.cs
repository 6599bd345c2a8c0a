using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Auctions;

public class AuctionPartTests
{
    private const string People = """
        pool: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 1 USDC }
        labs: { kind: people.insiders, count: 3, balance: 300 TKN, pool: pool, sell_hazard: 0 }
        owner: { kind: account }

        """;

    [Fact]
    public void The_page_s_example_sells_at_the_second_highest_limit_and_the_increment()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("auctions.md"));

        // 9 wins over 7 and pays 7.5; at a posted price of 8 each lot would have brought 8.
        run.Held("owner").ShouldBe(75_000_000);
        run.Held("labs").ShouldBe(225_000_000);
        run.Series("sale.sold")[9].ShouldBe(10);
        run.Series("sale.revenue")[9].ShouldBe(75);
        run.Series("sale.surplus")[9].ShouldBe(15);
        run.Series("sale.posted_revenue")[9].ShouldBe(80);
    }

    [Theory]
    [InlineData("auction.second_price", "", 70)]
    [InlineData("auction.second_price", ", reserve: 8 TKN", 80)]
    [InlineData("auction.second_price", ", reserve: 9.1 TKN", 0)]
    [InlineData("auction.english", "", 70.00001)]
    [InlineData("auction.english", ", increment: 3 TKN", 90)]
    [InlineData("auction.english", ", reserve: 8 TKN, increment: 3 TKN", 80)]
    public void The_price_follows_from_form_reserve_and_increment(string kind, string parameters, double revenue)
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                People
                    + $$"""
                    sale: { kind: {{kind}}, seller: owner, bidders: labs, values: [5 TKN, 9 TKN, 7 TKN]{{parameters}} }
                    """
            )
        );

        run.Series("sale.revenue")[9].ShouldBe(revenue);
        run.Series("sale.unsold")[9].ShouldBe(revenue == 0 ? 10 : 0);
    }

    [Fact]
    public void Nobody_bids_more_than_it_holds()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                People
                    + """
                    sale: { kind: auction.second_price, seller: owner, bidders: labs, values: [60 TKN, 50 TKN, 10 TKN], lots: 3, posted_price: 55 TKN }
                    """,
                horizon: "1 days"
            )
        );

        // 60 pays 50 and has 50 left, ties with 50 and pays 50; then 50 wins over 10. Only the first bid reached 55.
        run.Series("sale.revenue")[0].ShouldBe(110);
        run.Series("sale.posted_revenue")[0].ShouldBe(55);
    }

    [Fact]
    public void The_mean_price_of_two_lognormal_bidders_is_that_of_the_lower_value()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 1 USDC }
                labs: { kind: people.insiders, count: 2, balance: 2M TKN, pool: pool, sell_hazard: 0 }
                owner: { kind: account }
                sale: { kind: auction.second_price, seller: owner, bidders: labs, values: 1 TKN, sigma: 0.5, lots: 4000 }
                """
            ),
            auditSteps: 1
        );

        // Margrabe 1978: the mean of the lesser of two lognormals of mean one is 2Φ(−σ/√2) = 0.72367; 40,000 lots.
        (run.Series("sale.revenue")[9] / 40_000).ShouldBe(0.72367, 0.008);
        run.Held("owner").ShouldBe(2_000_000_000_000 - run.Held("labs"));
    }

    [Fact]
    public void The_timeline_moves_the_reserve()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                People
                    + """
                    sale: { kind: auction.second_price, seller: owner, bidders: labs, values: [9 TKN, 7 TKN, 5 TKN] }
                    """,
                rest: "timeline:\n  - { at: 5 days, set: { sale.reserve: 8 TKN } }"
            ),
            auditSteps: 8
        );

        run.Series("sale.revenue")[4].ShouldBe(35);
        run.Series("sale.revenue")[9].ShouldBe(75);
    }

    [Theory]
    [InlineData("auction.english", "increment: 0 TKN", "sale.increment: increment is below one base unit")]
    [InlineData("auction.second_price", "increment: 1 TKN", "increment")]
    [InlineData("auction.second_price", "reserve: 1 USDC", "sale.reserve: reserve is not all in TKN")]
    [InlineData("auction.second_price", "sigma: -1", "-1 is below 0")]
    public void An_auction_that_cannot_be_held_is_refused(string kind, string parameters, string message) =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        People
                            + $$"""
                            sale: { kind: {{kind}}, seller: owner, bidders: labs, values: 9 TKN, {{parameters}} }
                            """
                    )
                )
            )
            .Message.ShouldContain(message);
}

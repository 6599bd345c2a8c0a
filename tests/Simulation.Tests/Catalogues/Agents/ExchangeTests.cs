using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Agents;

public class ExchangeTests
{
    // The symmetric schedules of Smith and Cliff: eleven units each, six trade, at 2.
    private const string Steps =
        "[0.75 TKN, 1 TKN, 1.25 TKN, 1.5 TKN, 1.75 TKN, 2 TKN, 2.25 TKN, 2.5 TKN, 2.75 TKN, 3 TKN, 3.25 TKN]";

    // Supply that is flat and larger than demand, where Cliff showed that bids at random do not find the price.
    private const string Box =
        "[2 TKN, 2 TKN, 2 TKN, 2 TKN, 2 TKN, 2 TKN, 0.25 TKN, 0.25 TKN, 0.25 TKN, 0.25 TKN, 0.25 TKN]";

    private static CatalogueRun Run(
        string costs,
        string values,
        string bids,
        string more = "",
        string balance = "22k TKN"
    ) =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
                    + $"traders: {{ kind: people.insiders, count: 22, pool: pool, balance: {balance}, sell_hazard: 0 }}\n"
                    + $"data: {{ kind: agents.exchange, agents: traders, costs: {costs}, values: {values}, bids: {bids}{more} }}",
                horizon: "200 days"
            )
        );

    private static double Late(CatalogueRun run, string metric) => run.Series(metric)[100..].Average();

    [Fact]
    public void Agents_that_learn_come_to_the_competitive_price_of_known_costs_and_values()
    {
        CatalogueRun run = Run(Steps, Steps, "adaptive");

        run.Series("data.competitive").ShouldAllBe(price => price == 2);
        Late(run, "data.price").ShouldBe(2, 0.06);
        Late(run, "data.efficiency").ShouldBeGreaterThan(0.95);
        // Five pairs gain, and the sixth, who want 2 and give 2, may as well not trade.
        (run.Series("data.traded")[199] / 200).ShouldBeInRange(4.9, 6);
    }

    [Fact]
    public void Where_supply_is_flat_they_find_the_price_that_random_bids_do_not_find()
    {
        CatalogueRun learn = Run("0.5 TKN", Box, "adaptive");
        CatalogueRun random = Run("0.5 TKN", Box, "random");

        learn.Series("data.competitive").ShouldAllBe(price => price == 0.5);
        Late(learn, "data.price").ShouldBeInRange(0.5, 0.6);
        Late(random, "data.price").ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Who_knows_all_costs_and_values_trades_at_the_competitive_price_from_the_first_day()
    {
        CatalogueRun run = Run(Steps, Steps, "perfect");

        run.Series("data.price").ShouldAllBe(price => price == 2);
        run.Series("data.efficiency").Average().ShouldBe(1, 1e-3);
    }

    [Fact]
    public void Who_follows_the_last_price_at_once_scatters_more_around_it_than_who_learns_slowly()
    {
        double Scatter(string bids) =>
            Run(Steps, Steps, bids).Series("data.price")[100..].Average(price => (price - 2) * (price - 2));

        Scatter("myopic").ShouldBeGreaterThan(2 * Scatter("adaptive"));
    }

    [Fact]
    public void What_buyers_pay_is_what_sellers_get_and_nobody_pays_more_than_they_have()
    {
        CatalogueRun rich = Run(Steps, Steps, "adaptive");
        CatalogueRun poor = Run(Steps, Steps, "adaptive", balance: "11 TKN");

        rich.Held("traders").ShouldBe(22_000_000_000);
        poor.Held("traders").ShouldBe(11_000_000);
        poor.Each("traders").ShouldAllBe(balance => balance >= 0);
        poor.Series("data.traded")[199].ShouldBeLessThan(rich.Series("data.traded")[199]);
        rich.Series("data.paid")[199].ShouldBe(rich.Series("data.traded")[199] * 2, 100);
    }

    [Fact]
    public void Costs_in_two_tokens_and_traders_with_one_account_are_refused()
    {
        Should.Throw<ScenarioException>(() => Run("1 USDC", "2 TKN", "adaptive")).Message.ShouldContain("all in USDC");
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        "one: { kind: account }\ndata: { kind: agents.exchange, agents: one, costs: 1 TKN, values: 2 TKN }"
                    )
                )
            )
            .Message.ShouldContain("takes two to trade");
    }
}

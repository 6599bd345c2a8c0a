using Souk.Simulation.Tests.Catalogues.Presets;

namespace Souk.Simulation.Tests.Catalogues.Measures;

public class VolumeTests
{
    [Fact]
    public void The_volume_of_Masa_is_what_its_buyers_pay_and_the_rest_is_speculation()
    {
        CatalogueRun masa = PresetRun.Until("2024-06-10", "masa").Run;

        double[] use = masa.Series("volume.gmv");
        double[] speculation = masa.Series("volume.speculation");

        use.ShouldBe(masa.Series("buyers.payments"), 1e-6);
        use.Sum().ShouldBeGreaterThan(100_000);
        // Traders come with the token on day 35.
        speculation[..35].ShouldAllBe(traded => traded == 0);
        speculation[35..].ShouldAllBe(traded => traded > 0);
        masa.Series("volume.use_share")
            .ShouldBe(use.Zip(speculation, (used, traded) => used + traded == 0 ? 1 : used / (used + traded)), 1e-12);
    }

    [Theory]
    [InlineData("sahara", "2025-07-25", "companies.payments", "enterprises.payments")]
    [InlineData("ocean", "2022-07-15", "customers.payments")]
    public void Presets_split_what_is_paid_for_use_from_what_is_traded(
        string name,
        string until,
        params string[] payments
    )
    {
        CatalogueRun run = PresetRun.Until(until, name).Run;

        double[] use = run.Series("volume.gmv");

        for (int day = 0; day < 30; day++)
        {
            use[day].ShouldBeGreaterThanOrEqualTo(payments.Sum(key => run.Series(key)[day]) - 1e-6);
        }

        run.Series("volume.use_share")[1..30].ShouldAllBe(share => share > 0 && share < 1);
    }

    [Fact]
    public void What_agents_of_Fetch_ai_trade_among_themselves_counts_in_dollars()
    {
        CatalogueRun run = PresetRun.Until("2021-04-20", "fetch-ai").Run;

        double[] paid = run.Series("exchange.paid");

        run.Series("volume.gmv")[10].ShouldBe((paid[10] - paid[9]) * run.Series("price")[10], 1e-6);
        run.Series("volume.gmv")[10].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Use_that_is_paid_in_tokens_counts_at_the_price_of_the_day_and_what_one_pays_oneself_not_at_all()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 2M USDC }
                agents: { kind: people.insiders, count: 20, pool: pool, balance: 1M TKN, sell_hazard: 0 }
                shop: { kind: account }
                till: { kind: account }
                fund: { kind: account, holder: rewards, balance: 1000 TKN }
                caller: { kind: account, balance: 1M TKN }
                exchange: { kind: agents.exchange, agents: agents, costs: [1 TKN, 2 TKN], values: [4 TKN, 3 TKN] }
                services: { kind: agents.services, count: 10, clients: caller, requests_per_day: 30, price: 5 TKN, qualities: 80 % }
                channels: { kind: channels.escrow, sender: agents, recipient: shop, deposit: 500 TKN, per_day: 3, price: 2 TKN }
                graph: { kind: royalties.graph, token: TKN, assets: [data], call_share: 10 %, composition_share: 10 %, depth: 5, holders: [1 developer shop] }
                calls: { kind: royalties.calls, graph: graph, payer: caller, per_day: 7, price: 3 TKN }
                buyers: { kind: people.buyers, active: 20, money: USDC, sellers: shop, fees: till, orders_per_day: 10, order: 50 USD, market_fee: 5 % }
                washers:
                  { kind: people.reward_washers, balance: 900 USDC, volume: 400 USD/day, honest_volume: 500 USD/day, fees: till, rewards: fund, budget: 1 TKN/day, pool: pool }
                volume: { kind: measure.volume, use: [exchange, services, channels, calls, buyers, washers] }
                """
            )
        );

        double Daily(string key, int day) => run.Series(key)[day] - run.Series(key)[day - 1];
        double[] price = run.Series("price");
        for (int day = 1; day < 10; day++)
        {
            double tokens =
                Daily("exchange.paid", day)
                + Daily("services.paid", day)
                + (2 * Daily("channels.calls", day))
                + (3 * Daily("calls.made", day));
            double honest = (tokens * price[day]) + run.Series("buyers.payments")[day];
            Daily("exchange.paid", day).ShouldBeGreaterThan(0);
            Daily("services.paid", day).ShouldBeGreaterThan(0);
            Daily("channels.calls", day).ShouldBe(60);
            run.Series("volume.adjusted_gmv")[day].ShouldBe(honest, 1e-6 * honest);
            (run.Series("volume.gmv")[day] - run.Series("volume.adjusted_gmv")[day]).ShouldBe(400, 1e-6);
        }
    }
}

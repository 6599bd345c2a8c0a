namespace Souk.Simulation.Tests.Catalogues.People;

/// <summary>Common random numbers: who is not touched by a change has the same luck as without it.</summary>
public class PolicyOffTests
{
    private static readonly string[] _roles = ["registered", "user", "waiting", "collector", "gone", "sign_ups.surf"];

    private static CatalogueRun Run(string conversion = "1 %", string speculators = Speculators) =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
                    + "shop: { kind: account }\nfund: { kind: account, holder: rewards }\n"
                    + "people: { kind: people.accounts, count: 5000, accounts: 1000, activation: 50 %, pool: pool, rewards: fund, node_threshold: 1 TKN, concern_sigma: 0, "
                    + $"concern_median: 0 USD/day, budgets: [0 USD/day, 100 USD/day, 0 USD/day], conversion_hazard: {conversion} }}\n"
                    + "lab: { kind: people.customers, count: 3000, active: 300, money: USDC, sellers: shop, fees: shop, from: people }\n"
                    + "round: { kind: people.investors, pool: pool, balance: 1k TKN, profit_elasticity: 0, loss_factor: 1 }\n"
                    + speculators,
                horizon: "60 days"
            ),
            auditSteps: 3
        );

    private const string Speculators = "specs: { kind: people.speculators, pool: pool, balance: 1M TKN, value: 1 USD }";

    [Fact]
    public void Without_conversion_accounts_live_the_same_lives_and_only_customers_are_fewer()
    {
        CatalogueRun with = Run();
        CatalogueRun without = Run(conversion: "0");

        foreach (string role in _roles)
        {
            without.Series($"people.{role}").ShouldBe(with.Series($"people.{role}"), role);
        }

        without.Series("people.buyers")[59].ShouldBe(0);
        with.Series("people.buyers")[59].ShouldBeGreaterThan(100);
        without.Series("lab.penetration")[59].ShouldBeLessThan(with.Series("lab.penetration")[59]);
        without.Series("price").ShouldBe(with.Series("price"));
    }

    [Fact]
    public void Without_speculators_the_price_is_another_and_everybody_else_does_what_they_did()
    {
        CatalogueRun with = Run();
        CatalogueRun without = Run(speculators: "");

        without.Series("price")[59].ShouldNotBe(with.Series("price")[59]);
        foreach (string role in _roles)
        {
            without.Series($"people.{role}").ShouldBe(with.Series($"people.{role}"), role);
        }

        without.Series("lab.payments").ShouldBe(with.Series("lab.payments"));
        without.Series("round.sold").ShouldBe(with.Series("round.sold"));
    }

    private static CatalogueRun Agents(string more, string horizon = "60 days") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
                    + "shop: { kind: account }\nfund: { kind: account, holder: rewards, balance: 100k TKN }\nclients: { kind: account, balance: 100k TKN }\n"
                    + "curators: { kind: account, balance: 100k USDC }\n"
                    + "traders: { kind: people.insiders, count: 20, pool: pool, balance: 1M TKN, sell_hazard: 0 }\n"
                    + more,
                horizon: horizon
            ),
            auditSteps: 3
        );

    private static readonly string[] _parts =
    [
        "data: { kind: agents.exchange, agents: traders, costs: [1 TKN, 2 TKN, 3 TKN], values: [2 TKN, 3 TKN, 4 TKN] }",
        "guild: { kind: agents.services, count: 20, clients: clients, requests_per_day: 20, price: 1 TKN }",
        "big: { kind: people.enterprises, money: USDC, sellers: shop, fees: shop, yearly_revenue: 50M USD }",
        "savers: { kind: people.savers, balance: 1M TKN, pool: pool, rewards: fund, stake_rewards: 100 TKN/day }",
        "net: { kind: ecosystem.connections, per_year: 100 }",
        "record: { kind: data.attestations, attesters: curators, treasury: shop, bond: 10 USDC, batches: 10, gain: 1 USD }",
        "nodes: { kind: people.operators, role: collector, count: 100, active: 50, pool: pool, jobs_per_day: 100 }\n"
            + "models: { kind: nodes.models, nodes: nodes, models: [one, two], jobs_per_day: 100 }\n"
            + "sources: { kind: nodes.sources, nodes: nodes }",
    ];

    private static readonly string[] _series =
    [
        "data.price",
        "guild.score",
        "big.annual",
        "savers.staked",
        "net.count",
        "record.risk",
        "models.done.two",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Without_one_policy_all_others_have_the_luck_that_they_had(int off)
    {
        CatalogueRun with = Agents(string.Join('\n', _parts));
        CatalogueRun without = Agents(string.Join('\n', _parts.Where((_, part) => part != off)));

        foreach (string series in _series.Where((_, part) => part != off))
        {
            without.Series(series).ShouldBe(with.Series(series), series);
        }

        with.Series(_series[off]).Distinct().Count().ShouldBeGreaterThan(1, "it did something");
    }
}

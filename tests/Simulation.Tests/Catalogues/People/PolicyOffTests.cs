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
}

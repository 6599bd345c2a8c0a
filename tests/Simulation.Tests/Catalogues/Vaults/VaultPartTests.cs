using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Vaults;

public class VaultPartTests
{
    [Fact]
    public void The_page_s_example_burns_a_share_of_each_fee_until_the_owner_cannot_pay()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("vault.md"));

        // One mint at 2 and five changes at 1.5 leave half a token; 30 % of each is burned.
        run.Series("vaults.vaults")[9].ShouldBe(1);
        run.Series("vaults.updates")[9].ShouldBe(5);
        run.Series("vaults.unpaid")[9].ShouldBe(4);
        run.Series("vaults.burned")[9].ShouldBe(2.85);
        run.Series("burned")[9].ShouldBe(2.85);
        run.Held("alice").ShouldBe(500_000);
        run.Held("chain").ShouldBe(6_650_000);
        run.Supply().ShouldBe(7_150_000);
    }

    [Fact]
    public void The_burned_part_rounds_down_to_base_units()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                alice: { kind: account, balance: 10 TKN }
                chain: { kind: account }
                vaults: { kind: vault, owners: alice, collector: chain, mint_fee: 0.000005 TKN, manage_fee: 1 TKN, burn_share: 50 %, mint_hazard: 100 %, manage_hazard: 0 }
                """
            )
        );

        run.Held("chain").ShouldBe(3);
        run.Supply().ShouldBe(9_999_998);
    }

    [Fact]
    public void Vaults_end_by_being_burned_and_can_be_made_anew()
    {
        CatalogueRun run = CatalogueRun.Of(
            MechanismPage.Example("vault.md") + "timeline:\n  - { at: 2 days, set: { vaults.burn_hazard: 100 % } }"
        );

        // Made on day 0, changed on day 1, burned on day 2, made anew for 2 of the 6.5 left, and so on.
        run.Series("vaults.vaults").ShouldBe([1, 1, 0, 1, 0, 1, 0, 1, 0, 0]);
        run.Series("vaults.minted")[9].ShouldBe(4);
        run.Series("vaults.unpaid")[9].ShouldBe(1);
        run.Held("alice").ShouldBe(500_000);
    }

    [Fact]
    public void Owners_mint_at_their_hazard()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 1 USDC }
                people: { kind: people.insiders, count: 1000, balance: 5000 TKN, pool: pool, sell_hazard: 0 }
                chain: { kind: account }
                vaults: { kind: vault, owners: people, collector: chain, mint_fee: 1 TKN, manage_fee: 1 TKN, burn_share: 50 %, mint_hazard: 10 %, manage_hazard: 0 }
                """
            )
        );

        // 1,000 × (1 − 0.9¹⁰) = 651 ± 15, within four deviations; half of each token is burned.
        double minted = run.Series("vaults.minted")[9];
        minted.ShouldBeInRange(591, 711);
        run.Held("chain").ShouldBe((Int128)minted * 500_000);
    }

    [Fact]
    public void Fees_in_two_tokens_are_refused() =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        """
                        alice: { kind: account, balance: 10 TKN }
                        vaults: { kind: vault, owners: alice, collector: alice, mint_fee: 1 TKN, manage_fee: 1 USDC, burn_share: 0 }
                        """
                    )
                )
            )
            .Message.ShouldContain("vaults.manage_fee: manage_fee and mint_fee are not both in TKN");
}

using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>What holds for the scenario of every page.</summary>
public class PageScenarioTests
{
    [Theory]
    [InlineData("royalties.md")]
    [InlineData("data-pools.md")]
    [InlineData("rewards.md")]
    [InlineData("escrow-channels.md")]
    [InlineData("vault.md")]
    [InlineData("auctions.md")]
    [InlineData("stakes.md")]
    [InlineData("fee-router.md")]
    public void A_run_leaves_no_trace_in_the_next_one_whatever_the_threads(string page)
    {
        using Simulator one = new(CatalogueRun.Build(MechanismPage.Example(page)));
        using Simulator two = new(CatalogueRun.Build(MechanismPage.Example(page)), new Crew(2));

        byte[] first = one.Run(seed: 1, replicate: 0).Digest;

        one.Run(seed: 2, replicate: 3).Values.ShouldAllBe(value => double.IsFinite(value));
        one.Run(seed: 1, replicate: 0).Digest.ShouldBe(first);
        two.Run(seed: 1, replicate: 0).Digest.ShouldBe(first);
    }

    [Theory]
    [InlineData("royalties.md", "user", "graph.call_share", "50 %", "graph.upstream")]
    [InlineData("royalties.md", "user", "calls.per_day", "9", "calls.made")]
    [InlineData("data-pools.md", "lab", "people.points_per_day", "5", "people.free")]
    [InlineData("rewards.md", "fund", "usage.share", "50 %", "usage.paid")]
    [InlineData("rewards.md", "fund", "dual.spend_share", "10 %", "dual.back")]
    [InlineData("escrow-channels.md", "user", "channel.price", "2 TKN", "channel.lost")]
    [InlineData("vault.md", "alice", "vaults.manage_fee", "0.5 TKN", "vaults.updates")]
    [InlineData("auctions.md", "labs", "sale.reserve", "8 TKN", "sale.revenue")]
    public void A_vote_changes_what_can_change(string page, string voters, string change, string to, string metric)
    {
        string text = MechanismPage.Example(page);
        string vote =
            $"  vote: {{ kind: governance.proposal, change: {change}, to: {to}, on: 2025-01-02, vote: 2 days, delay: 1 day, voters: {voters}, token: TKN }}\n";

        CatalogueRun without = CatalogueRun.Of(text);
        CatalogueRun with = CatalogueRun.Of(text + vote, auditSteps: 9);

        with.Series("vote.enacted").ShouldBe([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
        with.Series(metric)[..4].ShouldBe(without.Series(metric)[..4]);
        with.Series(metric)[9].ShouldNotBe(without.Series(metric)[9]);
    }

    [Fact]
    public void Buyers_pay_royalties_to_everyone_upstream_and_contributors_are_paid_out_of_them()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1000000 TKN, money_reserve: 1000000 USDC }
                people: { kind: people.contributors, active: 40, pool: pool, wage_at_start: 5 USD/day }
                buyers: { kind: people.buyers, active: 50, money: USDC, sellers: graph, fees: market, market_fee: 10 %, orders_per_day: 200, order: 10 USD }
                market: { kind: account }
                lab: { kind: account }
                graph: { kind: royalties.graph, token: USDC, assets: [data, agent = data], call_share: 40 %, composition_share: 0, depth: 1, holders: [developer lab, data = annotator people] }
                """
            )
        );

        double paid = run.Series("buyers.payments").Sum();
        double kept = run.Series("graph.direct")[9] + run.Series("graph.upstream")[9];
        paid.ShouldBeGreaterThan(10_000);
        kept.ShouldBe(0.9 * paid, 0.01);
        run.Series("graph.upstream")[9].ShouldBe(0.4 * kept, 0.01);
        run.Series("graph.annotator")[9].ShouldBe(run.Series("graph.upstream")[9]);
        run.Held("graph", "USDC").ShouldBe(0);
        run.Held("lab", "USDC").ShouldBe((Int128)Math.Round(run.Series("graph.direct")[9] * 1e6));
    }

    [Fact]
    public void Every_kind_says_what_its_parameters_mean_and_where_defaults_come_from()
    {
        foreach (PartKind kind in Catalogue.Kinds)
        {
            kind.Meaning.ShouldEndWith(".");
            kind.Source.ShouldNotBeEmpty();
            foreach (ParameterSpec spec in kind.Parameters)
            {
                spec.Meaning.ShouldNotBeEmpty($"{kind.Name}.{spec.Name}");
                spec.Source.ShouldNotBeEmpty($"{kind.Name}.{spec.Name}");
            }
        }
    }
}

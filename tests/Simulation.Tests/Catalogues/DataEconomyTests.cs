using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>All kinds of a data economy in one scenario, with parameters drawn anew for each replicate.</summary>
public class DataEconomyTests
{
    private const string Parts = """
        pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }
        lab: { kind: account, balance: [50k TKN, 50k USDC] }
        dev: { kind: account }
        nodes: { kind: account }
        shop: { kind: account }
        chain: { kind: account, holder: treasury }
        fund: { kind: account, holder: rewards, balance: 10k TKN }
        partner: { kind: account, balance: 10k USDC }
        holders: { kind: people.insiders, count: 30, balance: 30k TKN, pool: pool }
        people: { kind: people.contributors, active: 30, pool: pool, wage_at_start: 5 USD/day }
        givers: { kind: datapool.contributors, count: 40, types: [text, voice], points: [300, 90], points_sigma: 1, points_per_day: 2, share: uniform(0; 1), consent: uniform(1 days; 30 days), revoke_hazard: uniform(0; 0.05) }
        texts: { kind: datapool.pool, contributors: givers, buyer: lab, budget: 5k TKN, rewards: [0.37 TKN, 0 TKN], period: uniform(1 days; 20 days), cap: uniform(1; 200), ends: 2025-02-10 }
        voices: { kind: datapool.pool, contributors: givers, buyer: lab, budget: 900 USDC, rewards: [0.11 USDC, 0.53 USDC], period: 9 days, cap: 400, opens: 2025-01-10, pays_on_revocation: choice(yes; no) }
        buyers: { kind: people.buyers, active: 50, money: USDC, sellers: graph, fees: fees, market_fee: uniform(0; 0.3), orders_per_day: 90, order: 10 USD }
        fees: { kind: fees.route, pool: pool, burn_share: uniform(0; 1), rest: rewards, rewards: usage }
        usage: { kind: rewards.usage, token: TKN, contributors: givers, as_of: 2025-01-05, share: uniform(0; 1), rest: fund }
        graph: { kind: royalties.graph, token: USDC, assets: [data, model = data, agent = 3 model + data], generated: uniform(0; 60), call_share: uniform(0; 1), composition_share: uniform(0; 1), cross_chain_reuse_share: uniform(0; 1), depth: uniform(0; 9), dust: 0.001 USDC, holders: [2 developer dev + validator nodes + annotator people, data = annotator people] }
        calls: { kind: royalties.calls, graph: graph, payer: lab, event: choice(call; composition; cross_chain_reuse), per_day: uniform(0; 9), price: uniform(0.1 USDC; 3 USDC) }
        sale: { kind: royalties.sale, graph: graph, asset: data, price: 100 USDC }
        split: { kind: revenue.share, token: TKN, holders: developer dev + 2 compute_node nodes }
        mint: { kind: emission.fixed, per_day: uniform(1 TKN/day; 500 TKN/day), to: split }
        dual: { kind: rewards.partner, contributors: people, project: fund, partner: partner, project_per_day: 9 TKN/day, partner_per_day: 7 USDC/day, spend_share: uniform(0; 1), product: shop }
        channel: { kind: channels.escrow, sender: holders, recipient: split, deposit: 60 TKN, lasts: uniform(1 days; 12 days), per_day: 4, price: uniform(0.1 TKN; 9 TKN), claim_every: uniform(1 days; 9 days) }
        vaults: { kind: vault, owners: holders, collector: chain, mint_fee: 3 TKN, manage_fee: 1 TKN, burn_share: uniform(0; 1), mint_hazard: 20 %, burn_hazard: 3 % }
        english: { kind: auction.english, seller: dev, bidders: holders, values: [9 TKN, 4 TKN], sigma: uniform(0; 2), reserve: 2 TKN, posted_price: 9 TKN }
        sealed: { kind: auction.second_price, seller: nodes, bidders: holders, values: 2 TKN, sigma: 1, lots: 3 }
        """;

    [Fact]
    public void No_token_is_lost_or_made_whatever_the_parameters()
    {
        Blueprint blueprint = CatalogueRun.Read(CatalogueRun.Text(Parts, "10M TKN", horizon: "60 days"));
        HashSet<string> digests = [];
        for (uint replicate = 0; replicate < 12; replicate++)
        {
            Model model = BlueprintModel.Build(blueprint.Draw(seed: 7, replicate));
            using Simulator simulator = new(model);

            RunResult run = simulator.Run(seed: 7, replicate);

            digests.Add(Convert.ToHexString(run.Digest));
            foreach (Token token in model.Ledger.Tokens)
            {
                Int128 sum = 0;
                foreach (Int128 balance in model.Ledger.Balances(token.Index))
                {
                    balance.ShouldBeGreaterThanOrEqualTo(0);
                    sum += balance;
                }

                sum.ShouldBe(token.Supply);
            }
        }

        digests.Count.ShouldBe(12);
    }

    [Fact]
    public void Every_rule_keeps_to_what_it_declares()
    {
        Blueprint blueprint = CatalogueRun.Read(CatalogueRun.Text(Parts, "10M TKN", horizon: "60 days"));

        RuleAudit.Of(BlueprintModel.Build(blueprint), steps: 12).ShouldBeEmpty();
    }
}

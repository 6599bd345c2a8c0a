using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

namespace Souk.Simulation.Tests.Catalogues.People;

/// <summary>
/// Every kind of people in one scenario, each with a pool, a fund and a shop of its own: whoever of them is turned off or on, the
/// others do the same to the last bit, because luck hangs on the name of a part, its agent and the day alone.
/// </summary>
public class IslandTests
{
    // What others follow: pool, fund and shop of the island are `$.pool`, `$.fund` and `$.shop`.
    private static readonly Dictionary<string, string> _islands = new()
    {
        ["people.contributors"] =
            "active: 40, pool: $.pool, rewards: $.fund, wage_at_start: 2 USD/day, payout_share: 1 %",
        ["people.buyers"] =
            "active: 30, money: USDC, sellers: $.shop, fees: $.till, market_fee: 5 %, orders_per_day: 20, order: lognormal(25 USD; 0.5)",
        ["people.insiders"] = "count: 40, pool: $.pool, balance: 1M TKN, sell_hazard: 5 %",
        ["people.traders"] = "pool: $.pool, balance: 1M TKN, flow_sigma: 0.02",
        ["people.annotators"] =
            "count: 60, pool: $.pool, rewards: $.fund, tasks_per_day: 300, pay: 0.1 USD, minutes: 3",
        ["people.accounts"] =
            "count: 400, accounts: 200, activation: 50 %, pool: $.pool, rewards: $.fund, node_threshold: 1 TKN, budgets: 10 USD/day, earns: [1, 0.1, 2]",
        ["people.operators"] =
            "count: 100, active: 40, pool: $.pool, rewards: $.fund, reward_per_day: 100 TKN/day, jobs_per_day: 50",
        ["people.speculators"] = "pool: $.pool, balance: 1M TKN, value: 1 USD, value_sigma: 0.01",
        ["people.sector_traders"] = "pool: $.pool, balance: 1M TKN, sigma: 0.02",
        ["people.investors"] = "count: 40, pool: $.pool, balance: 100k TKN, sell_hazard: 5 %",
        ["people.integrators"] =
            "count: 60, pool: $.pool, sellers: $.shop, threshold_median: 0.01, revision_hazard: 20 %",
        ["people.wash_traders"] = "balance: 5k USDC, fees: $.till, trades_per_day: 5",
        ["people.sybil_farm"] =
            "balance: 1k USDC, identities: 100, identity_cost: 1 USD, fees: $.till, honest: 100, rewards: $.fund, budget: 10 TKN/day, pool: $.pool",
        ["people.reward_washers"] =
            "balance: 1k USDC, volume: 100 USD/day, honest_volume: 500 USD/day, fees: $.till, rewards: $.fund, budget: 10 TKN/day, pool: $.pool",
        ["people.citation_ring"] =
            "balance: 1k USDC, graph: $.graph, asset: agent, citations: 3, citation_cost: 1 USD, fees: $.till, pool: $.pool",
        ["people.cliff_dumpers"] =
            "balance: 1k USDC, bought: 100 TKN, price: 0.025 USD, seller: $.fund, cliff: 5 days, pool: $.pool",
        ["people.cartel"] =
            "balance: 10k USDC, spend: 5k USD, pool: $.pool, quorum: 1k TKN, treasury: $.till, take: 40 %",
        ["people.orders"] = "contributors: $.crowd, money: USDC, sellers: $.shop, fees: $.till, requests_per_day: 8",
        ["people.customers"] = "count: 200, active: 50, money: USDC, sellers: $.shop, fees: $.till",
        ["people.enterprises"] = "money: USDC, sellers: $.shop, fees: $.till, yearly_revenue: 50M USD",
        ["people.savers"] = "count: 60, balance: 1M TKN, pool: $.pool, rewards: $.fund, stake_rewards: 100 TKN/day",
        ["people.airdrop_farmers"] = "count: 60, drop: $.drop, pool: $.pool, cost: 1 USD/day",
        ["agents.exchange"] = "agents: $.agents, costs: [1 TKN, 2 TKN, 3 TKN], values: [2 TKN, 3 TKN, 4 TKN]",
        ["agents.services"] = "count: 20, clients: $.clients, requests_per_day: 20, price: 1 TKN",
        ["data.value"] = "contributors: $.crowd, buyers: $.lab",
        ["data.attestations"] = "attesters: $.curators, treasury: $.shop, bond: 10 USDC, batches: 10, gain: 1 USD",
        ["labels.mix"] = "orders: $.orders, payer: $.shop, money: USDC, people: $.crowd, machines: $.till",
        ["nodes.sources"] = "nodes: $.nodes",
        ["nodes.models"] = "nodes: $.nodes, models: [one, two], jobs_per_day: 100",
        ["ecosystem.connections"] = "per_year: 100",
        ["price.dynamic"] = "use: $.lab.orders.here, target: 8, price: 10 USD, floor: 2 USD, ceiling: 50 USD",
        ["datapool.contributors"] = "count: 40, points: 40, points_per_day: 8",
    };

    // Whom some of them need beside.
    private const string Crowd =
        "$.crowd: { kind: people.contributors, active: 40, pool: $.pool, rewards: $.fund, wage_at_start: 2 USD/day, payout_share: 1 % }";

    private static readonly Dictionary<string, string> _neighbours = new()
    {
        ["people.orders"] = Crowd,
        ["labels.mix"] =
            Crowd
            + "\n$.orders: { kind: people.orders, contributors: $.crowd, money: USDC, sellers: $.shop, fees: $.till, requests_per_day: 8 }",
        ["data.value"] =
            Crowd
            + "\n$.lab: { kind: people.customers, count: 200, active: 50, money: USDC, sellers: $.shop, fees: $.till }",
        ["price.dynamic"] =
            "$.lab: { kind: people.customers, count: 200, active: 50, money: USDC, sellers: $.shop, fees: $.till }",
        ["people.airdrop_farmers"] =
            "$.drop: { kind: airdrop, pot: 20k TKN, to: $, opens: 2025-01-15, unclaimed: $.fund, points_from: $ }",
        ["people.citation_ring"] =
            "$.graph: { kind: royalties.graph, token: TKN, assets: [data, agent = data], call_share: 40 %, composition_share: 0, depth: 2, holders: developer $.shop }\n"
            + "$.calls: { kind: royalties.calls, graph: $.graph, payer: $.fund, assets: agent, per_day: 10, arrivals: poisson, price: 1 TKN }",
        ["agents.exchange"] =
            "$.agents: { kind: people.insiders, count: 20, pool: $.pool, balance: 1M TKN, sell_hazard: 0 }",
        ["agents.services"] = "$.clients: { kind: account, balance: 100k TKN }",
        ["data.attestations"] = "$.curators: { kind: account, balance: 100k USDC }",
        ["nodes.sources"] =
            "$.nodes: { kind: people.operators, role: collector, count: 100, active: 50, pool: $.pool, jobs_per_day: 100 }",
        ["nodes.models"] =
            "$.nodes: { kind: people.operators, role: compute, count: 100, active: 50, pool: $.pool, jobs_per_day: 100 }",
    };

    private static string NameOf(string kind) => kind.Replace('.', '_');

    private static string Island(string kind) =>
        string.Join(
                '\n',
                "$.pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }",
                "$.fund: { kind: account, holder: rewards, balance: 100k TKN }",
                "$.shop: { kind: account }",
                "$.till: { kind: account, holder: treasury, balance: 10k USDC }",
                _neighbours.GetValueOrDefault(kind, ""),
                $"$: {{ kind: {kind}, {_islands[kind]} }}"
            )
            .Replace("$", NameOf(kind));

    [Fact]
    public void Every_kind_of_people_has_an_island() =>
        Catalogue
            .All.Select(entry => entry.Kind.Name)
            .Where(kind =>
                kind.Split('.')[0] is "people" or "agents" or "data" or "labels" or "nodes" or "ecosystem" or "price"
                || kind == "datapool.contributors"
            )
            .Order(StringComparer.Ordinal)
            .ShouldBe(_islands.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Everybody_does_alone_what_they_do_beside_all_others()
    {
        Dictionary<string, double[]> together = Series(_islands.Keys);

        foreach (string kind in _islands.Keys)
        {
            string name = NameOf(kind);
            Dictionary<string, double[]> alone = Series([kind]);
            (string Key, double[] Values)[] own =
            [
                .. together.Where(one => IsOf(one.Key, name)).Select(one => (one.Key, one.Value)),
            ];

            own.ShouldContain(one => one.Values.Distinct().Count() > 1, $"{kind} does something");
            foreach ((string key, double[] values) in own.Where(one => alone.ContainsKey(one.Key)))
            {
                alone[key].ShouldBe(values, $"{key} without all others");
            }

            // The price of the only pool has a name of its own.
            own.Count(one => !alone.ContainsKey(one.Key)).ShouldBeLessThanOrEqualTo(3);
        }
    }

    private static bool IsOf(string key, string island) =>
        key == island || key.StartsWith(island + ".", StringComparison.Ordinal);

    private static Dictionary<string, double[]> Series(IEnumerable<string> kinds)
    {
        string text = CatalogueRun.Text(
            string.Join('\n', kinds.Select(Island)),
            supplyMax: "10B TKN",
            horizon: "25 days"
        );
        BlueprintResult result = BlueprintEnsemble.Run(CatalogueRun.Read(text), seed: 5, runs: 1);
        return result.Metrics.ToDictionary(series => series.Spec.Key, series => series.Run(0).ToArray());
    }
}

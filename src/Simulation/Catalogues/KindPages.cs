namespace Souk.Simulation.Catalogues;

/// <summary>The page of docs that explains a kind: rule, source, vectors, what is left out.</summary>
internal static class KindPages
{
    // By kind, or by family where all of it share a page.
    private static readonly Dictionary<string, string> s_pages = new()
    {
        ["account"] = "mechanisms/ledger.md",
        ["pool.constant_product"] = "mechanisms/constant-product-pool.md",
        ["pool.weighted"] = "mechanisms/weighted-pool.md",
        ["pool.concentrated"] = "mechanisms/concentrated-pool.md",
        ["curve"] = "mechanisms/bonding-curves.md",
        ["vesting"] = "mechanisms/vesting.md",
        ["allocation"] = "mechanisms/vesting.md",
        ["emission"] = "mechanisms/emission-schedules.md",
        ["emission.halving"] = "mechanisms/issuance-halving.md",
        ["emission.data_farming"] = "mechanisms/data-farming-schedule.md",
        ["emission.filecoin"] = "mechanisms/filecoin-minting.md",
        ["fees"] = "mechanisms/fee-router.md",
        ["burn"] = "mechanisms/burns.md",
        ["stake"] = "mechanisms/stakes.md",
        ["buy_back"] = "mechanisms/buy-back.md",
        ["governance"] = "mechanisms/governance.md",
        ["royalties"] = "mechanisms/royalties.md",
        ["revenue"] = "mechanisms/royalties.md",
        ["datapool"] = "mechanisms/data-pools.md",
        ["datafarm"] = "mechanisms/data-farm.md",
        ["rewards"] = "mechanisms/rewards.md",
        ["channels"] = "mechanisms/escrow-channels.md",
        ["vault"] = "mechanisms/vault.md",
        ["auction"] = "mechanisms/auctions.md",
        ["chain.profile"] = "mechanisms/block-space.md",
        ["chain.settlement"] = "mechanisms/settlement-cost.md",
        ["subnet"] = "mechanisms/dtao.md",
        ["sale"] = "mechanisms/token-sale.md",
        ["listing"] = "mechanisms/token-sale.md",
        ["airdrop"] = "mechanisms/airdrop.md",
        ["rule"] = "OWN-RULES.md",
        ["peer.ethereum_economy"] = "peers/ethereum-model.md",
        ["peer.sustainability_loop"] = "peers/wsloop.md",
        ["people.contributors"] = "people/plain-people.md",
        ["people.buyers"] = "people/plain-people.md",
        ["people.insiders"] = "people/plain-people.md",
        ["people.traders"] = "people/plain-people.md",
        ["people.sybil_farm"] = "people/adversaries.md",
        ["people.reward_washers"] = "people/adversaries.md",
        ["people.cliff_dumpers"] = "people/adversaries.md",
        ["people.citation_ring"] = "people/adversaries.md",
        ["people.cartel"] = "people/adversaries.md",
        ["data.value"] = "people/data-value.md",
        ["agents"] = "people/agents.md",
        ["labels"] = "people/labels.md",
        ["nodes"] = "people/nodes.md",
        ["price.dynamic"] = "people/pricing.md",
    };

    /// <summary>The page below docs; of people and measures without an entry that of their own name.</summary>
    public static string Of(string kind)
    {
        string family = kind.Split('.')[0];
        return s_pages.GetValueOrDefault(kind)
            ?? s_pages.GetValueOrDefault(family)
            ?? $"people/{kind[(kind.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', '-')}.md";
    }
}

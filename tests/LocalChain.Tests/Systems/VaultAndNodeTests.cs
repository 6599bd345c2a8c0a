using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>The MODELLED vaults and worker nodes of data/contracts with Masa's published token, indexed by
/// data/manifests/masa.yaml.</summary>
public sealed class VaultAndNodeTests
{
    private const string System = "masa";
    private const int Year = 31_536_000;

    [Fact]
    public async Task Vault_fees_are_burned_in_part_and_a_vault_holds_hashes_only()
    {
        await using SystemChain chain = await SystemChain.StartAsync(chainId: 13396);
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Contract masa = await MasaAsync(chain);
        Address treasury = indexed.Call(chain.Account(9), "treasury");
        // 10 to mint, 3 to manage, a third of it burned.
        Contract vaults = await chain.DeployAsync(own["ModelledVault"], masa.Address, treasury, 10, 3, 333_333);
        indexed.Call(chain.Name(System, "modelled_vault", vaults), "vaults");
        Address ada = indexed.Call(chain.Account(1), "ada");
        await GiveAsync(chain, masa, ada, vaults, 100);

        await chain.CallAsync(ada, vaults, "mint", indexed.Id("metadata-1"));
        await chain.CallAsync(ada, vaults, "manage", 1, indexed.Id("metadata-2"));
        (await chain.RefusalAsync(chain.Account(2), vaults, "burn", 1)).ShouldNotBeEmpty();
        // Bound to its owner: what moves any other token does not move a vault.
        Contract asToken = masa with
        {
            Address = vaults.Address,
        };
        (await chain.RefusalAsync(ada, asToken, "transferFrom", ada, treasury, 1)).ShouldNotBeEmpty();
        (await chain.RefusalAsync(ada, asToken, "approve", treasury, 1)).ShouldNotBeEmpty();
        await chain.CallAsync(ada, vaults, "burn", 1);
        (await chain.RefusalAsync(ada, vaults, "manage", 1, indexed.Id("metadata-3"))).ShouldNotBeEmpty();
        await indexed.IndexAsync(System, chain);

        // A third of 3 rounds down to nothing.
        indexed
            .PaymentsOf(System)
            .ShouldBe([
                "burn ada > nobody: 3 MASA, masa/vault/1, transfer",
                "protocol_fee ada > treasury: 7 MASA, masa/vault/1, transfer",
                "protocol_fee ada > treasury: 3 MASA, masa/vault/1, transfer",
            ]);
        indexed
            .RowsOf("attribution", System, "asset_key", "party_id", "role", "share_ppm")
            .ShouldBe(["masa/vault/1 ada owner 1000000", "masa/vault/1 ada owner 0"]);
        indexed
            .Rows("select '0x' || lower(hex(metadata_hash)) from event.masa_modelled_vault_vault_managed")
            .ShouldBe(["metadata-2"]);
        indexed.Rows("select token_id from event.masa_modelled_vault_locked").ShouldBe(["1"]);
        indexed
            .RowsOf("asset_trait", System, "asset_key", "content_hash")
            .ShouldBe(["masa/vault/1 metadata-1", "masa/vault/1 metadata-2"]);
        indexed.Result.QuarantinedCount.ShouldBe(0);
    }

    [Fact]
    public async Task Each_type_of_source_is_an_asset_of_its_own_with_what_all_its_nodes_collected()
    {
        await using SystemChain chain = await SystemChain.StartAsync(chainId: 13396);
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Contract masa = await MasaAsync(chain);
        Contract nodes = await chain.DeployAsync(own["ModelledWorkerNodes"], masa.Address, 1, 0, 0);
        chain.Name(System, "modelled_worker_nodes", nodes);
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        (Address Operator, int Source, int Items)[] reports =
        [
            (ada, 2, 5),
            (ada, 0, 7),
            (ben, 0, 30),
            (ben, 1, 11),
            (ben, 2, 1),
        ];
        foreach ((int index, (Address worker, int source, int items)) in reports.Index())
        {
            byte[] node = indexed.Id("node-" + index);
            await GiveAsync(chain, masa, worker, nodes, 1);
            await chain.CallAsync(worker, nodes, "join", node, source, 1);
            await chain.CallAsync(worker, nodes, "report", node, items, indexed.Id("items-" + index));
        }

        await indexed.IndexAsync(System, chain);

        indexed
            .RowsOf("asset", System, "asset_key", "kind", "name")
            .ShouldBe([
                "masa/source/authenticated_site dataset Authenticated sites",
                "masa/source/website dataset Websites",
                "masa/source/feed dataset Feeds",
            ]);
        indexed
            .RowsOf("collection", System, "asset_key", "collector_id", "source", "record_count")
            .ShouldBe([
                "masa/source/authenticated_site ada authenticated_site 5",
                "masa/source/website ada website 7",
                "masa/source/website ben website 30",
                "masa/source/feed ben social_feed 11",
                "masa/source/authenticated_site ben authenticated_site 1",
            ]);
        indexed
            .RowsOf("asset_trait", System, "asset_key", "record_count")
            .ShouldBe([
                "masa/source/authenticated_site 5",
                "masa/source/website 7",
                "masa/source/website 37",
                "masa/source/feed 11",
                "masa/source/authenticated_site 6",
            ]);
        indexed
            .RowsOf("contribution", System, "asset_key", "contributor_id", "quantity")
            .ShouldBe([
                "masa/source/authenticated_site ada 5",
                "masa/source/website ada 7",
                "masa/source/website ben 30",
                "masa/source/feed ben 11",
                "masa/source/authenticated_site ben 1",
            ]);
    }

    [Fact]
    public async Task Nodes_collect_by_source_run_models_and_earn_until_the_sunset()
    {
        await using SystemChain chain = await SystemChain.StartAsync(chainId: 13396);
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Contract masa = await MasaAsync(chain);
        long sunset = chain.Host.Options.GenesisTime + 2L * Year;
        // 10^12 of 10^18 per second: about 31.5 a year for 1,000,000.
        Contract nodes = await chain.DeployAsync(own["ModelledWorkerNodes"], masa.Address, 1000, 1_000_000, sunset);
        indexed.Call(chain.Name(System, "modelled_worker_nodes", nodes), "nodes");
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        await GiveAsync(chain, masa, ada, nodes, 2_000_000_000);
        await GiveAsync(chain, masa, ben, nodes, 2_000_000);
        await chain.CallAsync(chain.Account(0), masa, "mint", nodes.Address, 1_000_000);
        byte[] feed = indexed.Id("feed-node");
        byte[] phi = indexed.Id("phi-2");

        (await chain.RefusalAsync(ada, nodes, "join", feed, 1, 999)).ShouldNotBeEmpty();
        await chain.CallAsync(ada, nodes, "join", feed, 1, 1_000_000_000);
        await chain.CallAsync(ada, nodes, "report", feed, 40, indexed.Id("posts"));
        await chain.CallAsync(ada, nodes, "report", feed, 2, indexed.Id("more-posts"));
        await chain.CallAsync(ben, nodes, "list", phi, "phi-2");
        (await chain.RefusalAsync(ben, nodes, "request", phi, feed, 500)).ShouldNotBeEmpty();
        await chain.CallAsync(ada, nodes, "deploy", phi, feed);
        await chain.CallAsync(ben, nodes, "request", phi, feed, 500);
        await chain.CallAsync(ada, nodes, "complete", 0, indexed.Id("answer"));
        // Three years later she is paid for the two before the sunset.
        await chain.PassAsync(3L * Year);
        await chain.CallAsync(ada, nodes, "leave", feed);
        await indexed.IndexAsync(System, chain);

        string[] paid = [.. indexed.PaymentsOf(System)];
        paid[0].ShouldBe("escrow_in ben > nodes: 500 MASA, masa/llm/phi-2, transfer");
        paid[1].ShouldBe("price nodes > ada: 500 MASA, masa/llm/phi-2, transfer");
        // 10^9 x 10^6 / 10^18 a second is a unit per 1000 seconds; she joined within 100 seconds of the genesis.
        long reward = long.Parse(paid[2].Split(' ')[4], global::System.Globalization.CultureInfo.InvariantCulture);
        reward.ShouldBeInRange(2 * Year / 1000 - 1, 2 * Year / 1000);
        paid[2].ShouldBe($"reward nodes > ada: {reward} MASA, -, transfer");
        paid.Length.ShouldBe(3);
        indexed
            .RowsOf("stake", System, "party_id", "action", "quantity")
            .ShouldBe(["ada stake 1000000000", "ada unstake 1000000000"]);
        indexed
            .RowsOf("asset", System, "asset_key", "kind", "name", "owner_id")
            .ShouldBe(["masa/source/feed dataset Feeds -", "masa/llm/phi-2 model phi-2 ben"]);
        indexed
            .RowsOf("contribution", System, "asset_key", "contributor_id", "quantity")
            .ShouldBe(["masa/source/feed ada 40", "masa/source/feed ada 2"]);
        indexed
            .RowsOf("attribution", System, "asset_key", "party_id", "role", "share_ppm")
            .ShouldBe(["masa/llm/phi-2 ada compute_node -"]);
        indexed.RowsOf("entitlement", System, "asset_key", "party_id").ShouldBe(["masa/llm/phi-2 ben"]);
        indexed.RowsOf("provenance", System, "subject", "verb", "object").ShouldBe(["masa/job/0 used masa/llm/phi-2"]);
        indexed
            .RowsOf("attestation", System, "subject", "party_id", "kind", "is_accepted")
            .ShouldBe(["masa/job/0 ada computation true"]);
        CheckNodes(indexed);
        await indexed.CheckFilesAsync([System], chain);
    }

    /// <summary>Who collected what from where, which model ran on whose node, and what was answered.</summary>
    private static void CheckNodes(IndexedSystems indexed)
    {
        indexed
            .RowsOf("node", System, "party_id", "role", "action")
            .Order()
            .ShouldBe(["ada collector joined", "ada collector left", "ada worker joined", "ada worker left"]);
        indexed
            .RowsOf("collection", System, "asset_key", "collector_id", "source", "record_count", "content_hash")
            .ShouldBe(["masa/source/feed ada social_feed 40 posts", "masa/source/feed ada social_feed 2 more-posts"]);
        indexed
            .RowsOf("asset_trait", System, "asset_key", "form", "record_count")
            .ShouldBe(["masa/source/feed dataset 40", "masa/source/feed dataset 42", "masa/llm/phi-2 model -"]);
        indexed
            .RowsOf("deployment", System, "asset_key", "node_id", "action")
            .ShouldBe(["masa/llm/phi-2 ada deployed", "masa/llm/phi-2 ada removed"]);
        indexed
            .RowsOf("job", System, "job_key", "asset_key", "kind", "action", "requester_id", "worker_id", "result_hash")
            .ShouldBe([
                "masa/job/0 masa/llm/phi-2 inference requested ben - -",
                "masa/job/0 masa/llm/phi-2 inference completed ben ada answer",
            ]);
    }

    private static async Task<Contract> MasaAsync(SystemChain chain)
    {
        LayerZeroEnd end = await LayerZeroEnd.DeployAsync(chain, endpointId: 30_263);
        Contract masa = await chain.DeployAsync(PublishedContracts.MasaToken(), end.Endpoint.Address, chain.Account(0));
        return chain.NameToken(System, "masa_token", "MASA", 18, masa);
    }

    private static async Task GiveAsync(SystemChain chain, Contract masa, Address to, Contract spender, long amount)
    {
        await chain.CallAsync(chain.Account(0), masa, "mint", to, amount);
        await chain.CallAsync(to, masa, "approve", spender.Address, amount);
    }
}

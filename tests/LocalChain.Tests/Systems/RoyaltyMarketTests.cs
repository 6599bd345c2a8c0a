using System.Numerics;
using Souk.DuckDb;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Traces;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>The MODELLED royalty market of data/contracts on two chains, indexed by data/manifests/sahara.yaml.</summary>
public sealed class RoyaltyMarketTests
{
    private const string System = "sahara";
    private const uint HomeEid = 40001;
    private const uint ForeignEid = 40002;

    /// <summary>Base units; nothing here needs 18 decimals.</summary>
    private static readonly BigInteger Supply = 1_000_000;

    private static readonly byte[] NoHash = new byte[Hash32.ByteCount];

    [Fact]
    public async Task An_encrypted_upload_is_followed_through_a_model_and_a_call_from_another_chain_to_each_coin()
    {
        await using SystemChain home = await SystemChain.StartAsync();
        await using SystemChain foreign = await SystemChain.StartAsync(chainId: 31338);
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        TwoChains market = await OpenAsync(own, home, foreign);
        Contract registry = market.Registry;
        indexed.Call(registry, "registry");
        Address ada = indexed.Call(home.Account(1), "ada");
        Address ben = indexed.Call(home.Account(2), "ben");
        Address cyd = indexed.Call(home.Account(3), "cyd");
        Address dan = indexed.Call(home.Account(4), "dan");
        byte[] voices = indexed.Id("voices");
        byte[] speech = indexed.Id("speech");
        byte[] agent = indexed.Id("agent");
        byte[] secret = indexed.Id("sha256-of-voices");

        // Ada's upload is encrypted: only its hash is on chain. Ben's model passes on 40 %, Cyd's agent 50 %.
        await RegisterAsync(home, registry, ada, voices, "dataset", secret, isEncrypted: true, 0, []);
        await RegisterAsync(home, registry, ben, speech, "model", NoHash, isEncrypted: false, 400_000, [(voices, 1)]);
        await RegisterAsync(home, registry, cyd, agent, "agent", NoHash, isEncrypted: false, 500_000, [(speech, 1)]);
        await home.CallAsync(home.Account(0), market.Token, "transfer", dan, 10_000);
        await home.CallAsync(dan, market.Token, "approve", registry.Address, 10_000);
        (await home.RefusalAsync(dan, registry, "call", agent)).ShouldNotBeEmpty();
        await home.CallAsync(cyd, market.Token, "approve", registry.Address, 10_000);
        await home.CallAsync(dan, registry, "call", agent);

        byte[] guid = await CallFromAfarAsync(market, dan, agent);
        await indexed.IndexAsync(System, home, foreign);

        // Of 1001, 500 climb to the model, of which 200 to the voices. Of 2000 from afar, 1000 and 400.
        indexed
            .PaymentsOf(System)
            .ShouldBe([
                "price dan > cyd: 1001 SAHARA, sahara/agent, transfer",
                "royalty cyd > ada: 200 SAHARA, sahara/voices, transfer",
                "royalty cyd > ben: 300 SAHARA, sahara/speech, transfer",
                "price registry > cyd: 2000 SAHARA, sahara/agent, transfer",
                "royalty cyd > ada: 400 SAHARA, sahara/voices, transfer",
                "royalty cyd > ben: 600 SAHARA, sahara/speech, transfer",
            ]);
        CheckOrigin(indexed);
        CheckTerms(indexed);
        CheckMessages(indexed, guid);
        FollowTheVoices(indexed, ada);
        OweNothing(indexed);
        CountOnce(indexed);
        LeaveFootprints(indexed, ada, dan);
        await indexed.CheckFilesAsync([System], home, foreign);
    }

    /// <summary>Dan calls an asset from the other chain with 2000 that are his there; whoever likes settles it at home.
    /// </summary>
    /// <returns>The message that carried the payment.</returns>
    private static async Task<byte[]> CallFromAfarAsync(TwoChains market, Address dan, byte[] asset)
    {
        (SystemChain home, SystemChain foreign) = (market.Home, market.Foreign);
        await foreign.CallAsync(foreign.Account(0), market.ForeignToken, "transfer", dan, 5_000);
        await foreign.CallAsync(dan, market.ForeignToken, "approve", market.Desk.Address, 5_000);
        Receipt asked = await foreign.PayAsync(dan, market.Desk, LayerZeroEnd.MessageFee, "reuse", asset, 2_000);
        byte[] packet = market.ForeignEnd.PacketOf(asked);
        byte[] guid = LayerZeroEnd.GuidOf(packet);
        Address anybody = home.Account(5);
        (await home.RefusalAsync(anybody, market.Registry, "settle", guid)).ShouldNotBeEmpty();
        await market.HomeEnd.DeliverAsync(packet, market.Token);
        await home.CallAsync(anybody, market.Registry, "settle", guid);
        (await home.RefusalAsync(anybody, market.Registry, "settle", guid)).ShouldNotBeEmpty();
        return guid;
    }

    /// <summary>Who registered what, under which terms, made of what.</summary>
    private static void CheckOrigin(IndexedSystems indexed)
    {
        indexed
            .RowsOf("asset", System, "asset_key", "kind", "name", "owner_id")
            .ShouldBe([
                "sahara/voices dataset The dataset ada",
                "sahara/speech model The model ben",
                "sahara/agent service The agent cyd",
            ]);
        indexed
            .RowsOf("attribution", System, "asset_key", "party_id", "role", "share_ppm")
            .ShouldBe([
                "sahara/voices ada data_provider 1000000",
                "sahara/speech ben developer 1000000",
                "sahara/agent cyd owner 1000000",
            ]);
        indexed
            .RowsOf("contribution", System, "asset_key", "contributor_id", "quantity")
            .ShouldBe(["sahara/voices ada 1"]);
        indexed
            .RowsOf("document", System, "asset_key", "uri", "hash", "encoding")
            .ShouldBe(["sahara/voices ipfs://synthetic-demo/voices sha256-of-voices encrypted"]);
        indexed
            .RowsOf("licence", System, "asset_key", "party_id", "terms")
            .ShouldBe([
                "sahara/voices ada sahara/share-alike for 1001",
                "sahara/speech ben sahara/share-alike for 1001",
                "sahara/agent cyd sahara/share-alike for 1001",
            ]);
        indexed
            .RowsOf("provenance", System, "subject", "verb", "object", "weight", "evidence")
            .ShouldBe([
                "sahara/speech was_derived_from sahara/voices 1 declared",
                "sahara/agent was_derived_from sahara/speech 1 declared",
            ]);
        indexed
            .RowsOf("entitlement", System, "chain_id", "asset_key", "party_id")
            .ShouldBe(["31337 sahara/agent dan", "31338 sahara/agent dan"]);
    }

    /// <summary>What each asset is, who consented to what is made of it, and what became of its terms.</summary>
    private static void CheckTerms(IndexedSystems indexed)
    {
        indexed
            .RowsOf("asset_trait", System, "asset_key", "form", "is_encrypted", "exclusivity", "content_hash")
            .ShouldBe([
                "sahara/voices dataset true - sha256-of-voices",
                "sahara/voices - - open -",
                "sahara/speech model false - -",
                "sahara/speech - - open -",
                "sahara/agent agent false - -",
                "sahara/agent - - open -",
            ]);
        indexed
            .RowsOf("consent", System, "asset_key", "party_id", "purpose", "action")
            .ShouldBe([
                "sahara/voices ada training given",
                "sahara/speech ben training given",
                "sahara/agent cyd training given",
            ]);
        indexed
            .RowsOf("licence_term", System, "terms_key", "author_id", "allows_derivatives", "is_exclusive", "fee")
            .ShouldBe([
                "sahara/share-alike for 1001 ada true false 1001",
                "sahara/share-alike for 1001 ben true false 1001",
                "sahara/share-alike for 1001 cyd true false 1001",
            ]);
        // The call from the other chain brought 2000 for what costs 1001 here: a grant all the same.
        indexed
            .RowsOf("licence_use", System, "asset_key", "action", "licensee_id", "reuse_key", "amount", "terms_key")
            .ShouldBe([
                "sahara/voices reused ben sahara/speech - sahara/share-alike for 1001",
                "sahara/speech reused cyd sahara/agent - sahara/share-alike for 1001",
                "sahara/agent granted dan - 1001 sahara/share-alike for 1001",
                "sahara/agent granted dan - 2000 sahara/share-alike for 1001",
            ]);
        // Dan sent; what arrived is the registry's, which is nobody's account.
        indexed
            .RowsOf("identity", System, "chain_id", "identity_key", "party_id", "action", "evidence")
            .ShouldBe(["31338 sahara/account/dan dan linked message"]);
    }

    private static void CheckMessages(IndexedSystems indexed, byte[] guid)
    {
        string message = "0x" + Convert.ToHexStringLower(guid);
        indexed
            .RowsOf("message", System, "chain_id", "direction", "peer", "party_id", "amount", "message_id")
            .ShouldBe([
                $"31337 received {ForeignEid} registry 2000 {message}",
                $"31338 sent {HomeEid} dan 2000 {message}",
            ]);
        indexed
            .RowsOf("activity", System, "chain_id", "kind", "party_id", "amount")
            .Where(row => row.Contains("bridge", StringComparison.Ordinal))
            .ShouldBe(["31337 bridge registry 2000", "31338 bridge dan 2000"]);
    }

    /// <summary>Ada's 600 in one query: her encrypted upload, two generations below the agent that was called.</summary>
    private static void FollowTheVoices(IndexedSystems indexed, Address ada)
    {
        string agent = IndexedSystems.KeyOf(System, "agent");
        Lineage lineage = Lineage.Find(indexed.Connection, agent)!;

        LineageParty party = lineage
            .Parts.Single(part => part.Asset == IndexedSystems.KeyOf(System, "voices"))
            .Parties.Single();
        party.Address.ShouldBe(ada.ToString());
        party.Roles.ShouldBe("contributor, data_provider, owner");
        party.Receipts.ShouldBe([new LineageReceipt("royalty", "SAHARA", 18, 2, 600)]);
        lineage.Parts.Select(part => part.Depth).ShouldBe([0, 1, 2]);
        LifecycleTrace trace = LifecycleTrace.Find(indexed.Connection, agent)!;
        trace
            .Steps.Select(step => $"{step.Layer} {step.Step} {step.ChainId} {step.Amount}".TrimEnd())
            .ShouldBe(
                [
                    "Origin asset 31337",
                    "Execution access 31337",
                    "Execution access 31338",
                    "Execution price 31337 1001",
                    "Execution price 31337 2000",
                    "InterChain sent 31338 2000",
                    "InterChain received 31337 2000",
                ],
                ignoreOrder: true
            );
    }

    /// <summary>What the contract paid is what the metric works out from terms and edges, and nothing is left over.</summary>
    private static void OweNothing(IndexedSystems indexed)
    {
        MetricTable royalties = MetricCatalogue.Run(indexed.Connection, "royalties", System);

        royalties
            .Rows.Select(row =>
                string.Join(
                    ' ',
                    new[] { "owed", "paid", "unpaid", "overpaid" }.Select(name => royalties.Integer(row, name))
                )
            )
            .ShouldBe(["900 900 0 0", "600 600 0 0"]);
    }

    /// <summary>3001 are paid for two calls; royalties are 1500 of them and never added.</summary>
    private static void CountOnce(IndexedSystems indexed)
    {
        MetricTable gmv = MetricCatalogue.Run(indexed.Connection, "gmv", System);
        MetricTable fees = MetricCatalogue.Run(indexed.Connection, "fees", System);
        MetricTable subsidy = MetricCatalogue.Run(indexed.Connection, "subsidy", System);
        MetricTable earnings = MetricCatalogue.Run(indexed.Connection, "role_earnings", System);

        gmv.Rows.Select(row => (gmv.Integer(row, "orders"), gmv.Integer(row, "gmv"))).ShouldBe([(2, 3_001)]);
        fees.Rows.Select(row => (fees.Integer(row, "a16z_gmv"), fees.Integer(row, "defillama_fees")))
            .ShouldBe([(3_001, 1_500)]);
        subsidy.Rows.Select(row => subsidy.Integer(row, "from_buyers")).ShouldBe([3_001]);
        earnings
            .Rows.Select(row => $"{earnings.Value<string>(row, "role")} {earnings.Integer(row, "amount")}")
            .ShouldBe(["data_provider 600", "developer 900", "owner 1501"]);
        foreach (string metric in new[] { "top_contributors", "dataset_revenue" })
        {
            MetricTable paid = MetricCatalogue.Run(indexed.Connection, metric, System);
            paid.Rows.Select(row => (int)paid.Integer(row, "amount")).ShouldBe([1_501, 900, 600], metric);
        }

        indexed
            .Connection.Scalar<long>(
                "select count(*) - count(distinct (block_number, leg_log_index)) from market.payment where system = 'sahara'"
            )
            .ShouldBe(0);
    }

    /// <summary>Dan was seen in a market, in plain transfers and between chains; Ada never bridged.</summary>
    private static void LeaveFootprints(IndexedSystems indexed, Address ada, Address dan)
    {
        MetricTable footprint = MetricCatalogue.Run(indexed.Connection, "wallet_footprint", System);

        string Of(Address wallet) =>
            footprint
                .Rows.Where(row => footprint.Value<string>(row, "wallet") == wallet.ToString())
                .Select(row =>
                    string.Join(
                        ' ',
                        new[] { "sent", "received", "bought", "earned", "contributed", "bridged", "origins" }.Select(
                            column => footprint.Integer(row, column)
                        )
                    )
                )
                .Single();
        // He sent a price here and burned his payment there; he was given tokens on both chains.
        Of(dan).ShouldBe("2 2 1 0 0 1 3");
        Of(ada).ShouldBe("0 2 0 2 1 0 2");
    }

    private static async Task<TwoChains> OpenAsync(OwnContracts own, SystemChain home, SystemChain foreign)
    {
        LayerZeroEnd here = await LayerZeroEnd.DeployAsync(home, HomeEid);
        LayerZeroEnd there = await LayerZeroEnd.DeployAsync(foreign, ForeignEid);
        await here.ConnectAsync(there);
        await there.ConnectAsync(here);
        Contract token = await DeployTokenAsync(own, home, here);
        Contract other = await DeployTokenAsync(own, foreign, there);
        await home.CallAsync(home.Account(0), token, "setPeer", there.EndpointId, LayerZeroEnd.Word(other.Address));
        await foreign.CallAsync(
            foreign.Account(0),
            other,
            "setPeer",
            here.EndpointId,
            LayerZeroEnd.Word(token.Address)
        );
        Contract registry = await home.DeployAsync(own["ModelledRoyaltyRegistry"], token.Address);
        Contract desk = await foreign.DeployAsync(
            own["ModelledReuseDesk"],
            other.Address,
            here.EndpointId,
            registry.Address
        );
        home.Name(System, "modelled_registry", registry);
        foreign.Name(System, "modelled_reuse_desk", desk);
        return new TwoChains(home, foreign, token, other, registry, desk, here, there);
    }

    private static async Task<Contract> DeployTokenAsync(OwnContracts own, SystemChain chain, LayerZeroEnd end) =>
        chain.NameToken(
            System,
            "sahara_token",
            "SAHARA",
            18,
            await chain.DeployAsync(
                own["ModelledOmnichainToken"],
                "Modelled royalty token",
                "SAHARA",
                end.Endpoint.Address,
                Supply,
                chain.Account(0)
            )
        );

    private static Task RegisterAsync(
        SystemChain chain,
        Contract registry,
        Address owner,
        byte[] asset,
        string kind,
        byte[] hash,
        bool isEncrypted,
        int upstreamPpm,
        (byte[] Parent, int Weight)[] parents
    )
    {
        object[] terms = ["share-alike", upstreamPpm, upstreamPpm, true, 1_001];
        object[] parts = [.. parents.Select(part => (object)new object[] { part.Parent, part.Weight })];
        string uri = isEncrypted ? "ipfs://synthetic-demo/voices" : "";
        return chain.CallAsync(
            owner,
            registry,
            "register",
            asset,
            kind,
            "The " + kind,
            uri,
            hash,
            isEncrypted,
            terms,
            parts
        );
    }

    private sealed record TwoChains(
        SystemChain Home,
        SystemChain Foreign,
        Contract Token,
        Contract ForeignToken,
        Contract Registry,
        Contract Desk,
        LayerZeroEnd HomeEnd,
        LayerZeroEnd ForeignEnd
    );
}

using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>The MODELLED AI requests of data/contracts, indexed by data/manifests/oraichain.yaml.</summary>
public sealed class AiRequestTests
{
    private const string System = "oraichain";

    [Fact]
    public async Task A_request_s_fee_is_divided_70_to_30_and_every_part_is_a_row()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Address validators = indexed.Call(chain.Account(8), "validators");
        Contract orai = await chain.DeployAsync(
            own["ModelledOmnichainToken"],
            "Modelled ORAI",
            "ORAI",
            default(Address),
            1000,
            chain.Account(0)
        );
        chain.NameToken(System, "orai_token", "ORAI", 18, orai);
        Contract requests = await chain.DeployAsync(own["ModelledAiRequests"], orai.Address, validators);
        indexed.Call(chain.Name(System, "modelled_requests", requests), "requests");
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        Address cyd = indexed.Call(chain.Account(3), "cyd");
        byte[] faces = indexed.Id("faces");

        await chain.CallAsync(ada, requests, "list", faces, "Face matching");
        (await chain.RefusalAsync(ben, requests, "list", faces, "Mine")).ShouldNotBeEmpty();
        await chain.CallAsync(chain.Account(0), orai, "transfer", ben, 101);
        await chain.CallAsync(ben, orai, "approve", requests.Address, 101);
        await chain.CallAsync(ben, requests, "ask", faces, 101);
        await chain.CallAsync(ada, requests, "report", 0, indexed.Id("match"), new object[] { ada, cyd });
        await indexed.IndexAsync(System, chain);

        // 70 % of 101 is 70, in two parts; the block validators get the rest.
        indexed
            .PaymentsOf(System)
            .ShouldBe([
                "escrow_in ben > requests: 101 ORAI, oraichain/faces, transfer",
                "price requests > ada: 35 ORAI, oraichain/faces, transfer",
                "price requests > cyd: 35 ORAI, oraichain/faces, transfer",
                "protocol_fee requests > validators: 31 ORAI, oraichain/faces, transfer",
            ]);
        indexed
            .RowsOf("asset", System, "asset_key", "kind", "name", "owner_id")
            .ShouldBe(["oraichain/faces service Face matching ada"]);
        indexed.RowsOf("entitlement", System, "asset_key", "party_id").ShouldBe(["oraichain/faces ben"]);
        indexed
            .RowsOf("provenance", System, "subject", "verb", "object", "evidence")
            .ShouldBe(["oraichain/request/0 used oraichain/faces log"]);
        indexed
            .RowsOf("attestation", System, "subject", "party_id", "kind", "is_accepted")
            .ShouldBe(["oraichain/request/0 ada computation true"]);
        indexed
            .RowsOf("job", System, "job_key", "asset_key", "kind", "action", "requester_id", "worker_id", "result_hash")
            .ShouldBe([
                "oraichain/request/0 oraichain/faces inference requested ben - -",
                "oraichain/request/0 oraichain/faces inference completed ben ada match",
            ]);
        indexed.RowsOf("asset_trait", System, "asset_key", "form").ShouldBe(["oraichain/faces service"]);
        indexed.Quarantined().ShouldBeEmpty();
        await indexed.CheckFilesAsync([System], chain);
    }
}

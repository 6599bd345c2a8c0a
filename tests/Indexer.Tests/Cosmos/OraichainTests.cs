using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>What "oraichain_l1.yaml" makes of a chain like Oraichain, whose nodes write attributes in base64, too.</summary>
public sealed class OraichainTests : CosmosMarket
{
    private const string Blocks = """
        [
          {"txs": [
             {"events": ["paid @ann 3orai",
                ["ai_request_data",["request_id","r1"],["oscript_name","classification_kyc"],["request_creator","@ann"],["request_input",""],["expected_request_output","cat"],["data_sources","ds"],["test_cases","tc"]],
                ["set_ai_request",["request_id","r1"],["request_validator","@val+"]],
                ["set_ai_request",["request_id","r1"],["request_validator","@other+"]]]},
             {"events": ["paid @ann 3orai",
                ["execute",["_contract_address","@airi!"]],
                ["wasm",["_contract_address","@airi!"],["action","transfer"],["from","@ann"],["to","@ben"],["amount","1250000"]],
                ["wasm",["_contract_address","@airi!"],["action","mint"],["to","@ben"],["amount","77"]],
                ["wasm",["_contract_address","@airi!"],["action","burn"],["from","@ben"],["amount","7"]],
                ["wasm",["_contract_address","@unnamed!"],["action","transfer"],["from","@ann"],["to","@ben"],["amount","9"]]]},
             {"events": ["paid @ann 3orai",
                "silent @ann @bonded 400orai",
                ["delegate",["validator","@val+"],["delegator","@ann"],["amount","400orai"],["new_shares","400.0"]],
                ["message",["module","staking"],["sender","@someone"]]]}]},
          {"txs": [{"events": ["paid @ben 3orai",
             ["ai_request_data",["request_id","r2"],["oscript_name","classification_kyc"],["request_creator","@ben"]],
             ["wasm",["_contract_address","@oracle!"],["action","register_merkle_root"],["stage","5"],["merkle_root","ab12"]]]}]},
          {}
        ]
        """;

    private static readonly Lazy<CosmjsChain> Chain = new(() =>
        CosmjsChain.Make("Oraichain", "0.34.29", "orai", Blocks)
    );

    [Fact]
    public async Task Requests_tokens_of_contracts_and_stakes_become_the_rows_that_were_encoded()
    {
        CosmjsChain chain = Chain.Value;

        SyncResult result = await RunAsync(Shipped(chain), Serve(chain));

        result.Stopped.ShouldBeEmpty();
        Rows("select detail from chain.quarantine").ShouldBeEmpty();
        Rows(
                """
                select t.symbol, who(sender_id), who(recipient_id), amount::varchar
                from market.transfer
                join market.token t using (token_id)
                where amount <> 3
                order by block_number, log_index
                """
            )
            .ShouldBe(["AIRI @ann @ben 1250000", "AIRI #0 @ben 77", "AIRI @ben #0 7", "ORAI @ann @bonded 400"]);
        Rows(
                "select job_key, asset_key, action, who(requester_id), who(worker_id) from market.job order by block_number, log_index"
            )
            .ShouldBe([
                "oraichain_l1/request/r1 oraichain_l1/script/classification_kyc requested @ann -",
                "oraichain_l1/request/r1 - assigned - @val+",
                "oraichain_l1/request/r1 - assigned - @other+",
                "oraichain_l1/request/r2 oraichain_l1/script/classification_kyc requested @ben -",
            ]);
        Rows("select block_number, asset_key, name from market.asset")
            .ShouldBe(["1 oraichain_l1/script/classification_kyc classification_kyc"]);
        Rows("select subject, verb, object from market.provenance order by subject")
            .ShouldBe([
                "oraichain_l1/request/r1 used oraichain_l1/script/classification_kyc",
                "oraichain_l1/request/r2 used oraichain_l1/script/classification_kyc",
            ]);
        Rows("select who(party_id) from market.entitlement order by block_number").ShouldBe(["@ann", "@ben"]);
        Rows("select subject, who(party_id), kind from market.attestation")
            .ShouldBe(["oraichain_l1/stage/5 @oracle! computation"]);
        Rows("select action, who(staking_id), who(party_id), quantity::varchar from market.stake")
            .ShouldBe(["stake @val+ @ann 400"]);
    }

    private ManifestSet Shipped(CosmjsChain chain) =>
        Manifest(
            "oraichain_l1.yaml",
            $$"""
              - chain: 2000002002
                network: Oraichain
                from_block: 1
                tokens:
                  - {symbol: ORAI, decimals: 6, denom: orai, kind: native}
                  - {symbol: AIRI, decimals: 6, address: "contract:{{chain.Accounts["@airi!"]}}", kind: erc20}
                contracts:
                  - {kind: bank, name: bank, address: "module:bank"}
                  - {kind: staking, name: staking, address: "module:staking"}
                  - {kind: distribution, name: distribution, address: "module:distribution"}
                  - {kind: ibc, name: ibc, address: "module:ibc"}
                  - {kind: airequest, name: airequest, address: "module:airequest"}
                  - {kind: cw20, name: AIRI, address: "contract:{{chain.Accounts["@airi!"]}}"}
                  - {kind: aioracle, name: AI oracle, address: "contract:{{chain.Accounts["@oracle!"]}}"}
            """
        );
}

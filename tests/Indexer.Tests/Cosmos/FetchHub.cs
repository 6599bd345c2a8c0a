using Souk.Indexer.Manifests;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>A chain like fetchhub-4, as Tendermint 0.34 and SDK 0.45 write what blocks do: one of each thing that its manifest
/// reads.</summary>
public abstract class FetchHub : CosmosMarket
{
    private protected static readonly Lazy<CosmjsChain> Old = new(() =>
        CosmjsChain.Make("fetchhub-4", "0.34.21", "fetch", Blocks)
    );

    private protected const string Blocks = """
        [
          {"before": [
             ["coin_received",["receiver","@mint"],["amount","1000afet"]],
             ["coinbase",["minter","@mint"],["amount","1000afet"]],
             "moved @mint @fees 1000afet"],
           "txs": [{"data": "Ch4KHA==", "events": ["paid @alice 10afet",
             ["message",["action","/cosmos.bank.v1beta1.MsgSend"]],
             "moved @alice @bob 2500afet,7ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2",
             ["message",["sender","@alice"]],["message",["module","bank"]]]}]},
          {"txs": [
             {"events": ["paid @alice 10afet",
               "moved @rewards @alice 33afet",
               ["withdraw_rewards",["amount","33afet"],["validator","@ann+"]],
               "silent @alice @bonded 600afet",
               ["delegate",["validator","@ann+"],["amount","600afet"],["new_shares","600.000000000000000000"]],
               ["message",["module","staking"],["sender","@alice"]]]},
             {"code": 5, "events": ["paid @alice 11afet",
               ["delegate",["validator","@ann+"],["amount","999afet"],["new_shares","999.0"]]]},
             {"events": ["paid @alice 10afet",
               ["redelegate",["source_validator","@ann+"],["destination_validator","@ben+"],["amount","100afet"],["completion_time","2026-01-22T00:00:00Z"]],
               ["message",["module","staking"],["sender","@alice"]],
               ["unbond",["validator","@ben+"],["amount","50afet"],["completion_time","2026-01-22T00:00:00Z"]],
               ["message",["module","staking"],["sender","@bob"]]]}],
           "after": ["silent @unbonding @bob 50afet",["complete_unbonding",["amount","50afet"],["validator","@ben+"],["delegator","@bob"]]]},
          {"txs": [
             {"messages": [{"sender": "@alice", "contract": "@almanac!", "funds": "500afet",
                "msg": {"register": {"record": {"service": {"protocols": ["p"], "endpoints": []}}, "signature": "sig1q", "sequence": 1767225600, "agent_address": "agent1qalpha"}}}],
              "events": ["paid @alice 10afet",
                "moved @alice @almanac! 500afet",
                ["execute",["_contract_address","@almanac!"]],
                ["wasm",["_contract_address","@almanac!"],["action","register"]]]},
             {"code": 4, "messages": [{"sender": "@bob", "contract": "@almanac!",
                "msg": {"register": {"record": {}, "signature": "sig1q", "sequence": 2, "agent_address": "agent1qbeta"}}}],
              "events": ["paid @alice 10afet"]},
             {"messages": [{"grantee": "@bob", "msgs": [{"sender": "@alice", "contract": "@almanac!",
                "msg": {"register": {"record": {"service": null}, "signature": "sig1q", "sequence": 3, "agent_address": "agent1qalpha"}}}]}],
              "events": ["paid @alice 10afet"]}]},
          {"txs": [
             {"events": ["paid @alice 10afet",
                "moved @alice @escrow 70afet",
                ["send_packet",["packet_data","{\"amount\":\"70\",\"denom\":\"afet\",\"receiver\":\"osmo1xyz\",\"sender\":\"@alice\"}"],["packet_sequence","12"],["packet_src_port","transfer"],["packet_src_channel","channel-3"],["packet_dst_port","transfer"],["packet_dst_channel","channel-9"]]]},
             {"events": ["paid @alice 10afet",
                ["recv_packet",["packet_data","{\"amount\":\"30\",\"denom\":\"transfer/channel-9/afet\",\"receiver\":\"@bob\",\"sender\":\"osmo1xyz\"}"],["packet_sequence","4"],["packet_src_port","transfer"],["packet_src_channel","channel-9"],["packet_dst_port","transfer"],["packet_dst_channel","channel-3"]],
                "moved @escrow @bob 30afet",
                ["fungible_token_packet",["module","transfer"],["sender","osmo1xyz"],["receiver","@bob"],["denom","transfer/channel-9/afet"],["amount","30"],["success","true"]]]},
             {"events": ["paid @alice 10afet",
                ["acknowledge_packet",["packet_sequence","12"],["packet_src_port","transfer"],["packet_src_channel","channel-3"],["packet_dst_port","transfer"],["packet_dst_channel","channel-9"]],
                ["fungible_token_packet",["module","transfer"],["sender","@alice"],["receiver","osmo1xyz"],["denom","afet"],["amount","70"],["acknowledgement","result:\"\\001\""]],
                ["fungible_token_packet",["success","\u0001"]]]}],
           "after": [["coin_spent",["spender","@module"],["amount","5afet"]],["burn",["burner","@module"],["amount","5afet"]]]},
          {}
        ]
        """;

    private protected ManifestSet Manifest(CosmjsChain chain, string tokens = "", string network = "fetchhub-4") =>
        Manifest(
            "fetch_hub.yaml",
            $$"""
              - chain: 2000002001
                network: {{network}}
                from_block: 1
                tokens:
                  - {symbol: FET, decimals: 18, denom: afet, kind: native}
            {{tokens}}
                contracts:
                  - {kind: bank, name: bank, address: "module:bank"}
                  - {kind: staking, name: staking, address: "module:staking"}
                  - {kind: distribution, name: distribution, address: "module:distribution"}
                  - {kind: ibc, name: ibc, address: "module:ibc"}
                  - {kind: almanac, name: Almanac, address: "contract:{{chain.Accounts.GetValueOrDefault(
                "@almanac!",
                "fetch1mezzhfj7qgveewzwzdk6lz5sae4dunpmmsjr9u7z0tpmdsae8zmquq3y0y"
            )}}"}
            """
        );
}

using Souk.Indexer.Sync;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>Tokens that go from one Cosmos chain to another, both in one warehouse.</summary>
public sealed class PacketTests : FetchHub
{
    private const string Attributes = """
        ["packet_data","{\"amount\":\"70\",\"denom\":\"afet\",\"receiver\":\"@ann:orai\",\"sender\":\"@alice:fetch\"}"],["packet_sequence","12"],["packet_src_port","transfer"],["packet_src_channel","channel-3"],["packet_dst_port","transfer"],["packet_dst_channel","channel-9"]
        """;

    [Theory]
    [InlineData("true", "delivered fetch_hub 2000002001 2000002002 70 -")]
    [InlineData("false", "in_flight fetch_hub 2000002001 - 70 -")]
    public async Task A_packet_that_left_one_chain_is_joined_with_its_arrival_on_another_unless_that_refused_it(
        string success,
        string pair
    )
    {
        CosmjsChain fetch = CosmjsChain.Make(
            "fetchhub-4",
            "0.34.21",
            "fetch",
            $$"""[{"txs": [{"events": ["moved @alice @escrow 70afet", ["send_packet",{{Attributes}}]]}]}, {}]"""
        );
        CosmjsChain orai = CosmjsChain.Make(
            "Oraichain",
            "0.38.17",
            "orai",
            $$"""
            [{"txs": [{"events": [["recv_packet",{{Attributes}}],
              ["coin_received",["receiver","@ann"],["amount","70ibc/AB"]],
              ["fungible_token_packet",["module","transfer"],["receiver","@ann"],["denom","afet"],["amount","70"],["success","{{success}}"]]]}]}, {}]
            """
        );

        SyncResult sent = await RunAsync(Manifest(fetch), Serve(fetch));
        SyncResult received = await RunAsync(
            Manifest(
                "oraichain_l1.yaml",
                """
                  - chain: 2000002002
                    network: Oraichain
                    from_block: 1
                    tokens:
                      - {symbol: ORAI, decimals: 6, denom: orai, kind: native}
                    contracts:
                      - {kind: bank, name: bank, address: "module:bank"}
                      - {kind: ibc, name: ibc, address: "module:ibc"}
                """
            ),
            Serve(orai)
        );

        sent.Stopped.ShouldBeEmpty();
        received.Stopped.ShouldBeEmpty();
        Rows(
                "select status, system, sent_chain_id, received_chain_id, sent_amount::varchar, received_amount::varchar from market.message_pair"
            )
            .ShouldBe([pair]);
        Rows("select detail from chain.quarantine").ShouldBeEmpty();
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Scale;
using Souk.Indexer.Substrate;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Substrate;

/// <summary>What is handled, put aside or refused, and never guessed.</summary>
public sealed class SubstrateRefusalTests : SubstrateMarket
{
    [Fact]
    public async Task An_event_with_other_fields_goes_to_quarantine_with_its_bytes_and_redecoding_keeps_it_there()
    {
        Node.AddRuntime(401, TinyRuntime.Metadata(Pallet, ("AlphaBurned", ["account", "u64"])));
        Node.Add(Genesis(), 12, 401);
        Node.SetVersion(0, 401);
        byte[] fields = [.. Key(0xc0), .. TinyRuntime.U64(900)];
        Node.Add(TinyRuntime.Events((0, fields)), 24, 401);

        ManifestSet manifests = Manifest(extraBalances: false);
        await RunAsync(manifests);
        IReadOnlyList<string> before = Rows("select block_number, log_index, reason, detail from chain.quarantine");
        new Redecoder(manifests, Warehouse, TimeProvider.System).Run(progress: null, CancellationToken.None);

        before.ShouldBe([
            "2 0 event AlphaBurned: runtime 401 has AlphaBurned(address,uint64), the manifest says AlphaBurned(address,address,uint64,uint16).",
        ]);
        Rows("select block_number, log_index, reason, detail from chain.quarantine").ShouldBe(before);
        Rows("select count(*) from market.payment").ShouldBe(["0"]);
        Rows("select lower(hex(raw)) from event.bittensor_subtensor_undecoded")
            .ShouldBe([Convert.ToHexStringLower([TinyRuntime.PalletIndex, 0, .. fields])]);
    }

    [Fact]
    public async Task A_later_runtime_that_keeps_other_maps_is_quarantined_and_its_pools_and_dividends_are_not_guessed()
    {
        // As a runtime after those that are known may: a map by another name, and one whose keys are hashed otherwise.
        var maps = TinyRuntime
            .Maps.Where(map => map.Key != "SubnetTAO")
            .ToDictionary(map => map.Key == "SubnetOwner" ? "SubnetOwnerOf" : map.Key, map => map.Value);
        maps["AlphaDividendsPerSubnet"] = ([2, 2], "u64");
        Node.AddRuntime(426, TinyRuntime.Metadata(Pallet, maps, LaterEvents));
        Node.SetVersion(0, 426);
        byte[] registered = [.. TinyRuntime.U16(3), .. TinyRuntime.U16(0), .. Key(0x20)];
        byte[] ended = [.. TinyRuntime.U16(3), .. TinyRuntime.U64s(77)];
        for (int block = 1; block <= PoolStates.PeriodBlocks; block++)
        {
            byte[] events = block == 2 ? TinyRuntime.Events((4, ended)) : TinyRuntime.Events((0, registered));
            Node.Add(events, 12 * block, 426);
        }

        SyncResult result = await RunAsync(Manifest(extraBalances: false));

        result.Stopped.ShouldBeEmpty();
        Rows("select block_number, log_index, reason, detail from chain.quarantine order by all")
            .ShouldBe([
                "2 2000000 event ValidatorDividends: runtime 426 has no map AlphaDividendsPerSubnet in SubtensorModule as it is known.",
                "300 1000000 event PoolState: runtime 426 has no map SubnetTAO in SubtensorModule as it is known.",
            ]);
        Rows("select count(*) from market.pool_state").ShouldBe(["0"]);
        // What the events themselves say is stored all the same.
        Rows("select role, amount::varchar from market.payment").ShouldBe(["reward 77"]);
        Node.Calls.GetValueOrDefault("state_getKeysPaged").ShouldBe(0);
    }

    [Fact]
    public async Task A_later_runtime_with_the_same_maps_tells_its_reserves_and_not_how_they_swap()
    {
        Node.AddRuntime(426, TinyRuntime.Metadata(Pallet, LaterEvents));
        Node.SetVersion(0, 426);
        for (int block = 1; block <= PoolStates.PeriodBlocks; block++)
        {
            Node.Add(TinyRuntime.Events(), 12 * block, 426);
        }

        foreach ((string key, string value) in PolkadotEvents.MakePools("testnet"))
        {
            Node.Storage[(PoolStates.PeriodBlocks, key)] = value;
        }

        await RunAsync(Manifest(extraBalances: false));

        Rows("select token_reserve::varchar, kind, fee_ppm, fee_flat from market.pool_state")
            .ShouldBe(["5000000000000 unknown  "]);
    }

    [Fact]
    public async Task A_renamed_pallet_and_unknown_metadata_stop_the_chain_at_that_block_with_all_before_stored()
    {
        Node.AddRuntime(400, TinyRuntime.Metadata(Pallet, LaterEvents));
        Node.AddRuntime(402, TinyRuntime.Metadata("Subtensor2", LaterEvents));
        Node.AddRuntime(403, [.. "meta"u8, 16, 0]);
        Node.Add(Genesis(), 12, 400);
        byte[] registered = [.. TinyRuntime.U16(1), .. TinyRuntime.U16(0), .. Key(0x10)];
        Node.Add(TinyRuntime.Events((0, registered)), 24, 402);
        Node.Add(TinyRuntime.Events((0, registered)), 36, 403);
        Node.Add(TinyRuntime.Events((0, registered)), 48, 403);

        SyncResult renamed = await RunAsync(Manifest(extraBalances: false), rangeBlocks: 1);
        long? stopped = Cursor();
        ManifestSet both = Manifest(
            extraBalances: false,
            """      - {kind: subtensor, name: Subtensor2, address: "pallet:Subtensor2", from_block: 3}"""
        );
        SyncResult unknown = await RunAsync(both, rangeBlocks: 1);

        renamed
            .Stopped.Single()
            .Reason.ShouldContain(
                "Runtime 402 has none of the pallets that bittensor reads as subtensor (SubtensorModule)"
            );
        stopped.ShouldBe(2);
        unknown.Stopped.Single().Reason.ShouldContain("Metadata have format 16; formats 14 and 15 are known.");
        Cursor().ShouldBe(3);
        Rows("select block_number from market.entitlement order by all").ShouldBe(["2", "3"]);
    }

    [Theory]
    [InlineData("chain_getHeader", "hashes to")]
    [InlineData("state_getStorage", "no time of block 2")]
    [InlineData("chain_getBlockHash", "malformed reply")]
    public async Task A_lyingNode_is_caught_and_nothing_of_its_range_is_stored(string method, string problem)
    {
        AddRealBlocks();
        Node.Fault = (asked, block) =>
            asked == method && block == 2
                ? method switch
                {
                    "chain_getHeader" => JsonNode.Parse(
                        $$$"""{"parentHash":"{{{new Hash32(1, 2)}}}","number":"0x2","stateRoot":"{{{new Hash32(1, 2)}}}","extrinsicsRoot":"{{{new Hash32(1, 2)}}}","digest":{"logs":[]}}"""
                    ),
                    "state_getStorage" => JsonValue.Create("0x"),
                    _ => JsonValue.Create(new Hash32(5, 5).ToString()),
                }
                : null;

        SyncResult result = await RunAsync();

        result.Stopped.Single().Reason.ShouldContain(problem);
        Cursor().ShouldBeNull();
        Rows("select count(*) from chain.log").ShouldBe(["0"]);
    }

    [Fact]
    public void Headers_hash_as_polkadot_js_hashes_them()
    {
        JsonElement[] headers = PolkadotEvents.MakeHeaders();

        headers.Length.ShouldBe(4);
        foreach (JsonElement header in headers)
        {
            JsonNode json = JsonNode.Parse(header.GetProperty("json").GetRawText())!;
            json["number"] = $"0x{header.GetProperty("json").GetProperty("number").GetInt64():x}";
            json["digest"] = new JsonObject { ["logs"] = JsonNode.Parse(header.GetProperty("logs").GetRawText()) };

            SubstrateHeader
                .Read(JsonSerializer.SerializeToElement(json))
                .Hash.ToString()
                .ShouldBe(header.GetProperty("hash").GetString());
        }

        // RFC 7693's own example, with 32 bytes.
        Convert
            .ToHexStringLower(Blake2b256.Hash("abc"u8))
            .ShouldBe("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    }
}

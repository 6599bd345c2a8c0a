using System.Text.Json.Nodes;
using Souk.Indexer;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Proofs;

public sealed class AnvilProofTests(AnvilProofTests.Chain chain) : IClassFixture<AnvilProofTests.Chain>
{
    private const string GetBlock = "eth_getBlockByNumber";
    private const string GetLogs = "eth_getLogs";
    private const string GetReceipts = "eth_getBlockReceipts";
    private const string Block3 = "0x3";

    [Fact]
    public async Task Every_block_of_a_real_chain_hashes_to_its_hash_and_its_receipts_to_their_root()
    {
        using var client = new RpcClient(chain.Logger.Endpoint);
        ChainSource source = SourceOf(client);
        IReadOnlyList<BlockHeader> headers = await ReadHeadersAsync(source);
        List<int> counts = [];

        foreach (BlockHeader header in headers)
        {
            HeaderProofs.Check(header).ShouldBe(HeaderProof.Proven, $"block {header.Number}");
            var receipts = new ReceiptColumns();
            await source.ReadReceiptsAsync(header, receipts, _ => { }, CancellationToken.None);
            new ReceiptTrie().RootOf(receipts).ShouldBe(header.Fields!.ReceiptsRoot, $"block {header.Number}");
            receipts.Logs.LogIndexes.ToArray().ShouldBe(Enumerable.Range(0, receipts.Logs.Count));
            counts.Add(receipts.Count);
        }

        counts.ShouldBe([0, 1, 0, 6, 0, LoggerChain.CallsInLargeBlock, 1]);
    }

    [Fact]
    public async Task Proven_logs_are_those_that_an_honest_endpoint_gives()
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);

        ProvenBlocks byReceipts = await ReadAsync(client, ProofLevel.Receipts);
        int receiptCalls = proxy.Calls.Count(call => call == GetReceipts);
        ProvenBlocks byBloom = await ReadAsync(client, ProofLevel.Bloom);
        ProvenBlocks believed = await ReadAsync(client, ProofLevel.None);

        Places(byReceipts).ShouldBe(Places(believed));
        Places(byBloom).ShouldBe(Places(believed));
        byReceipts.Logs.Count.ShouldBe(LoggerChain.LogsPerCall * (5 + LoggerChain.CallsInLargeBlock + 1));
        byReceipts.Levels.ShouldAllBe(level => level == ProofLevel.Receipts);
        receiptCalls.ShouldBe(3, "blocks whose bloom names the contract");
        byBloom
            .Levels.Select(level => level == ProofLevel.Bloom)
            .ShouldBe([false, false, false, true, false, true, true]);
        believed.WeakestLevel.ShouldBe(ProofLevel.None);
    }

    public static TheoryData<string> Lies =>
        ["omit", "double", "swap", "data", "topic", "address", "status", "gas", "drop receipt", "swap receipts"];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_lie_in_receipts_is_named_with_block_and_endpoint(string lie)
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);
        proxy.Tell = (method, result) => method == GetReceipts && IsBlock3(result) ? Falsify(lie, result!) : result;

        SyncException told = await Should.ThrowAsync<SyncException>(() => ReadAsync(client, ProofLevel.Receipts));

        told.Problem.ShouldBe(SyncProblem.Inconsistent);
        told.Message.ShouldContain($"{client.Name} gave false receipts of block 3: their root is 0x");
    }

    [Fact]
    public async Task A_lie_that_is_told_once_is_asked_away()
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);
        int lies = 0;
        proxy.Tell = (method, result) =>
            method == GetReceipts && IsBlock3(result) && lies++ == 0 ? Falsify("omit", result!) : result;

        ProvenBlocks blocks = await ReadAsync(client, ProofLevel.Receipts);

        lies.ShouldBe(2);
        blocks.WeakestLevel.ShouldBe(ProofLevel.Receipts);
        blocks.Logs.Count.ShouldBe(LoggerChain.LogsPerCall * (5 + LoggerChain.CallsInLargeBlock + 1));
    }

    [Fact]
    public async Task At_level_bloom_a_block_without_its_logs_is_caught_and_nothing_else_of_the_range_believed()
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);
        proxy.Tell = (method, result) => method == GetLogs ? Without(result!, Block3) : result;

        ProvenBlocks blocks = await ReadAsync(client, ProofLevel.Bloom);

        blocks.Contradictions.ShouldBe([$"{client.Name} left out 20 logs of block 3"]);
        blocks.WeakestLevel.ShouldBe(ProofLevel.Receipts);
        blocks.Logs.Count.ShouldBe(LoggerChain.LogsPerCall * (5 + LoggerChain.CallsInLargeBlock + 1));
    }

    [Fact]
    public async Task At_level_bloom_invented_logs_are_caught()
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);
        proxy.Tell = (method, result) =>
        {
            if (method == GetLogs)
            {
                JsonNode invented = result![0]!.DeepClone();
                invented["blockNumber"] = "0x4";
                result.AsArray().Add(invented);
            }

            return result;
        };

        ProvenBlocks blocks = await ReadAsync(client, ProofLevel.Bloom);

        blocks.Contradictions.ShouldBe([$"{client.Name} gave 1 logs that the block's bloom rules out of block 4"]);
        blocks.Logs.BlockNumbers.ToArray().ShouldNotContain(4L);
    }

    [Fact]
    public async Task Without_receipts_a_block_with_logs_is_at_level_bloom_and_one_without_at_none()
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);
        proxy.Unknown.Add(GetReceipts);
        proxy.Tell = (method, result) => method == GetLogs ? Without(result!, Block3) : result;

        ProvenBlocks blocks = await ReadAsync(client, ProofLevel.Receipts);

        blocks.Levels.ShouldBe([
            ProofLevel.Receipts,
            ProofLevel.Receipts,
            ProofLevel.Receipts,
            ProofLevel.None,
            ProofLevel.Receipts,
            ProofLevel.Bloom,
            ProofLevel.Bloom,
        ]);
    }

    [Fact]
    public async Task Receipts_of_a_type_that_we_cannot_encode_are_unverifiable_and_kept()
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);
        proxy.Tell = (method, result) =>
        {
            if (method == GetReceipts && IsBlock3(result))
            {
                result![0]!["type"] = "0x7e";
            }

            return result;
        };

        ProvenBlocks blocks = await ReadAsync(client, ProofLevel.Receipts);

        blocks.Levels[3].ShouldBe(ProofLevel.Unverifiable);
        blocks.WeakestLevel.ShouldBe(ProofLevel.Unverifiable);
        blocks.Logs.BlockNumbers.ToArray().Count(block => block == 3).ShouldBe(5 * LoggerChain.LogsPerCall);
    }

    [Fact]
    public async Task Receipts_without_blooms_are_proven_all_the_same()
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);
        proxy.Tell = (method, result) =>
        {
            foreach (JsonNode? receipt in method == GetReceipts ? result!.AsArray() : [])
            {
                receipt!.AsObject().Remove("logsBloom").ShouldBeTrue();
            }

            return result;
        };

        (await ReadAsync(client, ProofLevel.Receipts)).WeakestLevel.ShouldBe(ProofLevel.Receipts);
    }

    [Fact]
    public async Task A_header_with_a_false_bloom_is_read_again_and_then_refused()
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);
        proxy.Tell = (method, result) =>
            method == GetBlock && IsNumber(result, Block3) ? WithoutBloom(result!) : result;

        ProvenBlocks mended = await ReadAsync(client, ProofLevel.Receipts);
        proxy.Tell = (_, result) => IsNumber(result, Block3) ? WithoutBloom(result!) : result;
        SyncException told = await Should.ThrowAsync<SyncException>(() => ReadAsync(client, ProofLevel.Receipts));

        mended.WeakestLevel.ShouldBe(ProofLevel.Receipts);
        mended.Logs.BlockNumbers.ToArray().ShouldContain(3L);
        told.Message.ShouldContain($"{client.Name} gave a false header of block 3: it hashes to 0x");
    }

    [Fact]
    public async Task A_chain_that_hashes_headers_with_a_field_of_its_own_is_unverifiable_not_wrong()
    {
        using var proxy = new LyingProxy(chain.Logger.Endpoint);
        using var client = new RpcClient(proxy.Endpoint);
        proxy.Tell = (method, result) =>
        {
            if (method == GetBlock)
            {
                result!["sequencerSeal"] = "0x01";
                result["extraData"] = "0x01";
            }

            return result;
        };

        ProvenBlocks blocks = await ReadAsync(client, ProofLevel.Receipts);

        blocks.Levels.ShouldAllBe(level => level == ProofLevel.Unverifiable);
        blocks.Logs.Count.ShouldBe(LoggerChain.LogsPerCall * (5 + LoggerChain.CallsInLargeBlock + 1));
    }

    private async Task<ProvenBlocks> ReadAsync(RpcClient client, ProofLevel level)
    {
        ChainSource source = SourceOf(client);
        return await new BlockProver().ReadAsync(
            source,
            await ReadHeadersAsync(source),
            [chain.Logger.Contract],
            level,
            CancellationToken.None
        );
    }

    private static Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(ChainSource source) =>
        source.ReadHeadersAsync(new BlockRange(0, LoggerChain.LastBlock), CancellationToken.None);

    private static ChainSource SourceOf(RpcClient client) =>
        new(client, new RetryPolicy(TimeProvider.System, TimeSpan.FromMilliseconds(1)));

    private static List<LogHead> Places(ProvenBlocks blocks) =>
        [.. Enumerable.Range(0, blocks.Logs.Count).Select(blocks.Logs.HeadOf)];

    private static bool IsBlock3(JsonNode? receipts) =>
        receipts is JsonArray { Count: > 0 } && IsNumber(receipts[0], Block3, "blockNumber");

    private static bool IsNumber(JsonNode? block, string number, string field = "number") =>
        block is JsonObject && block[field]?.GetValue<string>() == number;

    private static JsonNode WithoutBloom(JsonNode block)
    {
        block["logsBloom"] = "0x" + new string('0', 512);
        return block;
    }

    private static JsonArray Without(JsonNode logs, string block) =>
        new([.. logs.AsArray().Where(log => !IsNumber(log, block, "blockNumber")).Select(log => log!.DeepClone())]);

    private static JsonNode Falsify(string lie, JsonNode receipts)
    {
        JsonArray logs = receipts[1]!["logs"]!.AsArray();
        switch (lie)
        {
            case "omit":
                logs.RemoveAt(1);
                break;
            case "double":
                logs.Add(logs[0]!.DeepClone());
                break;
            case "swap":
                Swap(logs, 0, 1);
                break;
            case "data":
                logs[0]!["data"] = "0x" + new string('1', 78) + "10";
                break;
            case "topic":
                logs[1]!["topics"]![0] = "0x" + new string('1', 63) + "0";
                break;
            case "address":
                logs[0]!["address"] = "0x" + new string('1', 40);
                break;
            case "status":
                receipts[0]!["status"] = "0x0";
                break;
            case "gas":
                receipts[0]!["cumulativeGasUsed"] = "0x1";
                break;
            case "drop receipt":
                receipts.AsArray().RemoveAt(5);
                break;
            case "swap receipts":
                Swap(receipts.AsArray(), 1, 2);
                break;
        }

        return receipts;
    }

    private static void Swap(JsonArray items, int one, int other)
    {
        JsonNode first = items[one]!.DeepClone();
        items[one] = items[other]!.DeepClone();
        items[other] = first;
    }

    public sealed class Chain : IAsyncLifetime
    {
        private LoggerChain? _logger;

        internal LoggerChain Logger => _logger!;

        public async ValueTask InitializeAsync() => _logger = await LoggerChain.StartAsync();

        public ValueTask DisposeAsync() => _logger!.DisposeAsync();
    }
}

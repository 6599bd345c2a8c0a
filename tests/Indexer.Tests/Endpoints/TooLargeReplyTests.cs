using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Tests.Endpoints;

/// <summary>What providers and nodes say when a range of logs is too large; sentences are shortened to what is read.
/// </summary>
public sealed class TooLargeReplyTests
{
    [Theory]
    [InlineData(
        "Alchemy",
        -32602,
        "Log response size exceeded, this block range should work: [0x10, 0x7df]",
        2000,
        null
    )]
    [InlineData("Alchemy, free", -32600, "up to a 10 block range; this should work: [0x1180fca, 0x1180fd3]", 10, null)]
    [InlineData(
        "Alchemy, slow",
        -32000,
        "Query timeout exceeded, this block range should work: [0x1, 0x64]",
        100,
        null
    )]
    [InlineData(
        "Infura",
        -32005,
        "query returned more than 10000 results. Try with this block range [0x1, 0xa].",
        10,
        10000
    )]
    [InlineData("Infura, range", -32602, "range 1000000 exceeds limit of 10000", 10000, null)]
    [InlineData(
        "zkSync",
        -32602,
        "Query returned more than 10000 results. Try with this block range [0x1, 0x5].",
        5,
        10000
    )]
    [InlineData("QuickNode", -32614, "eth_getLogs is limited to a 10,000 range", 10000, null)]
    [InlineData("QuickNode, free", -32615, "eth_getLogs is limited to a 5 range", 5, null)]
    [InlineData("Ankr", -32600, "block range is too wide", null, null)]
    [InlineData("Chainstack", -32000, "Block range limit exceeded.", null, null)]
    [InlineData("BlastAPI", -32600, "Block range is too large, maximum range is 500", 500, null)]
    [InlineData("BlockPI", -32602, "eth_getLogs is limited to 1024 block range.", 1024, null)]
    [InlineData("LlamaNodes", -32602, "query exceeds max block range 1000", 1000, null)]
    [InlineData("dRPC, free", 35, "ranges over 10000 blocks are not supported on freetier", 10000, null)]
    [InlineData("Cloudflare", -32047, "Invalid eth_getLogs request, max range: 800", 800, null)]
    [InlineData("thirdweb", -32005, "Maximum allowed number of requested blocks is 1000", 1000, null)]
    [InlineData("Tenderly", -32602, "range 9009594 is bigger than range limit 2000", 2000, null)]
    [InlineData("1rpc", -32603, "eth_getLogs range is too large, max is 1k blocks", 1000, null)]
    [InlineData("geth", -32602, "exceed maximum block range: 50000", 50000, null)]
    [InlineData("reth", -32602, "query exceeds max block range 100000", 100000, null)]
    [InlineData(
        "reth, logs",
        -32602,
        "query exceeds max results 20000, retry with the range 23879634-23879696",
        63,
        20000
    )]
    [InlineData("Erigon", -32000, "query block range exceeds limit: 20000", 20000, null)]
    [InlineData("Nethermind", -32005, "Too many logs requested. Max logs per response is 20000.", null, 20000)]
    [InlineData("Besu", -32005, "Requested range exceeds maximum range limit", null, null)]
    [InlineData("Moonbeam", -32603, "block range is too wide (maximum 1024)", 1024, null)]
    [InlineData("Cronos", -32000, "requested too many blocks from 0 to 5000000, maximum is set to 1024", 1024, null)]
    [InlineData("Harmony", -32000, "query must be smaller than size 1024", 1024, null)]
    [InlineData("Scroll", -32000, "block range is bigger than maxBlockRange", null, null)]
    [InlineData("a proxy", 413, "HTTP status 413.", null, null)]
    public void Each_provider_is_understood(string provider, int code, string message, int? blocks, int? results)
    {
        var error = new RpcException($"eth_getLogs at https://rpc.example:443: {message}", isTransient: false)
        {
            Code = code,
        };

        TooLargeReply.IsCauseOf(error).ShouldBeTrue(provider);
        TooLargeHint hint = TooLargeReply.HintIn(error);
        hint.BlocksMax.ShouldBe(blocks, provider);
        hint.ResultsMax.ShouldBe(results, provider);
    }

    [Theory]
    [InlineData(-32000, "header not found")]
    [InlineData(-32602, "block range extends beyond current head block")]
    [InlineData(-32601, "the method eth_getBlockReceipts does not exist")]
    [InlineData(3, "execution reverted")]
    [InlineData(-32005, "project ID request rate exceeded")]
    [InlineData(429, "limited to 25 requests per second")]
    public void Other_errors_are_not_too_large(int code, string message)
    {
        var error = new RpcException(message, isTransient: RpcRateLimit.IsMeantBy(code, message)) { Code = code };

        FailureKinds.Of(error).ShouldNotBe(FailureKind.TooLarge);
    }
}

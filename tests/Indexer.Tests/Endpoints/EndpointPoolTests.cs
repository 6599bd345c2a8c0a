using System.Diagnostics;
using System.Text.Json.Nodes;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Indexer.Tests.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Endpoints;

/// <summary>Real endpoints on loopback; what one cannot answer the next one is asked.</summary>
public sealed class EndpointPoolTests
{
    private static readonly Address[] Contracts = [Address.Parse("0x" + new string('1', 40))];

    [Fact]
    public async Task A_method_that_one_endpoint_does_not_serve_is_asked_of_the_next_and_of_the_first_no_more()
    {
        int asked = 0;
        using var first = Answering(_ =>
        {
            asked++;
            return Error(-32601, "the method does not exist");
        });
        using var second = Answering(_ => Result("\"0x60\""));
        using EndpointPool pool = Pool(first, second);
        var source = new ChainSource(pool);

        (await source.HasCodeAsync(Contracts[0], CancellationToken.None)).ShouldBeTrue();
        (await source.Fork().HasCodeAsync(Contracts[0], CancellationToken.None)).ShouldBeTrue();

        asked.ShouldBe(1);
        source.Name.ShouldBe(pool.Endpoints[1].Name);
    }

    [Fact]
    public async Task An_endpoint_behind_the_asked_block_has_failed_and_is_not_believed_to_be_empty()
    {
        using var behind = Answering(call => IsHead(call) ? Result(Block(5)) : Result("[]"));
        using var ahead = Answering(call => IsHead(call) ? Result(Block(20)) : Result($"[{Log(10)}]"));
        using EndpointPool pool = Pool(behind, ahead);
        var source = new ChainSource(pool);

        LogColumns logs = await source.ReadLogsAsync(Contracts, new BlockRange(10, 10), CancellationToken.None);

        logs.Count.ShouldBe(1);
        source.Name.ShouldBe(pool.Endpoints[1].Name);
    }

    [Fact]
    public async Task One_endpoint_alone_that_is_behind_says_so()
    {
        using var behind = Answering(call => IsHead(call) ? Result(Block(5)) : Result("[]"));
        using EndpointPool pool = Pool(behind);

        var error = await Should.ThrowAsync<RpcException>(() =>
            new ChainSource(pool).ReadLogsAsync(Contracts, new BlockRange(10, 10), CancellationToken.None)
        );

        error.Message.ShouldContain("it is behind: it was asked for block 10 and has 5");
    }

    [Fact]
    public async Task A_block_that_no_endpoint_has_is_none_and_one_that_an_endpoint_failed_to_tell_is_an_error()
    {
        using var without = Answering(_ => Result("null"));
        using var broken = Answering(_ => Error(-32603, "internal trouble"));
        using EndpointPool both = Pool(without, broken);
        using EndpointPool alone = Pool(without);

        (await new ChainSource(alone).FindHeaderAsync(7, CancellationToken.None)).ShouldBeNull();
        var error = await Should.ThrowAsync<RpcException>(() =>
            new ChainSource(both).FindHeaderAsync(7, CancellationToken.None)
        );

        error.Message.ShouldContain("internal trouble");
    }

    [Fact]
    public async Task A_wait_that_an_endpoint_asks_for_holds_for_all_its_callers_and_for_no_other_endpoint()
    {
        bool isFirst = true;
        using var busy = new ScriptedEndpoint(body =>
        {
            string reply = isFirst
                ? ScriptedEndpoint.Reply("", "429 Too Many Requests", "Retry-After: 1\r\n")
                : ScriptedEndpoint.Reply(Enclose(body, Result("\"0x60\"")));
            isFirst = false;
            return reply;
        });
        using var free = Answering(_ => Result("\"0x60\""));
        using EndpointPool both = Pool(busy, free);
        var waited = Stopwatch.StartNew();

        await new ChainSource(both).HasCodeAsync(Contracts[0], CancellationToken.None);
        waited.ElapsedMilliseconds.ShouldBeLessThan(900);
        both.Endpoints[0].Window.Limit.ShouldBe(ConcurrencyWindow.First / 2);
        both.Endpoints[0].Health.IsReady.ShouldBeFalse();
        await both.Endpoints[0].SendAsync("any", 1, _ => Task.FromResult(0), CancellationToken.None);

        waited.ElapsedMilliseconds.ShouldBeGreaterThan(900);
    }

    [Fact]
    public async Task A_range_is_cut_to_the_cap_that_the_endpoint_names_and_the_cap_is_remembered()
    {
        List<long> asked = [];
        using var capped = Answering(call =>
        {
            if (IsHead(call))
            {
                return Result(Block(2000));
            }

            JsonNode filter = call["params"]![0]!;
            long from = Hex.ToLong(filter["fromBlock"]!.GetValue<string>());
            long count = Hex.ToLong(filter["toBlock"]!.GetValue<string>()) - from + 1;
            asked.Add(count);
            return count > 300 ? Error(-32614, "eth_getLogs is limited to a 300 range") : Result($"[{Log(from)}]");
        });
        using EndpointPool pool = Pool(capped);

        LogColumns logs = await new ChainSource(pool).ReadLogsAsync(
            Contracts,
            new BlockRange(1, 1000),
            CancellationToken.None
        );

        asked.ShouldBe([1000, 300, 300, 300, 100]);
        logs.Count.ShouldBe(4);
        pool.Endpoints[0].Limits.BlocksMax.ShouldBe(300);
    }

    [Fact]
    public async Task One_block_over_the_cap_is_read_by_contract_where_no_endpoint_serves_its_receipts()
    {
        Address[] two = [Contracts[0], Address.Parse("0x" + new string('2', 40))];
        using var capped = Answering(call =>
            call["method"]!.GetValue<string>() switch
            {
                "eth_getBlockByNumber" => Result(Block(9)),
                "eth_getLogs" when call["params"]![0]!["address"]!.AsArray().Count > 1 => Error(
                    -32005,
                    "query returned more than 1 results"
                ),
                "eth_getLogs" => Result($"[{Log(9)}]"),
                _ => Error(-32601, "not served"),
            }
        );
        using EndpointPool pool = Pool(capped);

        LogColumns logs = await new ChainSource(pool).ReadLogsAsync(two, new BlockRange(9, 9), CancellationToken.None);

        logs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task One_block_over_the_cap_is_read_from_its_receipts_and_only_the_asked_contract_is_taken()
    {
        string other = Log(9)
            .Replace(Contracts[0].ToString(), "0x" + new string('2', 40))
            .Replace("\"logIndex\":\"0x0\"", "\"logIndex\":\"0x1\"");
        using var capped = Answering(call =>
            call["method"]!.GetValue<string>() switch
            {
                "eth_getBlockByNumber" => Result(Block(9)),
                "eth_getLogs" => Error(-32005, "query returned more than 10000 results"),
                _ => Result($"[{Receipt(Log(9), other)}]"),
            }
        );
        using EndpointPool pool = Pool(capped);

        LogColumns logs = await new ChainSource(pool).ReadLogsAsync(
            Contracts,
            new BlockRange(9, 9),
            CancellationToken.None
        );

        logs.Count.ShouldBe(1);
        logs.Addresses[0].ShouldBe(Contracts[0]);
        logs.BlockNumbers[0].ShouldBe(9);
    }

    [Fact]
    public async Task Replies_are_asked_for_compressed()
    {
        using var endpoint = new ScriptedEndpoint(_ => ScriptedEndpoint.Reply("{\"id\":1,\"result\":\"0x1\"}"));
        using var client = new RpcClient(endpoint.At());

        await client.CallAsync("eth_test", CancellationToken.None);

        endpoint.LastHead.ShouldContain("Accept-Encoding: gzip");
    }

    private static EndpointPool Pool(params ScriptedEndpoint[] endpoints) =>
        EndpointPool.Connect(
            endpoints.Select(endpoint => new EndpointAddress(endpoint.At("/secret"))),
            new RetryPolicy(TimeProvider.System, TimeSpan.FromMilliseconds(1))
        );

    /// <param name="answer">From a call to "result": … or "error": ….</param>
    private static ScriptedEndpoint Answering(Func<JsonNode, string> answer) =>
        new(body =>
        {
            JsonNode request = JsonNode.Parse(body)!;
            string reply = request is JsonArray batch
                ? $"[{string.Join(',', batch.Select(call => Enclose(call!, answer(call!))))}]"
                : Enclose(request, answer(request));
            return ScriptedEndpoint.Reply(reply);
        });

    private static string Enclose(string body, string answer) => Enclose(JsonNode.Parse(body)!, answer);

    private static string Enclose(JsonNode call, string answer) =>
        $$"""{"jsonrpc":"2.0","id":{{call["id"]}},{{answer}}}""";

    private static string Result(string json) => $"\"result\":{json}";

    private static string Error(int code, string message) =>
        $$"""
            "error":{"code":{{code}},"message":"{{message}}"}
            """;

    private static bool IsHead(JsonNode call) => call["method"]!.GetValue<string>() == "eth_getBlockByNumber";

    private static string Block(long number) =>
        $$"""{"number":"{{Hex.Quantity(number)}}","hash":"{{Word('a')}}","parentHash":"{{Word('b')}}","timestamp":"0x1"}""";

    private static string Log(long block) =>
        $$"""{"address":"{{Contracts[0]}}","topics":[],"data":"0x","blockNumber":"{{Hex.Quantity(block)}}","blockHash":"{{Word('a')}}","transactionHash":"{{Word('c')}}","transactionIndex":"0x0","logIndex":"0x0"}""";

    private static string Receipt(params string[] logs) =>
        $$"""{"transactionHash":"{{Word('c')}}","transactionIndex":"0x0","blockHash":"{{Word('a')}}","blockNumber":"0x9","type":"0x2","status":"0x1","cumulativeGasUsed":"0x1","logsBloom":"0x{{new string('0', 512)}}","logs":[{{string.Join(',', logs)}}]}""";

    private static string Word(char digit) => "0x" + new string(digit, 64);
}

using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Economy;

/// <summary>Laws of Ocean's contracts, from raw logs and view functions.</summary>
[Collection(SettledEconomyTests.Name)]
public sealed class OceanEconomyTests(SettledEconomy economy)
{
    private const string Transfer = "Transfer(address,address,uint256)";

    private static readonly Address Dead = Address.Parse("0x000000000000000000000000000000000000dEaD");
    private static readonly BigInteger Cap = 1_410_000_000 * BigInteger.Pow(10, 18);

    [Fact]
    public async Task Buyers_pay_what_the_exchange_says_and_publishers_markets_and_community_get_it()
    {
        AnvilHost host = economy.Host;
        Address token = economy.AddressOf("ocean_token");
        Address exchange = economy.AddressOf("fixed_rate_exchange");
        List<(BigInteger[] Topics, BigInteger[] Data)> swaps = await ReadAsync(
            host,
            exchange,
            "Swapped(bytes32,address,uint256,uint256,address,uint256,uint256,uint256)"
        );
        List<(BigInteger[] Topics, BigInteger[] Data)> orders = await ReadAsync(
            host,
            null,
            "OrderStarted(address,address,uint256,uint256,uint256,address,uint256)"
        );
        List<(BigInteger[] Topics, BigInteger[] Data)> transfers = await ReadAsync(host, token, Transfer);

        BigInteger paidIn = Sum(transfers.Where(log => log.Topics[2] == Number(exchange)), word: 0);
        BigInteger paidOut = Sum(transfers.Where(log => log.Topics[1] == Number(exchange)), word: 0);
        BigInteger collected =
            Sum(await ReadAsync(host, exchange, "TokenCollected(bytes32,address,address,uint256)"), word: 0)
            + Sum(await ReadAsync(host, exchange, "MarketFeeCollected(bytes32,address,uint256)"), word: 0)
            + Sum(await ReadAsync(host, exchange, "OceanFeeCollected(bytes32,address,uint256)"), word: 0)
            + Sum(await ReadAsync(host, exchange, "ConsumeMarketFee(bytes32,address,address,uint256)"), word: 2);

        orders.Count.ShouldBeGreaterThan(30);
        swaps.Count.ShouldBe(orders.Count);
        paidIn.ShouldBe(Sum(swaps, word: 0));
        paidOut.ShouldBe(collected);
        (await BalanceAsync(host, token, exchange)).ShouldBe(paidIn - paidOut);
        collected.ShouldBeGreaterThan(BigInteger.Zero);
    }

    [Fact]
    public async Task Foundation_gives_up_OCEAN_every_month_without_changing_the_supply()
    {
        AnvilHost host = economy.Host;
        Address token = economy.AddressOf("ocean_token");
        List<(BigInteger[] Topics, BigInteger[] Data)> transfers = await ReadAsync(host, token, Transfer);
        List<(BigInteger[] Topics, BigInteger[] Data)> given =
        [
            .. transfers.Where(log => log.Topics[2] == Number(Dead)),
        ];

        // Every 30 days of 200.
        given.Count.ShouldBe(6);
        (await BalanceAsync(host, token, Dead)).ShouldBe(Sum(given, word: 0));
        (await AskAsync(host, token, "totalSupply() returns (uint256)")).ShouldBe(Cap);
    }

    /// <summary>Topics and data of every log of an event, each as 256-bit words.</summary>
    private static async Task<List<(BigInteger[] Topics, BigInteger[] Data)>> ReadAsync(
        AnvilHost host,
        Address? contract,
        string signature
    )
    {
        var query = new Dictionary<string, object?>
        {
            ["fromBlock"] = "0x0",
            ["toBlock"] = "latest",
            ["topics"] = new object?[] { Hex.From(Keccak256.Hash(signature)) },
        };
        if (contract is { } address)
        {
            query["address"] = address.ToString();
        }

        JsonElement logs = await host.Rpc.CallAsync("eth_getLogs", CancellationToken.None, query);
        return
        [
            .. logs.EnumerateArray()
                .Select(log =>
                    (
                        log.GetProperty("topics")
                            .EnumerateArray()
                            .SelectMany(topic => Words(topic.GetString()!))
                            .ToArray(),
                        Words(log.GetProperty("data").GetString()!)
                    )
                ),
        ];
    }

    private static BigInteger[] Words(string hex) =>
        [.. Hex.Bytes(hex).Chunk(32).Select(word => new BigInteger(word, isUnsigned: true, isBigEndian: true))];

    private static BigInteger Number(Address address) => new(address.ToBytes(), isUnsigned: true, isBigEndian: true);

    private static BigInteger Sum(IEnumerable<(BigInteger[] Topics, BigInteger[] Data)> logs, int word) =>
        logs.Aggregate(BigInteger.Zero, (sum, log) => sum + log.Data[word]);

    private static Task<BigInteger> BalanceAsync(AnvilHost host, Address token, Address owner) =>
        AskAsync(host, token, "balanceOf(address) returns (uint256)", owner);

    private static async Task<BigInteger> AskAsync(AnvilHost host, Address to, string function, params object[] inputs)
    {
        string data = Hex.From(FunctionSignature.Parse(function).EncodeCall(inputs));
        JsonElement reply = await host.Rpc.CallAsync("eth_call", CancellationToken.None, new { to, data }, "latest");
        return Hex.ToBigInteger(reply.GetString()!);
    }
}

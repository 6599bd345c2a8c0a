using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Economy;

/// <summary>Laws of Masa's contracts, from raw logs and view functions.</summary>
[Collection(SettledEconomyTests.Name)]
public sealed class MasaEconomyTests(SettledEconomy economy)
{
    [Fact]
    public async Task Supply_equals_mints_less_burns_and_wallets_paid_what_they_released()
    {
        AnvilHost host = economy.Host;
        Address masa = economy.AddressOf("masa_token");

        BigInteger minted = await SumAsync(host, masa, "Transfer(address,address,uint256)", (1, default));
        BigInteger burned = await SumAsync(host, masa, "Transfer(address,address,uint256)", (2, default));
        BigInteger supply = await AskAsync(host, masa, "totalSupply() returns (uint256)");

        burned.ShouldBeGreaterThan(BigInteger.Zero);
        supply.ShouldBe(minted - burned);
        BigInteger releasedByAll = BigInteger.Zero;
        foreach (Address wallet in economy.AddressesOf("vesting_wallet"))
        {
            BigInteger logged = await SumAsync(host, wallet, "ERC20Released(address,uint256)");
            BigInteger paid = await SumAsync(host, masa, "Transfer(address,address,uint256)", (1, wallet));
            (await AskAsync(host, wallet, "released(address) returns (uint256)", masa)).ShouldBe(logged);
            paid.ShouldBe(logged);
            releasedByAll += logged;
        }

        releasedByAll.ShouldBeGreaterThan(BigInteger.Zero);
    }

    /// <summary>The last data word of every log of an event, added up.</summary>
    private static async Task<BigInteger> SumAsync(
        AnvilHost host,
        Address contract,
        string signature,
        (int Position, Address Value)? filter = null
    )
    {
        var topics = new object?[] { Hex.From(Keccak256.Hash(signature)), null, null };
        if (filter is { } wanted)
        {
            topics[wanted.Position] = Hex.From([.. new byte[12], .. wanted.Value.ToBytes()]);
        }

        object?[] trimmed = filter is null ? [topics[0]] : topics;
        var query = new
        {
            address = contract,
            fromBlock = "0x0",
            toBlock = "latest",
            topics = trimmed,
        };
        JsonElement logs = await host.Rpc.CallAsync("eth_getLogs", CancellationToken.None, query);
        BigInteger sum = BigInteger.Zero;
        foreach (JsonElement log in logs.EnumerateArray())
        {
            sum += Hex.ToBigInteger(log.GetProperty("data").GetString()!);
        }

        return sum;
    }

    private static async Task<BigInteger> AskAsync(AnvilHost host, Address to, string function, params object[] inputs)
    {
        string data = Hex.From(FunctionSignature.Parse(function).EncodeCall(inputs));
        JsonElement reply = await host.Rpc.CallAsync("eth_call", CancellationToken.None, new { to, data }, "latest");
        return Hex.ToBigInteger(reply.GetString()!);
    }
}

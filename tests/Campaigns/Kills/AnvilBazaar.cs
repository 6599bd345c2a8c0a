using System.Numerics;
using System.Text.Json;
using Souk.Campaigns.Chains;
using Souk.Campaigns.Markets;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Economy;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Kills;

/// <summary>The bazaar on a real node: each contract writes as a log whatever it is called with.</summary>
internal sealed class AnvilBazaar : IAsyncDisposable
{
    /// <summary>Blocks that a reorganisation may replace: two epochs less one.</summary>
    public const int DepthMax = (2 * SlotsInAnEpoch) - 1;

    private const int SlotsInAnEpoch = 4;
    private const int ShopCount = 4;

    /// <summary>Deploys code that takes two topics and data from its call data and writes them: CALLDATALOAD of the
    /// topics, CALLDATACOPY of the rest, LOG2. Assembled by hand after the yellow paper, appendix H.</summary>
    private const string TwoTopics = "0x601480600b6000396000f3" + "60203560003560403603806040600037" + "6000a200";

    /// <summary>The same with three topics.</summary>
    private const string ThreeTopics =
        "0x601780600b6000396000f3" + "60403560203560003560603603806060600037" + "6000a300";

    private readonly AnvilHost _host;
    private readonly Address _sender;
    private readonly List<Address> _shops;

    private AnvilBazaar(AnvilHost host, Address sender, List<Address> contracts)
    {
        _host = host;
        _sender = sender;
        _shops = contracts[3..];
        Token = contracts[0];
        Till = contracts[1];
        Factory = contracts[2];
        Bazaar = new Bazaar(Token, Till, Factory);
    }

    public Bazaar Bazaar { get; }

    public Uri Endpoint => _host.Endpoint;

    private Address Token { get; }

    private Address Till { get; }

    private Address Factory { get; }

    public static async Task<AnvilBazaar> StartAsync(CancellationToken cancellation)
    {
        var options = new AnvilOptions
        {
            ChainId = Bazaar.ChainId,
            SlotsInAnEpoch = SlotsInAnEpoch,
            KeepsHistory = true,
        };
        AnvilHost host = await AnvilHost.StartAsync(options, cancellation);
        try
        {
            JsonElement accounts = await host.Rpc.CallAsync("eth_accounts", cancellation);
            Address sender = Address.Parse(accounts[0].GetString()!);
            string[] codes = [ThreeTopics, ThreeTopics, TwoTopics, .. Enumerable.Repeat(TwoTopics, ShopCount)];
            List<Address> contracts = [];
            foreach (string code in codes)
            {
                contracts.Add(await DeployAsync(host.Rpc, sender, code, cancellation));
            }

            return new AnvilBazaar(host, sender, contracts);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Mines blocks in which the bazaar trades.</summary>
    public async Task MineAsync(SeededStream stream, int blockCount, CancellationToken cancellation)
    {
        for (int block = 0; block < blockCount; block++)
        {
            List<RpcCall> calls = [];
            int count = stream.Below(12);
            for (int index = 0; index < count; index++)
            {
                ScriptedLog log = Log(stream);
                byte[] data = [.. log.Topics.SelectMany(topic => topic.ToBytes()), .. log.Data];
                calls.Add(new RpcCall("eth_sendTransaction", Transaction(_sender, log.Contract, Hex.From(data))));
            }

            await _host.Rpc.CallBatchAsync(calls, cancellation);
            await _host.Rpc.CallAsync("evm_mine", cancellation);
        }
    }

    /// <summary>Replaces the newest blocks by others without transactions.</summary>
    public Task ReorganiseAsync(int depth, CancellationToken cancellation) =>
        _host.Rpc.CallAsync("anvil_reorg", cancellation, depth, Array.Empty<object>());

    public async ValueTask DisposeAsync()
    {
        Bazaar.Dispose();
        await _host.DisposeAsync();
    }

    private ScriptedLog Log(SeededStream stream)
    {
        Address one = Bazaar.Person(stream.Below(9));
        Address other = stream.Chance(perMille: 100) ? default : Bazaar.Person(stream.Below(9));
        var amount = new BigInteger(stream.Next());
        return stream.Below(10) switch
        {
            < 5 => ScriptedLog.Of(Token, Bazaar.Transfer, one, other, amount),
            < 7 => ScriptedLog.Of(Till, Bazaar.Paid, one, other, amount),
            < 8 => ScriptedLog.Of(Factory, Bazaar.ShopOpened, stream.Pick(_shops)),
            _ => ScriptedLog.Of(stream.Pick(_shops), Bazaar.Sold, one, amount, $"item {amount}"),
        };
    }

    private static async Task<Address> DeployAsync(
        RpcClient rpc,
        Address sender,
        string code,
        CancellationToken cancellation
    )
    {
        JsonElement hash = await rpc.CallAsync("eth_sendTransaction", cancellation, Transaction(sender, null, code));
        await rpc.CallAsync("evm_mine", cancellation);
        JsonElement receipt = await rpc.CallAsync("eth_getTransactionReceipt", cancellation, hash.GetString());
        return Address.Parse(receipt.GetProperty("contractAddress").GetString()!);
    }

    private static Dictionary<string, object> Transaction(Address sender, Address? to, string data)
    {
        Dictionary<string, object> fields = new()
        {
            ["from"] = sender.ToString(),
            ["data"] = data,
            ["gas"] = "0x30d40",
            ["gasPrice"] = "0x1",
        };
        if (to is { } contract)
        {
            fields["to"] = contract.ToString();
        }

        return fields;
    }
}

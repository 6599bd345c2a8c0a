using System.Security.Cryptography;
using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Proofs;

/// <summary>A real chain whose one contract writes logs with 0, 1, 2 and 4 topics for every call.</summary>
/// <remarks>Blocks: 0 genesis, 1 creation, 2 empty, 3 one transaction of every type and one that fails, 4 empty, 5 with
/// 300 transactions, 6 one transaction.</remarks>
internal sealed class LoggerChain : IAsyncDisposable
{
    public const int LastBlock = 6;
    public const int LogsPerCall = 4;
    public const int CallsInLargeBlock = 300;

    /// <summary>Copies the input to memory; log0(input), log1(input, word 0), log2(input, caller, this),
    /// log4(nothing, 42, word 0, caller, this).</summary>
    private const string Code = "365f5f37365fa05f35365fa13330365fa230335f35602a5f5fa400";

    private readonly AnvilHost _host;
    private readonly string[] _accounts;

    private LoggerChain(AnvilHost host, string[] accounts)
    {
        _host = host;
        _accounts = accounts;
    }

    public Uri Endpoint => _host.Endpoint;

    public Address Contract { get; private set; }

    public static async Task<LoggerChain> StartAsync()
    {
        AnvilHost host = await AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);
        JsonElement accounts = await host.Rpc.CallAsync("eth_accounts", CancellationToken.None);
        var chain = new LoggerChain(host, [.. accounts.EnumerateArray().Select(item => item.GetString()!)]);
        await chain.BuildAsync();
        return chain;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task BuildAsync()
    {
        string init = $"0x60{Code.Length / 2:x2}8060093d393df3{Code}";
        await SendAsync(0, ("data", init), ("gasPrice", "0x64"));
        await MineAsync();
        JsonElement receipts = await CallAsync("eth_getBlockReceipts", "0x1");
        Contract = Address.Parse(receipts[0].GetProperty("contractAddress").GetString()!);
        await MineAsync();
        await SendEveryTypeAsync();
        await MineAsync();
        await MineAsync();
        for (int call = 0; call < CallsInLargeBlock; call++)
        {
            await CallContractAsync(call % _accounts.Length, ("gasPrice", Hex.Quantity(1000 - call)));
        }

        await MineAsync();
        await CallContractAsync(0, ("gasPrice", "0x64"));
        await MineAsync();
    }

    private async Task SendEveryTypeAsync()
    {
        (string, object)[] fees = [("maxFeePerGas", "0x64"), ("maxPriorityFeePerGas", "0x1")];
        await CallContractAsync(1, ("gasPrice", "0x64"));
        var accessed = new { address = Contract.ToString(), storageKeys = Array.Empty<string>() };
        await CallContractAsync(2, ("gasPrice", "0x64"), ("accessList", new[] { accessed }));
        await CallContractAsync(3, fees);
        // The commitment to an empty blob is the point at infinity, and so is its proof.
        string commitment = "c0" + new string('0', 94);
        string versionedHash =
            "0x01" + Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(commitment)))[2..];
        (string, object)[] blob =
        [
            ("maxFeePerBlobGas", "0x64"),
            ("blobVersionedHashes", new[] { versionedHash }),
            ("blobs", new[] { "0x" + new string('0', 2 * 131_072) }),
            ("commitments", new[] { "0x" + commitment }),
            ("proofs", new[] { "0x" + commitment }),
        ];
        await CallContractAsync(4, [.. fees, .. blob]);
        // An authorisation that no one signed is skipped; the transaction stands.
        var unsigned = new
        {
            chainId = "0x7a69",
            address = Contract.ToString(),
            nonce = "0x0",
            yParity = "0x0",
            r = "0x1",
            s = "0x1",
        };
        await CallContractAsync(5, [.. fees, ("authorizationList", new[] { unsigned })]);
        await CallContractAsync(6, ("gasPrice", "0x64"), ("gas", "0x6000"));
    }

    private Task CallContractAsync(int account, params (string, object)[] more) =>
        SendAsync(account, [("to", Contract.ToString()), ("data", "0x" + new string('1', 80)), .. more]);

    private async Task SendAsync(int account, params (string Key, object Value)[] fields)
    {
        var transaction = new Dictionary<string, object> { ["from"] = _accounts[account], ["gas"] = "0x100000" };
        foreach ((string key, object value) in fields)
        {
            transaction[key] = value;
        }

        await CallAsync("eth_sendTransaction", transaction);
    }

    private Task MineAsync() => CallAsync("evm_mine");

    private Task<JsonElement> CallAsync(string method, params object?[] parameters) =>
        _host.Rpc.CallAsync(method, CancellationToken.None, parameters);
}

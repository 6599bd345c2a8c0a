using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Mechanisms;

/// <summary>A chain whose clock the test moves, with contracts that a mechanism of the simulation is compared with.</summary>
internal sealed class MechanismChain : IAsyncDisposable
{
    private const long CreationGas = 8_000_000;

    private static readonly FunctionSignature OneNumber = FunctionSignature.Parse("number() returns (uint256 value)");

    private readonly AnvilHost _host;

    private MechanismChain(AnvilHost host, IReadOnlyList<Address> accounts)
    {
        _host = host;
        Accounts = accounts;
    }

    /// <summary>Unlocked accounts; the first one creates contracts.</summary>
    public IReadOnlyList<Address> Accounts { get; }

    /// <summary>Unix seconds of the last block.</summary>
    public long Time { get; private set; } = AnvilOptions.DefaultGenesisTime;

    public static async Task<MechanismChain> StartAsync()
    {
        AnvilHost host = await AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);
        JsonElement accounts = await host.Rpc.CallAsync("eth_accounts", CancellationToken.None);
        return new MechanismChain(host, [.. accounts.EnumerateArray().Select(a => Address.Parse(a.GetString()!))]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    public async Task<Contract> CreateAsync(ContractArtifact artifact, params object[] arguments)
    {
        byte[] code = artifact.EncodeCreation(arguments);
        PlannedTransaction create = new(artifact.Name, Accounts[0], To: null, code, 0, CreationGas, OnMined: null);
        JsonElement receipt = await MineAsync(create, Time + 1);
        return new Contract(Address.Parse(receipt.GetProperty("contractAddress").GetString()!), artifact);
    }

    /// <summary>Sends a transaction that is the next block's only one, at a given time.</summary>
    public Task CallAsync(long time, Address from, Contract contract, string function, params object[] arguments) =>
        MineAsync(contract.Call(from, function, arguments), time);

    /// <summary>Mines an empty block at a given time.</summary>
    public async Task MoveToAsync(long time)
    {
        await _host.Rpc.CallAsync("evm_setNextBlockTimestamp", CancellationToken.None, time);
        await _host.Rpc.CallAsync("evm_mine", CancellationToken.None);
        Time = time;
    }

    /// <summary>What a view function answers at the last block.</summary>
    public async Task<BigInteger> ViewAsync(Contract contract, string function, params object[] arguments)
    {
        string data = Hex.From(contract.Artifact.EncodeCall(function, arguments));
        JsonElement reply = await _host.Rpc.CallAsync(
            "eth_call",
            CancellationToken.None,
            new { to = contract.Address.ToString(), data },
            "latest"
        );
        return BigInteger.Parse(
            OneNumber.DecodeResult(Hex.Bytes(reply.GetString()!))[0].ToString()!,
            CultureInfo.InvariantCulture
        );
    }

    private async Task<JsonElement> MineAsync(PlannedTransaction transaction, long time)
    {
        JsonElement hash = await _host.Rpc.CallAsync(
            "eth_sendTransaction",
            CancellationToken.None,
            new
            {
                from = transaction.From.ToString(),
                to = transaction.To?.ToString(),
                data = Hex.From(transaction.Data),
                gas = Hex.Quantity(transaction.Gas),
                gasPrice = "0x1",
            }
        );
        await MoveToAsync(time);
        JsonElement receipt = await _host.Rpc.CallAsync(
            "eth_getTransactionReceipt",
            CancellationToken.None,
            hash.GetString()!
        );
        receipt.GetProperty("status").GetString().ShouldBe("0x1", transaction.Name);
        return receipt;
    }
}

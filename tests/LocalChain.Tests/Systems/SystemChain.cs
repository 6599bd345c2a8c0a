using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>A local chain on which a test deploys the contracts of one or more systems; one transaction makes one block.
/// </summary>
internal sealed class SystemChain(AnvilHost host, IReadOnlyList<Address> accounts) : IAsyncDisposable
{
    private const long CreationGas = 10_000_000;
    private const long CallGas = 4_000_000;

    private readonly List<(string System, string Line)> _contracts = [];
    private readonly List<(string System, string Line)> _tokens = [];

    public AnvilHost Host => host;

    /// <summary>Gas of the last transaction.</summary>
    public long GasUsed { get; private set; }

    /// <param name="keepsHistory">Whether the node keeps the states of older blocks.</param>
    public static async Task<SystemChain> StartAsync(int chainId = 31337, bool keepsHistory = false)
    {
        AnvilHost host = await AnvilHost.StartAsync(
            new() { ChainId = chainId, KeepsHistory = keepsHistory },
            CancellationToken.None
        );
        JsonElement accounts = await host.Rpc.CallAsync("eth_accounts", CancellationToken.None);
        return new SystemChain(
            host,
            [.. accounts.EnumerateArray().Select(account => Address.Parse(account.GetString()!))]
        );
    }

    public Address Account(int index) => accounts[index];

    /// <summary>Deploys by account 0.</summary>
    public async Task<Contract> DeployAsync(ContractArtifact artifact, params object[] arguments)
    {
        byte[] code = artifact.EncodeCreation(arguments);
        Receipt receipt = await MineAsync(
            new PlannedTransaction(artifact.Name, accounts[0], To: null, code, 0, CreationGas, OnMined: null)
        );
        return new Contract(receipt.ContractAddress!.Value, artifact);
    }

    /// <summary>Names a contract in the manifest of a system.</summary>
    public Contract Name(string system, string kind, Contract contract)
    {
        _contracts.Add((system, $"{{kind: {kind}, name: {kind}, address: \"{contract.Address}\", from_block: 0}}"));
        return contract;
    }

    /// <summary>Names a token contract, and the token itself.</summary>
    public Contract NameToken(string system, string kind, string symbol, int decimals, Contract contract)
    {
        AddToken(system, symbol, decimals, contract.Address, "erc20");
        return Name(system, kind, contract);
    }

    /// <summary>Puts a contract's code at an address, as if it had been created there.</summary>
    public async Task<Contract> PlaceAsync(Address address, Contract original)
    {
        JsonElement code = await host.Rpc.CallAsync(
            "eth_getCode",
            CancellationToken.None,
            original.Address.ToString(),
            "latest"
        );
        await host.Rpc.CallAsync("anvil_setCode", CancellationToken.None, address.ToString(), code.GetString());
        return original with { Address = address };
    }

    /// <summary>Names the tokens of a shipped deployment.</summary>
    public void NameTokens(string system, Deployment deployment)
    {
        foreach (TokenEntry token in deployment.Tokens)
        {
            AddToken(system, token.Symbol, token.Decimals, token.Address, token.Kind);
        }
    }

    public void NameCoin(string system, string symbol, int decimals = 18) =>
        AddToken(system, symbol, decimals, default, "native");

    /// <summary>Names a token that is not read itself.</summary>
    public void AddToken(string system, string symbol, int decimals, Address address, string kind) =>
        _tokens.Add(
            (
                system,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{symbol: {symbol}, decimals: {decimals}, address: \"{address}\", kind: {kind}}}"
                )
            )
        );

    public Task<Receipt> CallAsync(Address from, Contract contract, string function, params object[] arguments) =>
        PayAsync(from, contract, 0, function, arguments);

    /// <param name="value">Native coins in base units that go along.</param>
    public Task<Receipt> PayAsync(
        Address from,
        Contract contract,
        BigInteger value,
        string function,
        params object[] arguments
    ) => MineAsync(contract.Call(from, function, arguments) with { Value = value, Gas = CallGas });

    /// <summary>A signature of a message with the prefix of EIP-191.</summary>
    public async Task<Signature> SignAsync(Address signer, byte[] message)
    {
        JsonElement signed = await host.Rpc.CallAsync(
            "eth_sign",
            CancellationToken.None,
            signer.ToString(),
            Hex.From(message)
        );
        return Signature.FromBytes(Hex.Bytes(signed.GetString()!));
    }

    /// <summary>Coins to a contract that takes them without a call.</summary>
    public Task<Receipt> SendCoinsAsync(Address from, Address to, BigInteger value) =>
        MineAsync(new PlannedTransaction("send", from, to, [], value, CallGas, OnMined: null));

    /// <summary>The refusal of a call that must not succeed.</summary>
    public async Task<string> RefusalAsync(Address from, Contract contract, string function, params object[] arguments)
    {
        byte[] data = contract.Call(from, function, arguments).Data;
        var call = new
        {
            from = from.ToString(),
            to = contract.Address.ToString(),
            data = Hex.From(data),
        };
        RpcException refusal = await Should.ThrowAsync<RpcException>(() =>
            host.Rpc.CallAsync("eth_call", CancellationToken.None, call, "latest")
        );
        return refusal.Data ?? refusal.Message;
    }

    public async Task MineEmptyAsync(int count = 3)
    {
        for (int block = 0; block < count; block++)
        {
            await host.Rpc.CallAsync("evm_mine", CancellationToken.None);
        }
    }

    /// <param name="seconds">From the genesis; the next block has that time.</param>
    public Task NextAtAsync(long seconds) =>
        host.Rpc.CallAsync(
            "evm_setNextBlockTimestamp",
            CancellationToken.None,
            Hex.Quantity(host.Options.GenesisTime + seconds)
        );

    public Task PassAsync(long seconds) =>
        host.Rpc.CallAsync("evm_increaseTime", CancellationToken.None, Hex.Quantity(seconds));

    /// <summary>The deployment of a system on this chain, in YAML.</summary>
    public string DeploymentOf(string system)
    {
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $"  - chain: {host.Options.ChainId}\n");
        AppendLines(yaml, "tokens", _tokens, system);
        AppendLines(yaml, "contracts", _contracts, system);
        return yaml.ToString();
    }

    public bool Has(string system) => _contracts.Exists(entry => entry.System == system);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static void AppendLines(
        StringBuilder yaml,
        string name,
        List<(string System, string Line)> lines,
        string system
    )
    {
        string[] own = [.. lines.Where(entry => entry.System == system).Select(entry => $"      - {entry.Line}\n")];
        if (own.Length > 0)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    {name}:\n").AppendJoin("", own);
        }
    }

    private async Task<Receipt> MineAsync(PlannedTransaction transaction)
    {
        JsonElement sent = await host.Rpc.CallAsync(
            "eth_sendTransaction",
            CancellationToken.None,
            new
            {
                from = transaction.From.ToString(),
                to = transaction.To?.ToString(),
                data = Hex.From(transaction.Data),
                gas = Hex.Quantity(transaction.Gas),
                value = Hex.Quantity(transaction.Value),
                gasPrice = "0x1",
            }
        );
        await host.Rpc.CallAsync("evm_mine", CancellationToken.None);
        string hash = sent.GetString()!;
        JsonElement json = await host.Rpc.CallAsync("eth_getTransactionReceipt", CancellationToken.None, hash);
        Receipt receipt = Receipt.FromJson(json);
        receipt.Succeeded.ShouldBeTrue($"{transaction.Name} failed");
        GasUsed = receipt.GasUsed;
        return receipt;
    }
}

using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>What happens in every system of which only event signatures are published, on two networks, indexed at once.
/// </summary>
public sealed class ScriptedMarkets : IAsyncLifetime
{
    private const int EthereumId = 1;
    private const int BnbId = 56;

    private static readonly string[] Systems =
    [
        "fetch_ai",
        "gensyn",
        "ritual",
        "layerzero",
        "wormhole",
        "pyth",
        "bnb_chain",
        "avalanche",
        "myshell",
    ];

    private readonly IndexedSystems _indexed = new();
    private SystemChain _ethereum = null!;
    private SystemChain _bnb = null!;
    private OwnContracts _own = null!;
    private Address _fet;

    internal IndexedSystems Indexed => _indexed;

    private Address Ada => _ethereum.Account(1);

    private Address Ben => _ethereum.Account(2);

    public async ValueTask InitializeAsync()
    {
        _ethereum = await SystemChain.StartAsync(EthereumId);
        _bnb = await SystemChain.StartAsync(BnbId);
        _own = await OwnContracts.CompileAsync(CancellationToken.None);
        _indexed.Call(Ada, "ada");
        _indexed.Call(Ben, "ben");
        await PlayFetchAsync();
        await PlayGensynAsync();
        await PlayRitualAsync();
        await PlayLayerZeroAsync();
        await PlayWormholeAsync();
        await PlayPythAsync();
        await PlayNativeCoinsAsync();
        await PlayMyShellAsync();
        await _indexed.IndexAsync(Systems, _ethereum, _bnb);
    }

    /// <summary>The same rows from dumps of the two networks.</summary>
    internal Task CheckFilesAsync() => _indexed.CheckFilesAsync(Systems, _ethereum, _bnb);

    public async ValueTask DisposeAsync()
    {
        _indexed.Dispose();
        await _ethereum.DisposeAsync();
        await _bnb.DisposeAsync();
    }

    private async Task PlayFetchAsync()
    {
        var script = new LogScript(_ethereum, _own, "fetch_ai");
        _fet = (await script.TokenAsync("fet_token", "FET", 18)).Address;
        Address bridge = await NameAsync(script, "bridge", "bridge");
        Address staking = await NameAsync(script, "staking", "staking");
        await script.EmitAsync(
            ("fet_token", "Transfer", [Ada, bridge, 500]),
            ("bridge", "Swap", [7, Ada, "fetch1ada", "fetch1ada", 500])
        );
        await script.EmitAsync(
            ("fet_token", "Transfer", [bridge, Ben, 290]),
            ("bridge", "ReverseSwap", [7, Ben, "fetch1ben", _indexed.Id("cosmos-hash"), 290, 10])
        );
        await script.EmitAsync(
            ("fet_token", "Transfer", [Ben, staking, 100]),
            ("staking", "LiquidityDeposited", [Ben, 100])
        );
        await script.EmitAsync(("staking", "BindStake", [Ben, 3, 100, 0]));
        await script.EmitAsync(("staking", "UnbindStake", [Ben, 900, 100, 4]));
        await script.EmitAsync(("fet_token", "Transfer", [staking, Ben, 104]), ("staking", "Withdraw", [Ben, 100, 4]));
    }

    private async Task PlayGensynAsync()
    {
        var script = new LogScript(_ethereum, _own, "gensyn");
        await script.TokenAsync("usdc", "USDC", 6);
        await NameAsync(script, "swarm_coordinator", "swarm");
        await NameAsync(script, "delphi_factory", "delphi");
        await NameAsync(script, "delphi_gateway", "gateway");
        Address market = _indexed.Call(_ethereum.Account(20), "market");
        await script.EmitAsync(("swarm_coordinator", "PeerRegistered", [Ada, "QmAda"]));
        await script.EmitAsync(("swarm_coordinator", "RewardSubmitted", [Ada, 4, 1, -3, "QmAda"]));
        await script.EmitAsync(("swarm_coordinator", "RewardSubmitted", [Ben, 4, 1, 12, "QmBen"]));
        await script.EmitAsync(
            ("swarm_coordinator", "WinnerSubmitted", [Ada, "QmAda", 4, new object[] { "QmBen", "QmAda" }])
        );
        await script.EmitAsync(
            (
                "delphi_factory",
                "NewMarketProxy",
                [Ada, Ben, market, new object[] { "ipfs://synthetic-demo/market", _indexed.Id("market-hash") }]
            )
        );
        await script.EmitAsync(
            ("usdc", "Transfer", [Ben, market, 1000]),
            ("delphi_gateway", "GatewayBuy", [market, Ben, 0, 1000, 950])
        );
        await script.EmitAsync(
            ("usdc", "Transfer", [market, Ben, 400]),
            ("delphi_gateway", "GatewaySell", [market, Ben, 0, 380, 400])
        );
    }

    private async Task PlayRitualAsync()
    {
        var script = new LogScript(_ethereum, _own, "ritual");
        await NameAsync(script, "coordinator", "coordinator");
        await NameAsync(script, "wallet_factory", "wallets");
        // The factory announces the wallet; no manifest names it.
        Contract wallet = _indexed.Call(await script.AtAsync("wallet", isNamed: false), "wallet");
        _ethereum.NameCoin("ritual", "COIN");
        await script.EmitAsync(("wallet_factory", "WalletCreated", [Ben, Ada, wallet.Address]));
        await script.EmitAsync(("coordinator", "SubscriptionCreated", [5]));
        await script.EmitAsync(("wallet", "Escrow", [Ben, default(Address), 60, true]));
        await script.EmitAsync(
            ("coordinator", "SubscriptionFulfilled", [5, Ben]),
            ("coordinator", "ProofVerified", [5, 1, Ben, true, Ada, false]),
            ("wallet", "Transfer", [Ben, default(Address), Ben, 45])
        );
        await script.EmitAsync(("wallet", "Escrow", [Ben, default(Address), 15, false]));
    }

    private async Task PlayLayerZeroAsync()
    {
        byte[] newer = _indexed.Id("guid-newer");
        byte[] older = _indexed.Id("guid-older");
        var here = new LogScript(_ethereum, _own, "layerzero");
        await here.TokenAsync("oft", "ZRO", 18);
        var there = new LogScript(_bnb, _own, "layerzero");
        await there.TokenAsync("oft", "ZRO", 18);
        // 5 arguments with dust that stays behind, 4 arguments without.
        await here.EmitAsync(("oft", "OFTSent", [newer, 30102, Ada, 1009, 1000]));
        await here.EmitAsync(("oft", "OFTSent#2", [older, 30102, Ben, 77]));
        await there.EmitAsync(("oft", "OFTReceived", [newer, 30101, Ada, 1000]));
        await there.EmitAsync(("oft", "OFTReceived", [older, 30101, Ada, 76]));
    }

    private async Task PlayWormholeAsync()
    {
        var here = new LogScript(_ethereum, _own, "wormhole");
        await here.TokenAsync("w_token", "W", 18);
        await NameAsync(here, "core_bridge", "core");
        var there = new LogScript(_bnb, _own, "wormhole");
        await there.TokenAsync("w_token", "W", 18);
        _indexed.Call(await there.AtAsync("token_bridge"), "bridge on BNB");
        await here.EmitAsync(("core_bridge", "LogMessagePublished", [Ada, 12, 0, "payload"u8.ToArray(), 1]));
        await here.EmitAsync(("core_bridge", "LogMessagePublished", [Ada, 13, 0, "payload"u8.ToArray(), 1]));
        await there.EmitAsync(("token_bridge", "TransferRedeemed", [2, LayerZeroEnd.Word(Ada), 12]));
    }

    private async Task PlayPythAsync()
    {
        var script = new LogScript(_ethereum, _own, "pyth");
        await NameAsync(script, "price_feeds", "pyth");
        _ethereum.AddToken("pyth", "FET", 18, _fet, "erc20");
        byte[] feed = _indexed.Id("FET/USD", "7da003ada32eabbac855af3d22fcf0fe692cc589f0cfd5ced63cf0bdcc742efe");
        byte[] unlisted = _indexed.Id("BEAR/USD");
        await script.EmitAsync(("price_feeds", "PriceFeedUpdate", [feed, 1_700_000_000, 65_000_000, 40_000]));
        await script.EmitAsync(("price_feeds", "PriceFeedUpdate", [feed, 1_700_000_060, -1, 40_000]));
        await script.EmitAsync(("price_feeds", "PriceFeedUpdate", [unlisted, 1_700_000_060, 7, 0]));
    }

    private async Task PlayNativeCoinsAsync()
    {
        var bnb = new LogScript(_bnb, _own, "bnb_chain");
        _indexed.Call(await bnb.AtAsync("validator_set"), "validators");
        _bnb.NameCoin("bnb_chain", "BNB");
        await bnb.EmitAsync(
            ("validator_set", "feeBurned", [10]),
            ("validator_set", "validatorDeposit", [Ada, 90]),
            ("validator_set", "systemTransfer", [5])
        );
        var avalanche = new LogScript(_ethereum, _own, "avalanche");
        await NameAsync(avalanche, "native_minter", "minter");
        _ethereum.NameCoin("avalanche", "MASA-L1");
        await avalanche.EmitAsync(("native_minter", "NativeCoinMinted", [Ada, Ben, 33]));
    }

    private async Task PlayMyShellAsync()
    {
        var script = new LogScript(_ethereum, _own, "myshell");
        await script.TokenAsync("shell_token", "SHELL", 18);
        await script.EmitAsync(("shell_token", "Transfer", [default(Address), Ada, 1000]));
        await script.EmitAsync(("shell_token", "Transfer", [Ada, Ben, 250]));
    }

    private async Task<Address> NameAsync(LogScript script, string kind, string name) =>
        _indexed.Call(await script.AtAsync(kind), name).Address;
}

using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Deploys Masa's contracts, mints the initial supply and hands it out.</summary>
/// <remarks>Bucket sizes are assumptions: Masa publishes no sizes for team and private round (docs/ASSUMPTIONS.md).
/// </remarks>
internal sealed class MasaSetup(World world, OwnContracts own)
{
    private const int MonthDays = 30;

    /// <summary>Released linearly over three years after a lock of 6 to 12 months; the wallet counts from genesis, so
    /// the lock's share is paid at the cliff.</summary>
    private const int LinearDays = 36 * MonthDays;

    /// <summary>One per cent in the units of MasaStakingV2.</summary>
    private const int InterestPercent = 1_000_000;

    private static readonly (string Name, long Tokens, int CliffMonths)[] Buckets =
    [
        ("Team vesting 1", 100_000_000, 12),
        ("Team vesting 2", 70_000_000, 12),
        ("Team vesting 3", 50_000_000, 12),
        ("Private round vesting 1", 80_000_000, 6),
        ("Private round vesting 2", 60_000_000, 6),
        ("Private round vesting 3", 50_000_000, 6),
        ("Foundation vesting", 250_000_000, 6),
        ("Community vesting", 120_000_000, 9),
    ];

    private static readonly Hash32 PairCreated = EventSignature
        .Parse("PairCreated(address indexed token0, address indexed token1, address pair, uint256)")
        .Topic0;

    private Cast Cast => world.Cast;

    public async Task<MasaContracts> RunAsync(CancellationToken cancellation)
    {
        Contract token = await DeployTokenAsync(cancellation);
        Contract usdc = await DeployAsync(
            "usdc",
            "USD Coin (modelled)",
            own["ModelledUsdc"],
            cancellation,
            Cast.UsdcIssuer
        );
        List<VestingWallet> vesting = await DeployVestingAsync(cancellation);
        Contract pool = await DeployPoolAsync(token, usdc, cancellation);
        Contract router = await world.DeployAsync(own["ModelledSwapRouter"], Cast.Deployer, cancellation, pool.Address);
        Contract points = await DeployDataPointsAsync(cancellation);
        Contract staking = await DeployStakingAsync(token, cancellation);
        Contract market = await DeployAsync(
            "data_market",
            "Data market (modelled)",
            own["ModelledDataMarket"],
            cancellation,
            [usdc.Address, token.Address, pool.Address, Cast.RewardsTreasury, MarketFeeBasisPoints, BurnBasisPoints]
        );
        var contracts = new MasaContracts(token, usdc, pool, router, points, staking, market, vesting);
        await DistributeAsync(contracts, cancellation);
        return contracts;
    }

    /// <summary>10 % of the price goes to the market.</summary>
    private const int MarketFeeBasisPoints = 1_000;

    /// <summary>Half of the bought MASA burns: an assumption, Masa publishes no figure.</summary>
    private const int BurnBasisPoints = 5_000;

    private async Task<Contract> DeployAsync(
        string kind,
        string name,
        ContractArtifact artifact,
        CancellationToken cancellation,
        params object[] arguments
    )
    {
        Contract contract = await world.DeployAsync(artifact, Cast.Deployer, cancellation, arguments);
        return world.Register(MasaContracts.System, kind, name, contract);
    }

    private async Task<Contract> DeployTokenAsync(CancellationToken cancellation)
    {
        Contract endpoint = await world.DeployAsync(
            PublishedContracts.LayerZeroEndpoint(),
            Cast.Deployer,
            cancellation,
            31337,
            Cast.Deployer
        );
        return await DeployAsync(
            "masa_token",
            "MASA token",
            PublishedContracts.MasaToken(),
            cancellation,
            endpoint.Address,
            Cast.MasaMinter
        );
    }

    private async Task<List<VestingWallet>> DeployVestingAsync(CancellationToken cancellation)
    {
        var wallets = new List<VestingWallet>();
        foreach ((string name, _, int cliffMonths) in Buckets)
        {
            Address beneficiary = Cast.Insiders[wallets.Count];
            int cliffDays = cliffMonths * MonthDays;
            Contract wallet = await DeployAsync(
                "vesting_wallet",
                name,
                own["CliffVestingWallet"],
                cancellation,
                beneficiary,
                world.GenesisTime,
                (cliffDays + LinearDays) * World.DaySeconds,
                cliffDays * World.DaySeconds
            );
            wallets.Add(new VestingWallet(wallet, beneficiary, cliffDays));
        }

        return wallets;
    }

    private async Task<Contract> DeployPoolAsync(Contract token, Contract usdc, CancellationToken cancellation)
    {
        Contract factory = await world.DeployAsync(
            PublishedContracts.UniswapFactory(),
            Cast.Deployer,
            cancellation,
            Cast.Deployer
        );
        PlannedTransaction create = factory.Call(Cast.Deployer, "createPair", token.Address, usdc.Address);
        world.Writer.Add(create with { Gas = 4_000_000 });
        IReadOnlyList<Receipt> receipts = await world.MineSetupAsync(cancellation);
        ChainLog log = receipts[0].Single(factory.Address, PairCreated);
        var pair = new Address(log.Word(0)[(Hash32.ByteCount - Address.ByteCount)..]);
        var contract = new Contract(pair, PublishedContracts.UniswapPair());
        return world.Register(MasaContracts.System, "masa_pool", "MASA/USDC pool", contract);
    }

    private async Task<Contract> DeployDataPointsAsync(CancellationToken cancellation)
    {
        Contract points = await DeployAsync(
            "data_points",
            "Data points",
            PublishedContracts.DataPoints(),
            cancellation,
            "ipfs://synthetic-demo/"
        );
        foreach (DataKind kind in DataKind.All)
        {
            world.Call(Cast.Deployer, points, "setTokenName", kind.TokenId, kind.Name);
        }

        await world.MineSetupAsync(cancellation);
        return points;
    }

    private async Task<Contract> DeployStakingAsync(Contract token, CancellationToken cancellation)
    {
        Contract staking = await DeployAsync(
            "masa_staking",
            "MASA staking",
            PublishedContracts.MasaStaking(),
            cancellation,
            [
                token.Address,
                Cast.Deployer,
                StakingScript.PeriodSeconds,
                StakingScript.CooldownSeconds,
                default(Address),
                0,
                0,
                0,
                Array.Empty<object>(),
                Array.Empty<object>(),
            ]
        );
        foreach ((int periods, int percent) in StakingScript.Rates)
        {
            world.Call(Cast.Deployer, staking, "setInterestRate", periods, percent * InterestPercent);
        }

        await world.MineSetupAsync(cancellation);
        return staking;
    }

    private async Task DistributeAsync(MasaContracts contracts, CancellationToken cancellation)
    {
        BigInteger initialSupply = Units.Masa(1_170_000_000);
        world.Call(Cast.MasaMinter, contracts.Token, "mint", Cast.Deployer, initialSupply);
        world.Call(Cast.UsdcIssuer, contracts.Usdc, "mint", Cast.LiquidityProvider, Units.Usdc(2_000_000));
        foreach (Address trader in Cast.Traders)
        {
            world.Call(Cast.UsdcIssuer, contracts.Usdc, "mint", trader, Units.Usdc(800_000));
        }

        await world.MineSetupAsync(cancellation);
        foreach ((VestingWallet wallet, (_, long tokens, _)) in contracts.Vesting.Zip(Buckets))
        {
            world.Transfer(contracts.Token, Cast.Deployer, wallet.Contract.Address, Units.Masa(tokens));
        }

        foreach (Address trader in Cast.Traders)
        {
            world.Transfer(contracts.Token, Cast.Deployer, trader, Units.Masa(4_000_000));
        }

        world.Transfer(contracts.Token, Cast.Deployer, Cast.LiquidityProvider, Units.Masa(20_000_000));
        world.Transfer(contracts.Token, Cast.Deployer, Cast.RewardsTreasury, Units.Masa(30_000_000));
        world.Transfer(contracts.Token, Cast.Deployer, contracts.Staking.Address, Units.Masa(5_000_000));
        await world.MineSetupAsync(cancellation);
        Address provider = Cast.LiquidityProvider;
        world.Transfer(contracts.Token, provider, contracts.Pool.Address, Units.Masa(20_000_000));
        world.Transfer(contracts.Usdc, provider, contracts.Pool.Address, Units.Usdc(2_000_000));
        world.Call(provider, contracts.Pool, "mint", provider);
        await world.MineSetupAsync(cancellation);
    }
}

using System.Numerics;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Deploys Ocean's contracts, mints the whole cap and gives buyers something to spend.</summary>
internal sealed class OceanSetup(World world)
{
    /// <summary>OceanToken's cap; it is minted at once, so nothing is emitted later.</summary>
    private const long SupplyTokens = 1_410_000_000;
    private const int BuyerTokensMin = 50_000;
    private const int BuyerTokensMax = 200_000;

    /// <summary>Shares of a price in 10⁻¹⁸: an assumption about the community's fees (docs/ASSUMPTIONS.md).</summary>
    private static readonly BigInteger OceanSwapFee = Units.Ocean(OrderScript.CommunityFeePerMille) / 1000;

    private Cast Cast => world.Cast;

    public async Task<OceanContracts> RunAsync(CancellationToken cancellation)
    {
        Contract token = await DeployAsync(
            "ocean_token",
            "OCEAN token",
            PublishedContracts.OceanToken(),
            cancellation,
            Cast.OceanFoundation
        );
        Contract router = await DeployRouterAsync(token, cancellation);
        ContractArtifact nft = PublishedContracts.NftTemplate();
        ContractArtifact datatoken = PublishedContracts.DatatokenTemplate();
        Contract factory = await DeployFactoryAsync(router, nft, datatoken, cancellation);
        Contract exchange = await DeployAsync(
            "fixed_rate_exchange",
            "Fixed-rate exchange",
            PublishedContracts.FixedRateExchange(),
            cancellation,
            router.Address
        );
        world.Call(Cast.Deployer, router, "addFactory", factory.Address);
        world.Call(Cast.Deployer, router, "addFixedRateContract", exchange.Address);
        world.Call(Cast.Deployer, router, "updateOPCFee", OceanSwapFee, OceanSwapFee, 0, 0);
        world.Call(Cast.OceanFoundation, token, "mint", Cast.OceanFoundation, Units.Ocean(SupplyTokens));
        await world.MineSetupAsync(cancellation);
        await DistributeAsync(token, cancellation);
        ProviderFee fee = await ProviderFee.SignAsync(world.Writer, Cast.OceanMarket, token.Address, cancellation);
        return new OceanContracts(token, factory, exchange, nft, datatoken, fee);
    }

    private async Task<Contract> DeployRouterAsync(Contract token, CancellationToken cancellation)
    {
        // Pools are gone from Ocean since 2022, but the router still wants some address as their template.
        Address poolTemplate = Cast.Deployer;
        return await world.DeployAsync(
            PublishedContracts.FactoryRouter(),
            Cast.Deployer,
            cancellation,
            [Cast.Deployer, token.Address, poolTemplate, Cast.OceanCommunity, Array.Empty<object>()]
        );
    }

    private async Task<Contract> DeployFactoryAsync(
        Contract router,
        ContractArtifact nft,
        ContractArtifact datatoken,
        CancellationToken cancellation
    )
    {
        Contract nftTemplate = await world.DeployAsync(nft, Cast.Deployer, cancellation);
        Contract datatokenTemplate = await world.DeployAsync(datatoken, Cast.Deployer, cancellation);
        return await DeployAsync(
            "nft_factory",
            "Data NFT factory",
            PublishedContracts.NftFactory(),
            cancellation,
            [nftTemplate.Address, datatokenTemplate.Address, router.Address]
        );
    }

    private async Task DistributeAsync(Contract token, CancellationToken cancellation)
    {
        SeededStream stream = world.Stream("ocean buyers");
        foreach (Address buyer in Cast.Buyers)
        {
            BigInteger amount = Units.Ocean(stream.Between(BuyerTokensMin, BuyerTokensMax));
            world.Transfer(token, Cast.OceanFoundation, buyer, amount);
        }

        await world.MineSetupAsync(cancellation);
    }

    private async Task<Contract> DeployAsync(
        string kind,
        string name,
        ContractArtifact artifact,
        CancellationToken cancellation,
        params object[] arguments
    )
    {
        Contract contract = await world.DeployAsync(artifact, Cast.Deployer, cancellation, arguments);
        return world.Register(OceanContracts.System, kind, name, contract);
    }
}

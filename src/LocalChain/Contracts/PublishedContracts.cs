using Souk.Warehouse.Values;

namespace Souk.LocalChain.Contracts;

/// <summary>The protocols' own compiled contracts, read from their npm packages.</summary>
internal static class PublishedContracts
{
    private const string Masa = "@masa-finance/";
    private const string Ocean = "@oceanprotocol/contracts/artifacts/contracts/";
    private const string SablierArtifacts = "@sablier/lockup/artifacts/";
    private const string Snet = "singularitynet-platform-contracts/";
    private const string SnetTokens = "singularitynet-token-contracts/";

    public static ContractArtifact LayerZeroEndpoint() =>
        ContractArtifact.Read(
            "EndpointV2",
            "@layerzerolabs/lz-evm-protocol-v2/artifacts/contracts/EndpointV2.sol/EndpointV2.json"
        );

    /// <summary>Sends and receives without verifiers; the endpoint asks it all the same.</summary>
    public static ContractArtifact LayerZeroLibrary() =>
        ContractArtifact.Read(
            "SimpleMessageLib",
            "@layerzerolabs/lz-evm-protocol-v2/artifacts/contracts/messagelib/SimpleMessageLib.sol/SimpleMessageLib.json"
        );

    public static ContractArtifact MasaToken() =>
        ContractArtifact.Read("MasaToken", Masa + "masa-token/deployments/ethereum/MasaToken.json");

    public static ContractArtifact DataPoints() =>
        ContractArtifact.Read(
            "DataPointsMulti",
            Masa + "masa-contracts-marketplace/deployments/masa/DataPointsMulti.json"
        );

    public static ContractArtifact DataStaking() =>
        ContractArtifact.Read(
            "DataStakingDynamicNative",
            Masa + "masa-contracts-marketplace/deployments/masa/DataStakingDynamicNative.json"
        );

    public static ContractArtifact MasaStaking() =>
        ContractArtifact.Read("MasaStakingV2", Masa + "masa-contracts-staking/deployments/base/MasaStakingV2.json");

    public static ContractArtifact UniswapFactory() =>
        ContractArtifact.Read("UniswapV2Factory", "@uniswap/v2-core/build/UniswapV2Factory.json");

    public static ContractArtifact UniswapPair() =>
        ContractArtifact.Read("UniswapV2Pair", "@uniswap/v2-core/build/UniswapV2Pair.json");

    public static ContractArtifact Proxy() =>
        ContractArtifact.Read("ERC1967Proxy", "@openzeppelin/contracts/build/contracts/ERC1967Proxy.json");

    /// <summary>Upgraded by a <see cref="ProxyAdmin"/> that it makes itself.</summary>
    public static ContractArtifact TransparentProxy() =>
        ContractArtifact.Read(
            "TransparentUpgradeableProxy",
            "@openzeppelin/contracts/build/contracts/TransparentUpgradeableProxy.json"
        );

    public static ContractArtifact ProxyAdmin() =>
        ContractArtifact.Read("ProxyAdmin", "@openzeppelin/contracts/build/contracts/ProxyAdmin.json");

    public static ContractArtifact VestingWallet() =>
        ContractArtifact.Read("VestingWallet", "@openzeppelin/contracts/build/contracts/VestingWallet.json");

    public static ContractArtifact SablierLockup() =>
        ContractArtifact.Read("SablierV2LockupLinear", "@sablier/v2-core/artifacts/SablierV2LockupLinear.json");

    public static ContractArtifact SablierTranched() =>
        ContractArtifact.Read("SablierV2LockupTranched", "@sablier/v2-core/artifacts/SablierV2LockupTranched.json");

    public static ContractArtifact SablierDynamic() =>
        ContractArtifact.Read("SablierV2LockupDynamic", "@sablier/v2-core/artifacts/SablierV2LockupDynamic.json");

    /// <summary>Who takes Sablier's fees from version 3.0 on; none before it is told an amount.</summary>
    public static ContractArtifact SablierComptroller() =>
        ContractArtifact.Read("SablierComptroller", "@sablier/evm-utils/artifacts/SablierComptroller.json");

    /// <summary>A library of <see cref="SablierLockup4"/>: "LockupHelpers" or "LockupMath".</summary>
    public static ContractArtifact SablierLibrary(string name) =>
        ContractArtifact.ReadLibrary(name, $"{SablierArtifacts}libraries/{name}.json");

    /// <summary>Version 4.0: linear streams in steps, tranches, segments and streams that wait for a price, in one contract.</summary>
    public static ContractArtifact SablierLockup4(IReadOnlyDictionary<string, Address> libraries) =>
        ContractArtifact.ReadLinked("SablierLockup", SablierArtifacts + "SablierLockup.json", libraries);

    public static ContractArtifact HalvingWallet() => ReadOcean("df/", "VestingWalletHalving");

    /// <summary>veOCEAN, which is written in Vyper.</summary>
    public static ContractArtifact VoteEscrow() =>
        ContractArtifact.Read("veOCEAN", Ocean + "ve/veOCEAN.vy/veOCEAN.json");

    public static ContractArtifact OceanToken() => ReadOcean("utils/", "OceanToken");

    public static ContractArtifact FactoryRouter() => ReadOcean("pools/", "FactoryRouter");

    public static ContractArtifact NftFactory() => ReadOcean("", "ERC721Factory");

    public static ContractArtifact NftTemplate() => ReadOcean("templates/", "ERC721Template");

    public static ContractArtifact DatatokenTemplate() => ReadOcean("templates/", "ERC20Template");

    public static ContractArtifact FixedRateExchange() => ReadOcean("pools/fixedRate/", "FixedRateExchange");

    public static ContractArtifact OceanEscrow() => ReadOcean("escrow/", "Escrow");

    public static ContractArtifact AgixToken() => ReadSnet(SnetTokens, "SingularityNetToken");

    public static ContractArtifact Registry() => ReadSnet(Snet, "Registry");

    public static ContractArtifact MultiPartyEscrow() => ReadSnet(Snet, "MultiPartyEscrow");

    private static ContractArtifact ReadOcean(string folder, string name) =>
        ContractArtifact.Read(name, $"{Ocean}{folder}{name}.sol/{name}.json");

    private static ContractArtifact ReadSnet(string package, string name) =>
        ContractArtifact.Read(name, $"{package}abi/{name}.json", $"{package}bytecode/{name}.json");
}

using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Ocean's contracts, deployed.</summary>
/// <param name="Nft">What every data NFT that the factory clones can be asked.</param>
/// <param name="Datatoken">What every datatoken that the factory clones can be asked.</param>
/// <param name="ProviderFee">The provider's signed terms, for every order.</param>
internal sealed record OceanContracts(
    Contract Token,
    Contract NftFactory,
    Contract Exchange,
    ContractArtifact Nft,
    ContractArtifact Datatoken,
    ProviderFee ProviderFee
)
{
    public const string System = "ocean";
}

using Souk.LocalChain.Chain;

namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>SingularityNET's contracts, deployed.</summary>
internal sealed record SingularityNetContracts(Contract Token, Contract Registry, Contract Escrow)
{
    public const string System = "singularitynet";
}

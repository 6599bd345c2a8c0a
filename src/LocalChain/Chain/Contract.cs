using System.Numerics;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Chain;

/// <summary>A deployed contract that can be called.</summary>
internal sealed record Contract(Address Address, ContractArtifact Artifact)
{
    /// <summary>Gas of an ordinary call; measured calls stay under half of it.</summary>
    public const long GasDefault = 1_000_000;

    public PlannedTransaction Call(Address from, string function, params object[] arguments) =>
        new(
            $"{Artifact.Name}.{function}",
            from,
            Address,
            Artifact.EncodeCall(function, arguments),
            BigInteger.Zero,
            GasDefault,
            OnMined: null
        );
}

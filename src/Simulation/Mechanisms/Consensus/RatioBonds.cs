using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>Yuma 1 and 2: a bond is a validator's share of what all validators staked on a miner.</summary>
/// <remarks>
/// Source: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/epoch/run_epoch.rs`, the branch without Yuma 3; the rates
/// of liquid alpha from v1.2.5 of the same file. Columns sum to one in the computation; for storage the largest bond on
/// each miner becomes one.
/// </remarks>
internal static class RatioBonds
{
    /// <param name="weights">The weights that earn bonds.</param>
    /// <param name="rates">How fast the bonds on each neuron move.</param>
    public static BondOutcome Update(
        YumaParameters parameters,
        EpochInput input,
        SparseRows<Q32x32> weights,
        ReadOnlySpan<Q32x32> activeShares,
        ReadOnlySpan<Q32x32> incentives,
        ReadOnlySpan<Q32x32> rates
    )
    {
        SparseRows<Q32x32> old = BondMemory.Recall(parameters, input, bond => Q32x32.Of(bond));
        ColumnMath.Normalize(old);
        SparseRows<Q32x32> fresh = weights.Copy();
        RowMath.Scale(fresh, activeShares);
        ColumnMath.Normalize(fresh);

        SparseRows<Q32x32> bonds = BondMemory.Mix(fresh, old, rates);
        ColumnMath.Normalize(bonds);
        Q32x32[] dividends = RowMath.Products(bonds, incentives);
        VectorMath.Normalize(dividends);
        ColumnMath.UpscaleToMax(bonds);
        return new(bonds, dividends);
    }
}

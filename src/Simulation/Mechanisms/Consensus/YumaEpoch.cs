using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>Yuma consensus: what validators say of miners, weighed by stake, becomes a split of a subnet's emission.</summary>
/// <remarks>
/// A weight counts up to what a majority of stake supports. Miners are paid by the weights that count, validators by their
/// bonds to those miners. All arithmetic is fixed-point with the chain's own rounding, so results equal those of
/// opentensor/subtensor to the unit. Source: `pallets/subtensor/src/epoch/run_epoch.rs` (see `docs/mechanisms`).
/// </remarks>
internal static class YumaEpoch
{
    /// <summary>Runs one epoch.</summary>
    /// <param name="emission">Base units to split.</param>
    /// <exception cref="ArgumentException">Columns of different lengths, or a hyperparameter outside its range.</exception>
    public static EpochResult Run(YumaVersion version, YumaParameters parameters, EpochInput input, ulong emission)
    {
        parameters.Validate();
        input.Validate();
        StakeView stakes = StakeView.Of(parameters, input);
        SparseRows<Q32x32> weights = WeightRows.Of(parameters, input, stakes.Permits);
        Q32x32[] consensus = WeightedMedian.OfColumns(stakes.ActiveShares, weights, parameters.KappaShare);
        SparseRows<Q32x32> clipped = ColumnMath.Clip(weights, consensus);
        Q32x32[] incentives = ColumnMath.Products(clipped, stakes.ActiveShares);
        VectorMath.Normalize(incentives);

        SparseRows<Q32x32> bonding = RowMath.Between(weights, clipped, parameters.PenaltyShare);
        BondOutcome outcome =
            version == YumaVersion.Yuma3
                ? RelativeBonds.Update(parameters, input, bonding, stakes.ActiveShares, incentives, consensus)
                : RatioBonds.Update(
                    parameters,
                    input,
                    bonding,
                    stakes.ActiveShares,
                    incentives,
                    ConsensusRate.Of(version, parameters, consensus)
                );
        EmissionSplit split = EmissionSplit.Of(emission, incentives, outcome.Dividends, stakes);
        return new()
        {
            Active = stakes.Active,
            Permits = stakes.NewPermits,
            StakeShares = VectorMath.ToProportions(stakes.Shares),
            Consensus = VectorMath.ToProportions(consensus),
            ValidatorTrust = VectorMath.ToProportions(RowMath.Sums(clipped)),
            Incentives = VectorMath.ToProportions(incentives),
            Dividends = VectorMath.ToProportions(outcome.Dividends),
            Bonds = Stored(outcome.Bonds, stakes.NewPermits),
            MinerEmission = split.Miners,
            ValidatorEmission = split.Validators,
            Rest = split.Rest,
        };
    }

    // Bonds of neurons that may no longer validate are lost.
    private static SparseRows<ushort> Stored(SparseRows<Q32x32> bonds, ReadOnlySpan<bool> permits)
    {
        SparseRows<ushort>.Builder stored = new(bonds.Count, bonds.CellCount);
        for (int uid = 0; uid < bonds.Count; uid++)
        {
            ReadOnlySpan<Q32x32> cells = permits[uid] ? bonds.Row(uid) : [];
            for (int i = 0; i < cells.Length; i++)
            {
                stored.Add(bonds.ColumnsOf(uid)[i], cells[i].ToProportion());
            }

            stored.EndRow();
        }

        return stored.Build();
    }
}

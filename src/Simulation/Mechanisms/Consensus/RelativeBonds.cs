using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>Yuma 3: a bond says how long and how much a validator backed a miner; stake enters with the dividend.</summary>
/// <remarks>
/// Source: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/epoch/run_epoch.rs`, the branch with Yuma 3, sparse. With
/// liquid alpha a bond that the validator stored no weight for is dropped, not decayed; a stored zero decays it.
/// </remarks>
internal static class RelativeBonds
{
    private static readonly Q32x32 _whole = Q32x32.Of(ushort.MaxValue);

    public static BondOutcome Update(
        YumaParameters parameters,
        EpochInput input,
        SparseRows<Q32x32> weights,
        ReadOnlySpan<Q32x32> activeShares,
        ReadOnlySpan<Q32x32> incentives,
        ReadOnlySpan<Q32x32> consensus
    )
    {
        SparseRows<Q32x32> old = BondMemory.Recall(parameters, input, bond => Q32x32.Of(bond) / _whole);
        SparseRows<Q32x32> bonds = Move(parameters, weights, old, consensus);
        SparseRows<Q32x32> shares = bonds.Copy();
        ColumnMath.Normalize(shares);
        Q32x32[] dividends = RowMath.Products(shares, incentives);
        for (int uid = 0; uid < dividends.Length; uid++)
        {
            dividends[uid] *= activeShares[uid];
        }

        VectorMath.Normalize(dividends);
        return new(bonds, dividends);
    }

    private static SparseRows<Q32x32> Move(
        YumaParameters parameters,
        SparseRows<Q32x32> weights,
        SparseRows<Q32x32> old,
        ReadOnlySpan<Q32x32> consensus
    )
    {
        if (parameters.IsLiquidAlpha && consensus.ContainsAnyExcept(Q32x32.Zero))
        {
            return MoveEach(new LiquidRate(parameters), weights, old, consensus);
        }

        Q32x32[] rates = new Q32x32[weights.Count];
        Array.Fill(rates, parameters.BondsRate);
        return BondMemory.Mix(weights, old, rates);
    }

    private static SparseRows<Q32x32> MoveEach(
        LiquidRate rate,
        SparseRows<Q32x32> weights,
        SparseRows<Q32x32> old,
        ReadOnlySpan<Q32x32> consensus
    )
    {
        SparseRows<Q32x32>.Builder bonds = new(weights.Count, weights.CellCount);
        for (int row = 0; row < weights.Count; row++)
        {
            ReadOnlySpan<Q32x32> cells = weights.Row(row);
            ReadOnlySpan<int> columns = weights.ColumnsOf(row);
            ReadOnlySpan<int> oldColumns = old.ColumnsOf(row);
            int o = 0;
            for (int i = 0; i < cells.Length; i++)
            {
                while (o < oldColumns.Length && oldColumns[o] < columns[i])
                {
                    o++;
                }

                bool isOld = o < oldColumns.Length && oldColumns[o] == columns[i];
                Q32x32 bond = rate.Move(cells[i], isOld ? old.Row(row)[o] : Q32x32.Zero, consensus[columns[i]]);
                if (bond > Q32x32.Zero)
                {
                    bonds.Add(columns[i], bond);
                }
            }

            bonds.EndRow();
        }

        return bonds.Build();
    }
}

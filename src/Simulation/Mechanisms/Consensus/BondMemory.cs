using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>The bonds of the last epoch, and how new ones replace them.</summary>
internal static class BondMemory
{
    /// <summary>The stored bonds on neurons that were there when they were made.</summary>
    /// <param name="cell">What a stored proportion counts as.</param>
    public static SparseRows<Q32x32> Recall(YumaParameters parameters, EpochInput input, Func<ushort, Q32x32> cell)
    {
        SparseRows<Q32x32>.Builder rows = new(input.NeuronCount, input.Bonds.CellCount);
        for (int uid = 0; uid < input.NeuronCount; uid++)
        {
            long knownFrom = parameters.ForgetsBondsUntilUpdate ? input.UpdatedAt[uid] : input.LastEpochBlock;
            ReadOnlySpan<ushort> cells = input.Bonds.Row(uid);
            ReadOnlySpan<int> columns = input.Bonds.ColumnsOf(uid);
            for (int i = 0; i < cells.Length; i++)
            {
                if (knownFrom > input.RegisteredAt[columns[i]])
                {
                    rows.Add(columns[i], cell(cells[i]));
                }
            }

            rows.EndRow();
        }

        return rows.Build();
    }

    /// <summary>The exponential moving average: rate × new + (1 − rate) × old, both rounded down; positive cells only.</summary>
    /// <param name="rates">The rate of each column.</param>
    public static SparseRows<Q32x32> Mix(SparseRows<Q32x32> fresh, SparseRows<Q32x32> old, ReadOnlySpan<Q32x32> rates)
    {
        SparseRows<Q32x32>.Builder mixed = new(fresh.Count, fresh.CellCount + old.CellCount);
        for (int row = 0; row < fresh.Count; row++)
        {
            MixRow(fresh, old, row, rates, mixed);
            mixed.EndRow();
        }

        return mixed.Build();
    }

    private static void MixRow(
        SparseRows<Q32x32> fresh,
        SparseRows<Q32x32> old,
        int row,
        ReadOnlySpan<Q32x32> rates,
        SparseRows<Q32x32>.Builder mixed
    )
    {
        ReadOnlySpan<int> freshColumns = fresh.ColumnsOf(row);
        ReadOnlySpan<int> oldColumns = old.ColumnsOf(row);
        int f = 0;
        int o = 0;
        while (f < freshColumns.Length || o < oldColumns.Length)
        {
            int freshColumn = f < freshColumns.Length ? freshColumns[f] : int.MaxValue;
            int oldColumn = o < oldColumns.Length ? oldColumns[o] : int.MaxValue;
            int column = Math.Min(freshColumn, oldColumn);
            Q32x32 cell = Q32x32.Zero;
            if (freshColumn == column)
            {
                cell += rates[column] * fresh.Row(row)[f++];
            }

            if (oldColumn == column)
            {
                cell += (Q32x32.One - rates[column]) * old.Row(row)[o++];
            }

            if (cell > Q32x32.Zero)
            {
                mixed.Add(column, cell);
            }
        }
    }
}

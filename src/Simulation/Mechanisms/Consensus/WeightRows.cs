using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>The weights that count in an epoch.</summary>
internal static class WeightRows
{
    /// <summary>
    /// Rows of permitted validators, without weights on oneself (the owner may) or on neurons registered since the
    /// validator spoke; each row divided by its sum, rounding down.
    /// </summary>
    public static SparseRows<Q32x32> Of(YumaParameters parameters, EpochInput input, ReadOnlySpan<bool> permits)
    {
        SparseRows<Q32x32>.Builder rows = new(input.NeuronCount, input.Weights.CellCount);
        for (int uid = 0; uid < input.NeuronCount; uid++)
        {
            ReadOnlySpan<ushort> cells = permits[uid] ? input.Weights.Row(uid) : [];
            ReadOnlySpan<int> columns = input.Weights.ColumnsOf(uid);
            for (int i = 0; i < cells.Length; i++)
            {
                int column = columns[i];
                bool isOwn = column == uid && uid != parameters.OwnerUid;
                if (!isOwn && input.UpdatedAt[uid] > input.RegisteredAt[column])
                {
                    rows.Add(column, Q32x32.Of(cells[i]));
                }
            }

            rows.EndRow();
        }

        SparseRows<Q32x32> weights = rows.Build();
        RowMath.Normalize(weights);
        return weights;
    }
}

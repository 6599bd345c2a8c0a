using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>What is computed row by row: one validator at a time.</summary>
internal static class RowMath
{
    /// <summary>Divides each row by its sum, rounding down; rows that sum to zero stay.</summary>
    public static void Normalize(SparseRows<Q32x32> rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            VectorMath.Normalize(rows.Row(row));
        }
    }

    /// <summary>The sum of each row.</summary>
    public static Q32x32[] Sums(SparseRows<Q32x32> rows)
    {
        Q32x32[] sums = new Q32x32[rows.Count];
        for (int row = 0; row < sums.Length; row++)
        {
            sums[row] = VectorMath.Sum(rows.Row(row));
        }

        return sums;
    }

    /// <summary>The sum over each row of its cells times the value of their column; each product rounds down.</summary>
    public static Q32x32[] Products(SparseRows<Q32x32> rows, ReadOnlySpan<Q32x32> byColumn)
    {
        Q32x32[] products = new Q32x32[rows.Count];
        for (int row = 0; row < products.Length; row++)
        {
            ReadOnlySpan<Q32x32> cells = rows.Row(row);
            ReadOnlySpan<int> columns = rows.ColumnsOf(row);
            Q32x32 sum = Q32x32.Zero;
            for (int i = 0; i < cells.Length; i++)
            {
                sum += cells[i] * byColumn[columns[i]];
            }

            products[row] = sum;
        }

        return products;
    }

    /// <summary>Multiplies each row by its own factor, rounding down.</summary>
    public static void Scale(SparseRows<Q32x32> rows, ReadOnlySpan<Q32x32> factors)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            foreach (ref Q32x32 cell in rows.Row(row))
            {
                cell *= factors[row];
            }
        }
    }

    /// <summary>The rows that go <paramref name="ratio"/> of the way from one matrix to another.</summary>
    /// <remarks>
    /// At 0 and 1 the matrices themselves, stored zeros included. Between, only positive cells are stored, and a cell that
    /// <paramref name="to"/> lacks counts as zero there. <paramref name="to"/> has no cell that <paramref name="from"/> lacks.
    /// </remarks>
    public static SparseRows<Q32x32> Between(SparseRows<Q32x32> from, SparseRows<Q32x32> to, Q32x32 ratio)
    {
        if (ratio == Q32x32.Zero || ratio == Q32x32.One)
        {
            return ratio == Q32x32.Zero ? from : to;
        }

        SparseRows<Q32x32>.Builder between = new(from.Count, from.CellCount);
        for (int row = 0; row < from.Count; row++)
        {
            ReadOnlySpan<Q32x32> cells = from.Row(row);
            ReadOnlySpan<int> columns = from.ColumnsOf(row);
            for (int i = 0; i < cells.Length; i++)
            {
                Q32x32 cell = cells[i] + (ratio * (to.At(row, columns[i]) - cells[i]));
                if (cell > Q32x32.Zero)
                {
                    between.Add(columns[i], cell);
                }
            }

            between.EndRow();
        }

        return between.Build();
    }
}

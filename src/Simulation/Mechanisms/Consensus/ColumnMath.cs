using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>What is computed column by column: one neuron at a time, over all validators.</summary>
internal static class ColumnMath
{
    /// <summary>Divides each column by its sum, rounding down; columns that sum to zero stay.</summary>
    public static void Normalize(SparseRows<Q32x32> rows)
    {
        Q32x32[] sums = new Q32x32[rows.Count];
        ReadOnlySpan<int> columns = rows.Columns;
        Span<Q32x32> cells = rows.Cells;
        for (int i = 0; i < cells.Length; i++)
        {
            sums[columns[i]] += cells[i];
        }

        Divide(rows, sums);
    }

    /// <summary>Divides each column by its largest cell, rounding down.</summary>
    public static void UpscaleToMax(SparseRows<Q32x32> rows)
    {
        Q32x32[] largest = new Q32x32[rows.Count];
        ReadOnlySpan<int> columns = rows.Columns;
        Span<Q32x32> cells = rows.Cells;
        for (int i = 0; i < cells.Length; i++)
        {
            largest[columns[i]] = Q32x32.Max(largest[columns[i]], cells[i]);
        }

        Divide(rows, largest);
    }

    /// <summary>The sum over each column of its cells times the value of their row; each product rounds down.</summary>
    public static Q32x32[] Products(SparseRows<Q32x32> rows, ReadOnlySpan<Q32x32> byRow)
    {
        Q32x32[] products = new Q32x32[rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<Q32x32> cells = rows.Row(row);
            ReadOnlySpan<int> columns = rows.ColumnsOf(row);
            Q32x32 factor = byRow[row];
            for (int i = 0; i < cells.Length; i++)
            {
                products[columns[i]] += factor * cells[i];
            }
        }

        return products;
    }

    /// <summary>The rows with no cell above its column's ceiling; cells above a ceiling of zero go.</summary>
    public static SparseRows<Q32x32> Clip(SparseRows<Q32x32> rows, ReadOnlySpan<Q32x32> ceilings)
    {
        SparseRows<Q32x32>.Builder clipped = new(rows.Count, rows.CellCount);
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<Q32x32> cells = rows.Row(row);
            ReadOnlySpan<int> columns = rows.ColumnsOf(row);
            for (int i = 0; i < cells.Length; i++)
            {
                Q32x32 ceiling = ceilings[columns[i]];
                if (cells[i] <= ceiling || ceiling > Q32x32.Zero)
                {
                    clipped.Add(columns[i], Q32x32.Min(cells[i], ceiling));
                }
            }

            clipped.EndRow();
        }

        return clipped.Build();
    }

    private static void Divide(SparseRows<Q32x32> rows, ReadOnlySpan<Q32x32> divisors)
    {
        ReadOnlySpan<int> columns = rows.Columns;
        Span<Q32x32> cells = rows.Cells;
        for (int i = 0; i < cells.Length; i++)
        {
            Q32x32 divisor = divisors[columns[i]];
            if (divisor != Q32x32.Zero)
            {
                cells[i] /= divisor;
            }
        }
    }
}

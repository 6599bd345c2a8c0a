using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Consensus;

/// <summary>Vectors: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/tests/math.rs`, with its tolerances.</summary>
public class SparseMathTests
{
    private const double Loose = 1e-4;
    private const double Exact = 1e-12;

    [Fact]
    public void Rows_are_divided_by_their_sums()
    {
        SparseRows<Q32x32> rows = Matrix(
            [0, 1, 0, 2, 0, 3, 4],
            [0, 1, 0, 2, 0, 3, 0],
            [0, 10, 0, 100, 1_000, 0, 10_000],
            [0, 0, 0, 0, 0, 0, 0],
            [1, 1, 1, 1, 1, 1, 1]
        );

        RowMath.Normalize(rows);

        ShouldBe(
            rows,
            Loose,
            [0, .1, 0, .2, 0, .3, .4],
            [0, .166666, 0, .333333, 0, .5, 0],
            [0, .0009, 0, .009, .09, 0, .9],
            [0, 0, 0, 0, 0, 0, 0],
            [.142857, .142857, .142857, .142857, .142857, .142857, .142857]
        );
    }

    [Fact]
    public void Columns_are_divided_by_their_sums()
    {
        SparseRows<Q32x32> rows = Matrix(
            [0, 0, 0, 1],
            [1, 10, 0, 1],
            [2, 100, 0, 1],
            [3, 1_000, 0, 1],
            [4, 10_000, 0, 1]
        );

        ColumnMath.Normalize(rows);

        ShouldBe(rows, Loose, [0, 0, 0, .2], [.1, .0009, 0, .2], [.2, .009, 0, .2], [.3, .09, 0, .2], [.4, .9, 0, .2]);
    }

    [Fact]
    public void Columns_are_upscaled_to_their_largest_cell()
    {
        SparseRows<Q32x32> rows = Matrix(
            [0, 0, 0, 1],
            [1, 10, 0, 1],
            [2, 100, 0, 1],
            [3, 1_000, 0, 1],
            [4, 10_000, 0, 1]
        );

        ColumnMath.UpscaleToMax(rows);

        ShouldBe(rows, Loose, [0, 0, 0, 1], [.25, .001, 0, 1], [.5, .01, 0, 1], [.75, .1, 0, 1], [1, 1, 0, 1]);
    }

    [Fact]
    public void Cells_above_a_ceiling_are_cut_to_it_and_to_nothing_under_a_ceiling_of_zero()
    {
        Q32x32[] ceilings = [Q32x32.Zero, Q32x32.Of(5), Q32x32.Of(12), Q32x32.Zero];

        SparseRows<Q32x32> clipped = ColumnMath.Clip(Matrix([0, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]), ceilings);

        ShouldBe(clipped, Exact, [0, 2, 3], [0, 5, 6], [0, 5, 9], [0, 5, 12]);
        clipped.CellCount.ShouldBe(8);
    }

    [Fact]
    public void Products_add_up_by_row_or_by_column()
    {
        SparseRows<Q32x32> rows = Matrix([0, 2, 3], [4, 0, 6], [7, 8, 9]);
        Q32x32[] vector = [Q32x32.Of(1), Q32x32.Of(2), Q32x32.Of(3)];

        ColumnMath.Products(rows, vector).ShouldBe([Q32x32.Of(29), Q32x32.Of(26), Q32x32.Of(42)]);
        RowMath.Products(rows, vector).ShouldBe([Q32x32.Of(13), Q32x32.Of(22), Q32x32.Of(50)]);
        RowMath.Sums(rows).ShouldBe([Q32x32.Of(5), Q32x32.Of(10), Q32x32.Of(24)]);
    }

    [Fact]
    public void Between_two_matrices_lies_their_interpolation()
    {
        SparseRows<Q32x32> from = Matrix([10, 100], [10_000, 100_000]);
        SparseRows<Q32x32> to = Matrix([1, 10], [100_000, 0]);

        ShouldBe(RowMath.Between(from, to, Fixed(.9)), Loose, [1.9, 19], [91_000, 10_000]);
        RowMath.Between(from, to, Q32x32.Zero).ShouldBeSameAs(from);
        RowMath.Between(from, to, Q32x32.One).ShouldBeSameAs(to);
    }

    // `test_compute_ema_bonds_with_liquid_alpha_sparse` of v1.2.5: one rate per column.
    [Fact]
    public void Old_and_new_bonds_are_mixed_at_the_rate_of_their_column()
    {
        SparseRows<Q32x32> mixed = BondMemory.Mix(
            Matrix([.1, .2], [.3, .4]),
            Matrix([.5, .6], [.7, .8]),
            [Fixed(.9), Fixed(.8)]
        );

        ShouldBe(mixed, 1e-6, [.14, .28], [.34, .48]);
    }

    // `test_mat_ema_alpha_vec_sparse_sparse_matrix` of v1.2.5.
    [Fact]
    public void A_bond_that_is_only_new_or_only_old_is_mixed_with_nothing()
    {
        SparseRows<Q32x32> fresh = Matrix([1, 0], [0, 4]);
        SparseRows<Q32x32> old = Matrix([5, 0], [8, 0]);

        SparseRows<Q32x32> mixed = BondMemory.Mix(fresh, old, [Fixed(.5), Fixed(.5)]);

        ShouldBe(mixed, Exact, [3, 0], [4, 2]);
    }

    [Fact]
    public void The_largest_values_are_found_and_of_equal_ones_the_later()
    {
        Largest([9, 0, 8, 1, 7, 2, 6, 3, 5, 4], 5).ShouldBe([0, 2, 4, 6, 8]);
        Largest([0, 1, 2, 3, 4, 5, 5, 5, 5, 6], 5).ShouldBe([5, 6, 7, 8, 9]);
        Largest([0, 1, 2, 3, 4, 5, 5, 5, 5, 6], 3).ShouldBe([7, 8, 9]);
        Largest([0, 0, 2], 100).ShouldBe([2]);
        Largest([1, 2, 3], 0).ShouldBeEmpty();

        static int[] Largest(int[] values, int count)
        {
            bool[] found = VectorMath.LargestNonzero([.. values.Select(Q32x32.Of)], count);
            return [.. Enumerable.Range(0, values.Length).Where(i => found[i])];
        }
    }

    [Fact]
    public void Weights_are_upscaled_so_that_the_largest_is_65535()
    {
        VectorMath.UpscaleToMax([]).ShouldBeEmpty();
        VectorMath.UpscaleToMax([0, 0]).ShouldBe([0, 0]);
        VectorMath.UpscaleToMax([0, 1]).ShouldBe([0, 65_535]);
        VectorMath.UpscaleToMax([0, 1, 65_534]).ShouldBe([0, 1, 65_535]);
        VectorMath.UpscaleToMax([0, 1, 2, 3, 4, 65_533, 65_535]).ShouldBe([0, 1, 2, 3, 4, 65_533, 65_535]);
        VectorMath.UpscaleToMax([32_768, 32_769]).ShouldBe([65_533, 65_535]);
        VectorMath.UpscaleToMax([43_690, 21_845]).ShouldBe([65_535, 32_768]);
    }

    [Fact]
    public void Cells_of_a_row_must_ascend()
    {
        SparseRows<int>.Builder rows = new(3);
        rows.Add(1, 7);

        Should.Throw<ArgumentOutOfRangeException>(() => rows.Add(1, 8));
        Should.Throw<ArgumentOutOfRangeException>(() => rows.Add(3, 8));
        rows.EndRow();
        rows.Add(0, 9);
        SparseRows<int> built = rows.Build();
        (built.At(0, 1), built.At(1, 0), built.At(2, 2), built.At(0, 0, absent: -1)).ShouldBe((7, 9, 0, -1));
    }

    internal static Q32x32 Fixed(double value) => Q32x32.OfRaw((long)Math.Round(value * (1L << 32)));

    /// <summary>A square matrix that stores what is not zero; missing rows and columns are empty.</summary>
    internal static SparseRows<Q32x32> Matrix(params double[][] rows)
    {
        int count = Math.Max(rows.Length, rows.Max(row => row.Length));
        SparseRows<Q32x32>.Builder builder = new(count);
        foreach (double[] row in rows)
        {
            for (int column = 0; column < row.Length; column++)
            {
                if (row[column] != 0)
                {
                    builder.Add(column, Fixed(row[column]));
                }
            }

            builder.EndRow();
        }

        return builder.Build();
    }

    private static void ShouldBe(SparseRows<Q32x32> rows, double tolerance, params double[][] expected)
    {
        for (int row = 0; row < expected.Length; row++)
        {
            for (int column = 0; column < expected[row].Length; column++)
            {
                rows.At(row, column)
                    .ToDouble()
                    .ShouldBe(expected[row][column], tolerance, $"row {row}, column {column}");
            }
        }
    }
}

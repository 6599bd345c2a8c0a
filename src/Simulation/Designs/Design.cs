namespace Souk.Simulation.Designs;

/// <summary>How the points of a design are spread over what varies.</summary>
public enum DesignKind
{
    /// <summary>All combinations.</summary>
    Grid,

    /// <summary>As many layers in each dimension as points, each hit once (McKay, Beckman and Conover 1979).</summary>
    LatinHypercube,

    /// <summary>Sobol's sequence with a random digital shift.</summary>
    Sobol,

    /// <summary>The middle, then one parameter at a time at its ends.</summary>
    OneAtATime,

    /// <summary>Latin points and their mirror images.</summary>
    Antithetic,
}

/// <summary>Points of the unit cube, one row each.</summary>
public static class Design
{
    /// <summary>The most points of a design.</summary>
    public const int PointsMax = 1_000_000;

    /// <param name="variations">What varies; at least one.</param>
    /// <param name="points">How many points; for a grid, how many steps each continuous parameter has; ignored by one at a
    /// time, which has two per parameter and the middle.</param>
    /// <returns>Shares of the way from 0 to 1, by point and variation.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No point, or too many.</exception>
    public static double[][] Of(DesignKind kind, IReadOnlyList<Variation> variations, int points, uint seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, PointsMax);
        return kind switch
        {
            DesignKind.Grid => Grid(variations, points),
            DesignKind.LatinHypercube => Latin(variations.Count, points, seed),
            DesignKind.Sobol => Sobol(variations.Count, points, seed),
            DesignKind.OneAtATime => OneAtATime(variations.Count),
            _ => Antithetic(variations.Count, points, seed),
        };
    }

    internal static double[][] Sobol(int dimensions, int points, uint? seed)
    {
        SobolSequence sequence = new(dimensions, seed);
        double[][] rows = new double[points][];
        for (int row = 0; row < points; row++)
        {
            rows[row] = new double[dimensions];
            sequence.Next(rows[row]);
        }

        return rows;
    }

    // Listed values are all taken: the middle of the share that each has of the way.
    private static double[][] Grid(IReadOnlyList<Variation> variations, int steps)
    {
        double[][] axes =
        [
            .. variations.Select(variation => variation.IsContinuous ? Ends(steps) : Middles(variation.Values.Count)),
        ];
        long count = axes.Aggregate(1L, (product, axis) => product > PointsMax ? product : product * axis.Length);
        if (count > PointsMax)
        {
            throw new ArgumentOutOfRangeException(
                nameof(steps),
                steps,
                $"The grid has more than {PointsMax:N0} points: take fewer steps, or a Sobol design."
            );
        }

        double[][] rows = new double[count][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new double[axes.Length];
            int rest = row;
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                (rest, int step) = Math.DivRem(rest, axes[axis].Length);
                rows[row][axis] = axes[axis][step];
            }
        }

        return rows;
    }

    private static double[] Ends(int steps) =>
        steps == 1 ? [0.5] : [.. Enumerable.Range(0, steps).Select(step => (double)step / (steps - 1))];

    private static double[] Middles(int count) => [.. Enumerable.Range(0, count).Select(step => (step + 0.5) / count)];

    private static double[][] Latin(int dimensions, int points, uint seed)
    {
        int[][] orders = [.. Enumerable.Range(0, dimensions).Select(row => DesignDraws.Order(seed, row, points))];
        return
        [
            .. Enumerable
                .Range(0, points)
                .Select(point =>
                    Enumerable
                        .Range(0, dimensions)
                        .Select(dimension =>
                            (orders[dimension][point] + DesignDraws.Uniform(seed, dimensions + dimension, point))
                            / points
                        )
                        .ToArray()
                ),
        ];
    }

    private static double[][] OneAtATime(int dimensions) =>
        [
            .. Enumerable
                .Range(0, 1 + (2 * dimensions))
                .Select(row =>
                    Enumerable
                        .Range(0, dimensions)
                        .Select(dimension => (row - 1) / 2 == dimension && row > 0 ? (row - 1) % 2 : 0.5)
                        .ToArray()
                ),
        ];

    private static double[][] Antithetic(int dimensions, int points, uint seed) =>
        [
            .. Latin(dimensions, (points + 1) / 2, seed)
                .SelectMany(row => (double[][])[row, [.. row.Select(share => 1 - share)]])
                .Take(points),
        ];
}

using Souk.Simulation.Designs;

namespace Souk.Simulation.Sensitivities;

/// <summary>Which parameters matter at all, at a cost of a few points for each.</summary>
/// <remarks>
/// Trajectories on a grid of four levels that move one parameter at a time by two thirds of its range (Morris, Technometrics
/// 33, 1991); the mean of absolute effects by Campolongo, Cariboni and Saltelli (2007).
/// </remarks>
public sealed class MorrisScreening
{
    private const int Levels = 4;

    /// <summary>Draws for each trajectory, at most.</summary>
    private const int TriesMax = 200;

    /// <summary>Of the way: half of the levels, as Morris has it.</summary>
    private const double Step = Levels / (2.0 * (Levels - 1));

    private readonly int _dimensions;
    private readonly int[][] _orders;

    /// <param name="dimensions">Parameters, at least 1.</param>
    /// <param name="trajectories">r, usually 10 to 50.</param>
    /// <param name="keeps">Which points are allowed: trajectories with another point are drawn again. Null for all.</param>
    /// <exception cref="ArgumentException">Hardly any trajectory is allowed.</exception>
    public MorrisScreening(int dimensions, int trajectories, uint seed, Func<double[], bool>? keeps = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(trajectories, 2);
        _dimensions = dimensions;
        List<int[]> orders = [];
        List<double[]> points = [];
        for (int row = 0; orders.Count < trajectories; row++)
        {
            if (row == trajectories * TriesMax)
            {
                throw new ArgumentException(
                    $"Only {orders.Count} of {row:N0} trajectories keep to the constraints: a screening moves over whole ranges. Narrow them."
                );
            }

            int[] order = DesignDraws.Order(seed, row, dimensions);
            double[][] trajectory = Trajectory(order, seed, (trajectories * TriesMax) + row);
            if (keeps is null || trajectory.All(keeps))
            {
                orders.Add(order);
                points.AddRange(trajectory);
            }
        }

        _orders = [.. orders];
        Points = points;
    }

    /// <summary>Where the outcome must be known: shares of the way, 0 to 1.</summary>
    public IReadOnlyList<double[]> Points { get; }

    /// <summary>The effects of each parameter, per its whole range.</summary>
    /// <param name="outcomes">One for each of <see cref="Points"/>.</param>
    public IReadOnlyList<MorrisEffect> Of(IReadOnlyList<double> outcomes)
    {
        if (outcomes.Count != Points.Count)
        {
            throw new ArgumentException($"{outcomes.Count} outcomes of {Points.Count} points.", nameof(outcomes));
        }

        double[][] effects = [.. Enumerable.Range(0, _dimensions).Select(_ => new double[_orders.Length])];
        for (int trajectory = 0; trajectory < _orders.Length; trajectory++)
        {
            int first = trajectory * (_dimensions + 1);
            for (int move = 0; move < _dimensions; move++)
            {
                int dimension = _orders[trajectory][move];
                double way = Points[first + move + 1][dimension] - Points[first + move][dimension];
                effects[dimension][trajectory] = (outcomes[first + move + 1] - outcomes[first + move]) / way;
            }
        }

        return [.. effects.Select(MorrisEffect.Of)];
    }

    // From a random level, up where there is room and down elsewhere.
    private static double[][] Trajectory(int[] order, uint seed, int row)
    {
        double[][] points = new double[order.Length + 1][];
        points[0] =
        [
            .. Enumerable
                .Range(0, order.Length)
                .Select(dimension => (int)(DesignDraws.Uniform(seed, row, dimension) * Levels) / (Levels - 1.0)),
        ];
        for (int move = 0; move < order.Length; move++)
        {
            double[] next = [.. points[move]];
            double from = next[order[move]];
            next[order[move]] = from < 0.5 ? from + Step : from - Step;
            points[move + 1] = next;
        }

        return points;
    }
}

/// <summary>What moving a parameter over its range does to an outcome.</summary>
/// <param name="Mean">μ: with signs, which may cancel.</param>
/// <param name="MeanAbsolute">μ*: how much it matters.</param>
/// <param name="Deviation">σ: how much that depends on where the others are.</param>
public readonly record struct MorrisEffect(double Mean, double MeanAbsolute, double Deviation)
{
    internal static MorrisEffect Of(double[] effects)
    {
        double mean = effects.Average();
        double squares = effects.Sum(effect => (effect - mean) * (effect - mean));
        return new(mean, effects.Average(Math.Abs), Math.Sqrt(squares / (effects.Length - 1)));
    }
}

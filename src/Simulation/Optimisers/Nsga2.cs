using Souk.Simulation.Designs;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Optimisers;

/// <summary>A point that was tried, and what came of it.</summary>
/// <param name="Shares">Where: shares of the way, 0 to 1.</param>
/// <param name="Objectives">All to be small.</param>
/// <param name="Violation">By how much constraints are broken, summed; 0 where all are met.</param>
public sealed record Trial(double[] Shares, double[] Objectives, double Violation)
{
    /// <summary>Whether it is better: fewer broken constraints, else no objective worse and one better (Deb et al. 2002, definition 1).</summary>
    public bool Dominates(Trial other)
    {
        if (Violation > 0 || other.Violation > 0)
        {
            return Violation < other.Violation;
        }

        bool isBetter = false;
        for (int i = 0; i < Objectives.Length; i++)
        {
            if (Objectives[i] > other.Objectives[i])
            {
                return false;
            }

            isBetter |= Objectives[i] < other.Objectives[i];
        }

        return isBetter;
    }
}

/// <summary>Searches the unit cube for points that no other beats in every objective: NSGA-II.</summary>
/// <remarks>
/// Deb, Pratap, Agarwal and Meyarivan, IEEE Trans. Evol. Comput. 6, 2002: fast non-dominated sorting, crowding distance,
/// binary tournaments, simulated binary crossover (η = 15, p = 0.9) and polynomial mutation (η = 20, p = 1/n).
/// </remarks>
public sealed class Nsga2
{
    private const double CrossoverIndex = 15;
    private const double MutationIndex = 20;
    private const double CrossoverShare = 0.9;

    private readonly int _dimensions;
    private readonly int _population;
    private readonly uint _seed;
    private IReadOnlyList<Ranked> _parents = [];
    private double[][] _asked = [];
    private int _generation;

    /// <param name="population">Points of a generation; even, at least 4.</param>
    public Nsga2(int dimensions, int population, uint seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 4);
        (_dimensions, _population, _seed) = (dimensions, population, seed);
    }

    private readonly record struct Ranked(Trial Trial, int Front, double Crowding);

    /// <summary>The points that none of the present generation dominates.</summary>
    public IReadOnlyList<Trial> Front =>
        [.. _parents.Where(parent => parent.Front == 0).Select(parent => parent.Trial)];

    /// <summary>The points to try next.</summary>
    public IReadOnlyList<double[]> Ask()
    {
        _asked =
            _parents.Count == 0
                ? Design.Sobol(_dimensions, _population, _seed)
                : [.. Enumerable.Range(0, (_population + 1) / 2).SelectMany(Children).Take(_population)];
        return _asked;
    }

    /// <summary>Tells what came of the points last asked for, in their order.</summary>
    public void Tell(IReadOnlyList<(double[] Objectives, double Violation)> outcomes)
    {
        if (outcomes.Count != _asked.Length)
        {
            throw new ArgumentException($"{outcomes.Count} outcomes of {_asked.Length} points.", nameof(outcomes));
        }

        Trial[] trials =
        [
            .. _asked.Select((shares, i) => new Trial(shares, outcomes[i].Objectives, outcomes[i].Violation)),
        ];
        _parents = [.. Rank([.. _parents.Select(parent => parent.Trial), .. trials]).Take(_population)];
        _generation++;
    }

    private static IEnumerable<Ranked> Rank(List<Trial> trials)
    {
        for (int front = 0; trials.Count > 0; front++)
        {
            List<Trial> best = [.. trials.Where(trial => !trials.Exists(other => other.Dominates(trial)))];
            foreach (Ranked ranked in Crowd(best, front).OrderByDescending(ranked => ranked.Crowding))
            {
                yield return ranked;
            }

            trials = [.. trials.Except(best)];
        }
    }

    private static Ranked[] Crowd(List<Trial> front, int rank)
    {
        double[] crowding = new double[front.Count];
        for (int objective = 0; objective < front[0].Objectives.Length; objective++)
        {
            int[] order = [.. Enumerable.Range(0, front.Count).OrderBy(i => front[i].Objectives[objective])];
            double width = front[order[^1]].Objectives[objective] - front[order[0]].Objectives[objective];
            crowding[order[0]] = double.PositiveInfinity;
            crowding[order[^1]] = double.PositiveInfinity;
            for (int i = 1; i < order.Length - 1 && width > 0; i++)
            {
                double gap = front[order[i + 1]].Objectives[objective] - front[order[i - 1]].Objectives[objective];
                crowding[order[i]] += gap / width;
            }
        }

        return [.. front.Select((trial, i) => new Ranked(trial, rank, crowding[i]))];
    }

    private double[][] Children(int pair)
    {
        int draw = 0;
        double Next() => DesignDraws.Uniform(_seed, 1 + (_generation * _population) + pair, draw++);
        double[] first = [.. Winner(Next).Shares];
        double[] second = [.. Winner(Next).Shares];
        bool isCrossed = Next() < CrossoverShare;
        for (int i = 0; i < _dimensions; i++)
        {
            if (isCrossed && Next() < 0.5)
            {
                (first[i], second[i]) = Cross(first[i], second[i], Next());
            }

            first[i] = Next() < 1.0 / _dimensions ? Mutate(first[i], Next()) : first[i];
            second[i] = Next() < 1.0 / _dimensions ? Mutate(second[i], Next()) : second[i];
        }

        return [first, second];
    }

    private Trial Winner(Func<double> next)
    {
        Ranked first = _parents[(int)(next() * _parents.Count)];
        Ranked second = _parents[(int)(next() * _parents.Count)];
        bool isFirst = first.Front < second.Front || (first.Front == second.Front && first.Crowding >= second.Crowding);
        return isFirst ? first.Trial : second.Trial;
    }

    private static (double First, double Second) Cross(double first, double second, double uniform)
    {
        double power = 1 / (CrossoverIndex + 1);
        double beta =
            uniform <= 0.5
                ? DeterministicMath.Pow(2 * uniform, power)
                : DeterministicMath.Pow(1 / (2 * (1 - uniform)), power);
        double middle = (first + second) / 2;
        double half = beta * (second - first) / 2;
        return (Math.Clamp(middle - half, 0, 1), Math.Clamp(middle + half, 0, 1));
    }

    private static double Mutate(double share, double uniform)
    {
        double power = 1 / (MutationIndex + 1);
        double delta =
            uniform < 0.5
                ? DeterministicMath.Pow(2 * uniform, power) - 1
                : 1 - DeterministicMath.Pow(2 * (1 - uniform), power);
        return Math.Clamp(share + delta, 0, 1);
    }
}

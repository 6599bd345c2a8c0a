using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Designs;

/// <summary>The points of a design's space that keep to constraints.</summary>
/// <remarks>
/// Sobol's sequence goes on until there are points enough, which spreads them evenly over what is allowed. A grid and one
/// parameter at a time leave out what breaks a constraint. A Latin hypercube and antithetic points are refused: with a point
/// missing they are neither.
/// </remarks>
public sealed class ConstrainedSpace
{
    /// <summary>Points that are looked at before constraints are called contradictory.</summary>
    public const int ProbesMax = 4_096;

    private readonly Blueprint _blueprint;
    private readonly IReadOnlyList<Variation> _variations;
    private readonly IReadOnlyList<DesignConstraint> _constraints;
    private readonly double[] _start;

    /// <exception cref="FormatException">A constraint that cannot be read, or no point that keeps to all of them.</exception>
    public ConstrainedSpace(Blueprint blueprint, IReadOnlyList<Variation> variations, IReadOnlyList<string> constraints)
    {
        (_blueprint, _variations) = (blueprint, variations);
        _constraints = [.. constraints.Select(text => DesignConstraint.Parse(text, blueprint))];
        if ((IsFree ? Probes().First() : Probes().FirstOrDefault(Keeps)) is { } start)
        {
            _start = start;
        }
        else
        {
            string[] alone =
            [
                .. _constraints.Where(one => !Probes().Any(at => Excess(one, at) <= 0)).Select(one => one.Text),
            ];
            throw new FormatException(
                alone.Length > 0
                    ? $"no point of {ProbesMax:N0} keeps to '{string.Join("' or to '", alone)}'."
                    : $"no point of {ProbesMax:N0} keeps to all of '{string.Join("', '", _constraints)}': they contradict one another within these ranges."
            );
        }
    }

    /// <summary>Whether there is no constraint.</summary>
    public bool IsFree => _constraints.Count == 0;

    public IReadOnlyList<DesignConstraint> Constraints => _constraints;

    /// <summary>A point that keeps to all constraints: the middle of the ranges where it does.</summary>
    public IReadOnlyList<double> Start => _start;

    public bool Keeps(double[] shares) => Excess(shares) <= 0;

    /// <summary>By how much constraints are broken, each in the unit of its parameters; 0 where none is.</summary>
    public double Excess(double[] shares)
    {
        if (IsFree)
        {
            return 0;
        }

        Blueprint point = At(shares);
        return (double)_constraints.Sum(constraint => Math.Max(0, constraint.Excess(point)));
    }

    /// <summary>The first constraint that a point breaks; null where it keeps to all.</summary>
    public DesignConstraint? BrokenBy(double[] shares) => _constraints.FirstOrDefault(one => Excess(one, shares) > 0);

    /// <summary>Points of a design that keep to the constraints.</summary>
    /// <exception cref="FormatException">The kind of design has no such points, or none is left.</exception>
    public double[][] Design(DesignKind kind, int points, uint seed)
    {
        if (IsFree)
        {
            return Designs.Design.Of(kind, _variations, points, seed);
        }

        if (kind is DesignKind.LatinHypercube or DesignKind.Antithetic)
        {
            throw new FormatException(
                "constraints take points out of a design, and a Latin hypercube or antithetic points are none without them: take sobol, grid or one-at-a-time."
            );
        }

        double[][] kept =
            kind == DesignKind.Sobol
                ? Sobol(points, seed)
                : [.. Designs.Design.Of(kind, _variations, points, seed).Where(Keeps)];
        return kept.Length > 0
            ? kept
            : throw new FormatException($"no point of the design keeps to '{string.Join("', '", _constraints)}'.");
    }

    private double[][] Sobol(int points, uint seed)
    {
        SobolSequence sequence = new(_variations.Count, seed);
        List<double[]> kept = [];
        long triesMax = (long)points * ProbesMax;
        for (long tries = 0; kept.Count < points && tries < triesMax; tries++)
        {
            double[] row = new double[_variations.Count];
            sequence.Next(row);
            if (Keeps(row))
            {
                kept.Add(row);
            }
        }

        return kept.Count == points
            ? [.. kept]
            : throw new FormatException(
                $"only {kept.Count:N0} of {triesMax:N0} points keep to '{string.Join("', '", _constraints)}', and {points:N0} were asked for: narrow the ranges."
            );
    }

    private decimal Excess(DesignConstraint constraint, double[] shares) => constraint.Excess(At(shares));

    private IEnumerable<double[]> Probes()
    {
        yield return [.. _variations.Select(_ => 0.5)];
        SobolSequence sequence = new(_variations.Count, seed: null);
        for (int probe = 1; probe < ProbesMax; probe++)
        {
            double[] row = new double[_variations.Count];
            sequence.Next(row);
            yield return row;
        }
    }

    private Blueprint At(double[] shares)
    {
        try
        {
            Blueprint point = _blueprint;
            for (int i = 0; i < shares.Length; i++)
            {
                point = point.With(_variations[i].Path, _variations[i].At(shares[i]));
            }

            return point;
        }
        catch (ScenarioException problem)
        {
            throw new FormatException(problem.Message, problem);
        }
    }
}

using Souk.Simulation.Numerics;

namespace Souk.Simulation.Calibration;

/// <summary>A point of parameter space and what one run of it came to.</summary>
/// <param name="Shares">Of the way of each variation, 0 to 1.</param>
/// <param name="Simulated">By target.</param>
internal sealed record Particle(double[] Shares, double[] Simulated)
{
    /// <summary>Σ((simulated − observed) / scale)²; set once scales are known.</summary>
    public double Distance { get; init; }
}

/// <summary>A generation of weighted particles, and the kernel that moves them into the next one.</summary>
internal sealed class ParticleCloud
{
    private readonly double[] _deviations;

    private ParticleCloud(Particle[] particles, double[] weights)
    {
        (Particles, Weights) = (particles, weights);
        // Beaumont et al. (2009): the kernel has twice the weighted variance of the generation it moves.
        _deviations =
        [
            .. Enumerable
                .Range(0, particles[0].Shares.Length)
                .Select(i => Math.Sqrt(Math.Max(2 * VarianceOf(i), 1e-12))),
        ];
    }

    public Particle[] Particles { get; }

    /// <summary>Of sum 1.</summary>
    public double[] Weights { get; }

    public double EffectiveCount => 1 / Weights.Sum(weight => weight * weight);

    /// <summary>Draws of a uniform prior: equal weights.</summary>
    public static ParticleCloud Prior(Particle[] particles) =>
        new(particles, [.. particles.Select(_ => 1.0 / particles.Length)]);

    /// <summary>The generation of those that were accepted, each weighed by prior over proposal.</summary>
    public ParticleCloud Next(Particle[] accepted)
    {
        double[] weights = [.. accepted.Select(particle => 1 / ProposalDensity(particle.Shares))];
        double sum = weights.Sum();
        return new(accepted, [.. weights.Select(weight => weight / sum)]);
    }

    /// <summary>A particle by weight, moved by the kernel; perhaps outside of the space.</summary>
    public double[] Propose(ref DrawSequence draws)
    {
        double at = draws.UniformOrZero();
        int ancestor = 0;
        for (double sum = Weights[0]; sum <= at && ancestor < Weights.Length - 1; sum += Weights[ancestor])
        {
            ancestor++;
        }

        double[] shares = [.. Particles[ancestor].Shares];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] += _deviations[i] * Distribution.Normal(draws.Uniform());
        }

        return shares;
    }

    /// <summary>The least share of a parameter up to which particles of the given weight lie.</summary>
    public double Quantile(int parameter, double level)
    {
        int[] order = [.. Enumerable.Range(0, Particles.Length).OrderBy(i => Particles[i].Shares[parameter])];
        double sum = 0;
        foreach (int particle in order)
        {
            sum += Weights[particle];
            if (sum >= level)
            {
                return Particles[particle].Shares[parameter];
            }
        }

        return Particles[order[^1]].Shares[parameter];
    }

    // Up to a factor that all points share.
    private double ProposalDensity(double[] shares)
    {
        double density = 0;
        for (int particle = 0; particle < Particles.Length; particle++)
        {
            double exponent = 0;
            for (int i = 0; i < shares.Length; i++)
            {
                double away = (shares[i] - Particles[particle].Shares[i]) / _deviations[i];
                exponent -= away * away / 2;
            }

            density += Weights[particle] * DeterministicMath.Exp(exponent);
        }

        return density;
    }

    private double VarianceOf(int parameter)
    {
        double mean = 0;
        double square = 0;
        for (int particle = 0; particle < Particles.Length; particle++)
        {
            mean += Weights[particle] * Particles[particle].Shares[parameter];
        }

        for (int particle = 0; particle < Particles.Length; particle++)
        {
            double away = Particles[particle].Shares[parameter] - mean;
            square += Weights[particle] * away * away;
        }

        return square;
    }
}

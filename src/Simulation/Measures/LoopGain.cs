namespace Souk.Simulation.Measures;

/// <summary>How strongly one quantity follows another, and what a loop of them does to a small push.</summary>
/// <remarks>
/// In a loop of stages xᵢ₊₁ ∝ xᵢ^ε the product of the elasticities is the gain: above 1 a push grows on its way round, below 1 it
/// dies out (Sterman, Business Dynamics, 2000, chapter 5).
/// </remarks>
public static class LoopGain
{
    /// <summary>Elasticity of a later stage: slope of its log changes on those of an earlier one; 0 where that does not move.</summary>
    public static double Elasticity(ReadOnlySpan<double> changes, ReadOnlySpan<double> later)
    {
        (double meanX, double meanY) = (Mean(changes), Mean(later));
        (double covariance, double variance) = (0, 0);
        for (int i = 0; i < changes.Length; i++)
        {
            covariance += (changes[i] - meanX) * (later[i] - meanY);
            variance += (changes[i] - meanX) * (changes[i] - meanX);
        }

        return variance < 1e-18 ? 0 : covariance / variance;
    }

    /// <summary>The product of elasticities.</summary>
    public static double Of(ReadOnlySpan<double> elasticities)
    {
        double gain = 1;
        foreach (double elasticity in elasticities)
        {
            gain *= elasticity;
        }

        return gain;
    }

    /// <summary>The first link that does not pass a push on, from 1; 0 where all do.</summary>
    public static int Broken(ReadOnlySpan<double> elasticities)
    {
        for (int i = 0; i < elasticities.Length; i++)
        {
            if (elasticities[i] <= 0)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return values.IsEmpty ? 0 : sum / values.Length;
    }
}

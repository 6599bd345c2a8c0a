using Souk.Simulation.Numerics;
using Souk.Simulation.Scores;

namespace Souk.Simulation.Policies;

/// <summary>How unsteady a price is, to those who build on it.</summary>
public static class StabilityPolicy
{
    private const double RootTwoOverPi = 0.7978845608028654;

    /// <summary>The mean size of a normal move: that of the folded normal law, √(2/π) × deviation where the mean is 0.</summary>
    /// <remarks>Leone, Nelson and Nottingham, "The folded normal distribution", Technometrics 3 (1961).</remarks>
    public static double MeanSize(double mean, double deviation)
    {
        if (deviation == 0)
        {
            return Math.Abs(mean);
        }

        double z = mean / deviation;
        double spread = deviation * RootTwoOverPi * DeterministicMath.Exp(-z * z / 2);
        return spread + (mean * (1 - (2 * NormalLaw.Cdf(-z))));
    }
}

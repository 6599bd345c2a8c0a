using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>How a sector of tokens moves from day to day.</summary>
/// <param name="Drift">Mean log return per day.</param>
/// <param name="Sigma">Deviation of it in calm.</param>
/// <param name="StressHazard">Probability per day that calm ends.</param>
/// <param name="RecoveryHazard">Probability per day that stress ends.</param>
/// <param name="StressDrift">Mean log return per day under stress.</param>
/// <param name="StressMultiple">Deviation under stress over that in calm.</param>
public readonly record struct SectorTerms(
    double Drift,
    double Sigma,
    double StressHazard,
    double RecoveryHazard,
    double StressDrift,
    double StressMultiple
);

/// <summary>Two regimes of returns.</summary>
/// <remarks>Markov switching: Hamilton, "A new approach to the economic analysis of nonstationary time series", Econometrica 57 (1989).</remarks>
public static class SectorPolicy
{
    /// <summary>Whether there is stress tomorrow.</summary>
    public static bool NextRegime(bool isStress, double uniform, in SectorTerms terms) =>
        isStress ? uniform >= terms.RecoveryHazard : uniform < terms.StressHazard;

    /// <summary>Mean and deviation of a day's log return, whichever regime there is.</summary>
    public static (double Mean, double Deviation) LongRun(in SectorTerms terms)
    {
        double hazards = terms.StressHazard + terms.RecoveryHazard;
        double stress = hazards > 0 ? terms.StressHazard / hazards : 0;
        double mean = terms.Drift + (stress * (terms.StressDrift - terms.Drift));
        double gap = terms.StressDrift - terms.Drift;
        double variance =
            terms.Sigma * terms.Sigma * (1 + (stress * ((terms.StressMultiple * terms.StressMultiple) - 1)));
        return (mean, Math.Sqrt(variance + (stress * (1 - stress) * gap * gap)));
    }

    /// <summary>A day's log return.</summary>
    public static double Return(bool isStress, double uniform, in SectorTerms terms) =>
        isStress
            ? terms.StressDrift + (terms.StressMultiple * terms.Sigma * Distribution.Normal(uniform))
            : terms.Drift + (terms.Sigma * Distribution.Normal(uniform));
}

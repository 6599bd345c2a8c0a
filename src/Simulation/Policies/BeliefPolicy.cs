using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>How speculators trade and change their minds; logarithms of prices, time in days.</summary>
/// <param name="Impact">Change of the log price per unit of demand.</param>
/// <param name="Reversion">Demand of a fundamentalist per log misalignment.</param>
/// <param name="Trend">Demand of a chartist per log return.</param>
/// <param name="FundamentalNoise">Deviation of a fundamentalist's demand.</param>
/// <param name="ChartNoise">Deviation of a chartist's demand.</param>
/// <param name="Predisposition">Attraction of being a fundamentalist.</param>
/// <param name="Herding">Attraction of the larger group.</param>
/// <param name="Misalignment">Attraction of being one per squared misalignment.</param>
/// <param name="Profit">Attraction of the group with the higher past profit.</param>
/// <param name="Memory">What is kept of past profit per day.</param>
public readonly record struct BeliefTerms(
    double Impact,
    double Reversion,
    double Trend,
    double FundamentalNoise,
    double ChartNoise,
    double Predisposition,
    double Herding,
    double Misalignment,
    double Profit,
    double Memory
);

/// <summary>Fundamentalists and chartists who switch between the two.</summary>
/// <remarks>
/// Brock and Hommes, J. Economic Dynamics and Control 22 (1998), with the structural stochastic volatility of Franke and
/// Westerhoff, same journal 36 (2012): discrete choice by herding, predisposition and misalignment, whose estimates for the
/// S&amp;P 500 are the defaults.
/// </remarks>
public static class BeliefPolicy
{
    private const double AttractionMax = 500;

    /// <summary>Share of fundamentalists, from yesterday's share and misalignment.</summary>
    /// <param name="share">Of fundamentalists yesterday, 0 to 1.</param>
    /// <param name="misaligned">Log fundamental value less log price.</param>
    /// <param name="profitGap">Past profit of fundamentalists less that of chartists.</param>
    public static double Share(double share, double misaligned, double profitGap, in BeliefTerms terms)
    {
        double attraction =
            terms.Predisposition
            + (terms.Herding * ((2 * share) - 1))
            + (terms.Misalignment * misaligned * misaligned)
            + (terms.Profit * profitGap);
        return 1 / (1 + DeterministicMath.Exp(-Math.Clamp(attraction, -AttractionMax, AttractionMax)));
    }

    /// <summary>Demand of one fundamentalist and one chartist.</summary>
    /// <param name="lastReturn">Yesterday's log return.</param>
    /// <param name="luck">Two uniforms.</param>
    public static (double Fundamental, double Chart) Demands(
        double misaligned,
        double lastReturn,
        RandomBlock luck,
        in BeliefTerms terms
    ) =>
        (
            (terms.Reversion * misaligned) + (terms.FundamentalNoise * Distribution.Normal(luck.First)),
            (terms.Trend * lastReturn) + (terms.ChartNoise * Distribution.Normal(luck.Second))
        );
}

using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>Choice probabilities over offers of two nests, inside which offers are closer substitutes.</summary>
/// <remarks>
/// McFadden, "Modelling the choice of residential location" (1978): within a nest P(i) ∝ e^(Vᵢ/λ), and P(nest) ∝ (Σ e^(Vᵢ/λ))^λ.
/// At λ = 1 it is the logit, at λ → 0 the best offer of a nest takes all of it.
/// </remarks>
public static class NestedLogit
{
    /// <summary>Fills the probability of each offer.</summary>
    /// <param name="utilities">By offer; minus infinity for one that is not there.</param>
    /// <param name="firstNest">How many of the offers form the first nest; the others form the second.</param>
    /// <param name="dissimilarity">λ, above 0 and at most 1.</param>
    public static void Fill(
        ReadOnlySpan<double> utilities,
        int firstNest,
        double dissimilarity,
        Span<double> probabilities
    )
    {
        double inner = Inside(utilities[..firstNest], dissimilarity, probabilities[..firstNest]);
        double outer = Inside(utilities[firstNest..], dissimilarity, probabilities[firstNest..]);
        double first = Share(inner, outer);
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] *= i < firstNest ? first : 1 - first;
        }
    }

    /// <summary>Which offer a uniform draw chooses.</summary>
    public static int Pick(double uniform, ReadOnlySpan<double> probabilities)
    {
        double reached = 0;
        for (int i = 0; i < probabilities.Length - 1; i++)
        {
            reached += probabilities[i];
            if (uniform < reached)
            {
                return i;
            }
        }

        return probabilities.Length - 1;
    }

    // The inclusive value λ ln Σ e^(V/λ), with the largest utility taken out against overflow.
    private static double Inside(ReadOnlySpan<double> utilities, double lambda, Span<double> probabilities)
    {
        double best = double.NegativeInfinity;
        foreach (double utility in utilities)
        {
            best = Math.Max(best, utility);
        }

        if (double.IsNegativeInfinity(best))
        {
            probabilities.Clear();
            return best;
        }

        double sum = 0;
        for (int i = 0; i < utilities.Length; i++)
        {
            probabilities[i] = DeterministicMath.Exp((utilities[i] - best) / lambda);
            sum += probabilities[i];
        }

        foreach (ref double probability in probabilities)
        {
            probability /= sum;
        }

        return best + (lambda * DeterministicMath.Log(sum));
    }

    private static double Share(double inner, double outer) =>
        double.IsNegativeInfinity(inner) ? 0
        : double.IsNegativeInfinity(outer) ? 1
        : 1 / (1 + DeterministicMath.Exp(Math.Clamp(outer - inner, -700, 700)));
}

using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>How those who are served learn whom to ask: a memory of scores, and a logit choice by it.</summary>
/// <remarks>
/// An average that forgets, and choice in proportion to e^(weight × average): softmax action selection (Sutton and Barto,
/// Reinforcement Learning, 2018, chapter 2), the logit of McFadden with what was learned in place of utility.
/// </remarks>
public static class ReputationPolicy
{
    /// <summary>Fills the running sum of choice probabilities, so that a uniform draw finds its choice by <see cref="Pick"/>.</summary>
    /// <param name="reputations">0 to 1 each.</param>
    /// <param name="weight">0 for a choice at random; the larger, the more the best is chosen.</param>
    public static void Accumulate(ReadOnlySpan<double> reputations, double weight, Span<double> cumulative)
    {
        double sum = 0;
        for (int i = 0; i < reputations.Length; i++)
        {
            // Reputations are at most 1, so that nothing overflows for weights below 700.
            sum += DeterministicMath.Exp(weight * reputations[i]);
            cumulative[i] = sum;
        }

        foreach (ref double reached in cumulative)
        {
            reached /= sum;
        }
    }

    /// <summary>Whom a uniform draw chooses.</summary>
    public static int Pick(double uniform, ReadOnlySpan<double> cumulative)
    {
        int found = cumulative.BinarySearch(uniform);
        return Math.Min(found < 0 ? ~found : found, cumulative.Length - 1);
    }

    /// <summary>What one agent says that an answer is worth, 0 to 1.</summary>
    /// <param name="quality">What it is worth.</param>
    /// <param name="noise">Deviation of a judgement.</param>
    public static double Judgement(double quality, double noise, double uniform) =>
        Math.Clamp(quality + (noise * Distribution.Normal(uniform)), 0, 1);
}

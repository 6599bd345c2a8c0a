using Souk.Simulation.Numerics;

namespace Souk.Simulation.Scores;

/// <summary>The exact interval of a share of which so many of so many were seen.</summary>
/// <remarks>Clopper and Pearson, Biometrika 26 (1934): it holds the true share at least as often as it says, if what was
/// counted is independent.</remarks>
public readonly record struct BinomialInterval(double Low, double High)
{
    /// <param name="hits">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">From 1 to 10,000,000.</param>
    /// <param name="confidence">Above 0 and below 1.</param>
    public static BinomialInterval Of(int hits, int trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, 10_000_000);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        if (confidence is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Above 0 and below 1.");
        }

        double side = (1 - confidence) / 2;
        // So many or more are as rare as `side` under the lower end, so many or fewer under the upper one.
        double low = hits == 0 ? 0 : Solve(share => 1 - AtMost(hits - 1, trials, share) < side);
        double high = hits == trials ? 1 : Solve(share => AtMost(hits, trials, share) > side);
        return new(low, high);
    }

    public bool Contains(double share) => share >= Low && share <= High;

    /// <summary>How likely at most so many of so many are, where each is with a probability of its own.</summary>
    public static double AtMost(int hits, int trials, double share)
    {
        if (share is <= 0 or >= 1)
        {
            return share <= 0 || hits >= trials ? 1 : 0;
        }

        double odds = share / (1 - share);
        double logTerm = trials * DeterministicMath.LogP1(-share);
        double logOdds = DeterministicMath.Log(odds);
        double sum = 0;
        for (int k = 0; k <= hits; k++)
        {
            sum += DeterministicMath.Exp(logTerm);
            logTerm += DeterministicMath.Log((double)(trials - k) / (k + 1)) + logOdds;
        }

        return Math.Min(1, sum);
    }

    // The share at which what holds below it stops to hold.
    private static double Solve(Func<double, bool> holds)
    {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = holds(middle) ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}

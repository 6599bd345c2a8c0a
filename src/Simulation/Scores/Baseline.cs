namespace Souk.Simulation.Scores;

/// <summary>A forecast that anybody could make: a normal law from nothing but the series itself.</summary>
/// <param name="Mean">In the unit of the series.</param>
/// <param name="Deviation">0 where the history never departed from the rule.</param>
/// <remarks>Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5.</remarks>
public readonly record struct Baseline(double Mean, double Deviation)
{
    /// <summary>The last value stays, and steps are as large as they were.</summary>
    /// <param name="history">Evenly spaced, the latest last; at least two.</param>
    /// <param name="steps">Ahead, in the spacing of the history.</param>
    public static Baseline LastValue(ReadOnlySpan<double> history, int steps)
    {
        Require(history, steps, least: 2);
        double squares = 0;
        for (int i = 1; i < history.Length; i++)
        {
            squares += (history[i] - history[i - 1]) * (history[i] - history[i - 1]);
        }

        return new(history[^1], Math.Sqrt(squares / (history.Length - 1) * steps));
    }

    /// <summary>The line from the first value to the last goes on.</summary>
    /// <param name="history">Evenly spaced, the latest last; at least three.</param>
    /// <param name="steps">Ahead, in the spacing of the history.</param>
    public static Baseline Drift(ReadOnlySpan<double> history, int steps)
    {
        Require(history, steps, least: 3);
        double drift = (history[^1] - history[0]) / (history.Length - 1);
        double squares = 0;
        for (int i = 1; i < history.Length; i++)
        {
            double off = history[i] - history[i - 1] - drift;
            squares += off * off;
        }

        double variance = squares / (history.Length - 2);
        double spread = steps * (1 + ((double)steps / (history.Length - 1)));
        return new(history[^1] + (steps * drift), Math.Sqrt(variance * spread));
    }

    /// <summary>See <see cref="Scores.Crps"/>.</summary>
    public double Crps(double observed) => Scores.Crps.OfNormal(Mean, Deviation, observed);

    private static void Require(ReadOnlySpan<double> history, int steps, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (history.Length < least)
        {
            throw new ArgumentException(
                $"{history.Length} values are fewer than the {least} that it takes.",
                nameof(history)
            );
        }
    }
}

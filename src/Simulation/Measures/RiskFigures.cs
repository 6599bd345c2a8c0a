namespace Souk.Simulation.Measures;

/// <summary>What can be lost, from the changes of the past.</summary>
/// <remarks>
/// Historical simulation: value at risk is the loss that a share of days exceeded, expected shortfall the mean of the worst ones (Acerbi
/// and Tasche, Journal of Banking and Finance 26, 2002). Both are losses, so above zero where something was lost.
/// </remarks>
public static class RiskFigures
{
    /// <summary>Deviation of log changes over a year of 365 days.</summary>
    public static double Volatility(ReadOnlySpan<double> changes)
    {
        if (changes.Length < 2)
        {
            return 0;
        }

        (double sum, double squares) = (0, 0);
        foreach (double change in changes)
        {
            sum += change;
        }

        double mean = sum / changes.Length;
        foreach (double change in changes)
        {
            squares += (change - mean) * (change - mean);
        }

        return Math.Sqrt(squares / (changes.Length - 1) * 365);
    }

    /// <summary>The worst days' limit and mean, as losses.</summary>
    /// <param name="changes">Log changes.</param>
    /// <param name="level">Share of days that count as the worst, above 0; at least one day does.</param>
    public static (double AtRisk, double Shortfall) Tail(ReadOnlySpan<double> changes, double level)
    {
        if (changes.IsEmpty)
        {
            return default;
        }

        double[] sorted = changes.ToArray();
        Array.Sort(sorted);
        int worst = Math.Clamp((int)Math.Ceiling(level * sorted.Length), 1, sorted.Length);
        double sum = 0;
        for (int i = 0; i < worst; i++)
        {
            sum += sorted[i];
        }

        return (-sorted[worst - 1], -sum / worst);
    }
}

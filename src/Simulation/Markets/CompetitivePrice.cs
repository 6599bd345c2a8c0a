namespace Souk.Simulation.Markets;

/// <summary>Where a supply schedule of single units meets a demand schedule.</summary>
/// <param name="Low">The least price at which the last pair trades and nobody else wants to sell less dearly.</param>
/// <param name="High">The highest such price.</param>
/// <param name="Units">Pairs that gain by trading.</param>
/// <param name="Surplus">What they gain together, in the unit of prices.</param>
/// <remarks>Smith, Journal of Political Economy 70 (1962). Without a pair that gains all is zero.</remarks>
public readonly record struct CompetitivePrice(double Low, double High, int Units, double Surplus)
{
    /// <summary>The middle of the interval.</summary>
    public double Middle => (Low + High) / 2;

    /// <param name="costs">What each unit costs its seller; sorted here, in place.</param>
    /// <param name="values">What each is worth to its buyer; sorted here, in place.</param>
    public static CompetitivePrice Of(Span<double> costs, Span<double> values)
    {
        costs.Sort();
        values.Sort((one, other) => other.CompareTo(one));
        int units = 0;
        double surplus = 0;
        while (units < Math.Min(costs.Length, values.Length) && values[units] >= costs[units])
        {
            surplus += values[units] - costs[units];
            units++;
        }

        if (units == 0)
        {
            return default;
        }

        double low = Math.Max(costs[units - 1], units < values.Length ? values[units] : 0);
        double high = Math.Min(values[units - 1], units < costs.Length ? costs[units] : double.PositiveInfinity);
        return new(low, high, units, surplus);
    }
}

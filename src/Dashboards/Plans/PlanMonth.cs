namespace Souk.Dashboards.Plans;

/// <summary>One month of a design beside what the chain shows of it, in whole tokens.</summary>
/// <param name="First">The month's first day, or the design's.</param>
/// <param name="Last">The month's last day.</param>
/// <param name="Low">Planned: 5 % of the runs are below.</param>
/// <param name="Median">Planned.</param>
/// <param name="High">Planned: 5 % of the runs are above.</param>
/// <param name="Actual">On chain.</param>
public sealed record PlanMonth(DateOnly First, DateOnly Last, double Low, double Median, double High, double Actual)
{
    // What the ledger and a sum of runs round to is no difference.
    private const double Tolerance = 1e-9;

    /// <summary>Actual less the planned median.</summary>
    public double Variance => Actual - Median;

    /// <summary>Of the planned median; null where nothing was planned.</summary>
    public double? VarianceShare => Median == 0 ? null : Variance / Math.Abs(Median);

    public bool IsBelow => Actual < Low - (Math.Abs(Low) * Tolerance);

    public bool IsAbove => Actual > High + (Math.Abs(High) * Tolerance);

    /// <summary>Whether the chain shows less or more than nine of ten runs.</summary>
    public bool IsOutside => IsBelow || IsAbove;
}

namespace Souk.Simulation.Mechanisms.Vestings;

/// <summary>When an amount of a scenario becomes free, as stated at its start.</summary>
/// <param name="Part">That holds it.</param>
/// <param name="Bucket">The row of an allocation table; the part's name where it has no rows.</param>
/// <param name="Symbol">Of the token.</param>
/// <param name="Decimals">Of the token.</param>
/// <param name="Total">Base units; of a sale what it offers, of which less may be sold.</param>
/// <param name="AtLaunch">Base units that are free on the first day.</param>
/// <param name="Launch">The day from which on it is told.</param>
/// <param name="First">The day on which something of the rest becomes free: the end of a cliff.</param>
/// <param name="End">The day on which the last of it becomes free.</param>
public sealed record UnlockSchedule(
    string Part,
    string Bucket,
    string Symbol,
    int Decimals,
    Int128 Total,
    Int128 AtLaunch,
    DateOnly Launch,
    DateOnly First,
    DateOnly End
)
{
    private const long DaySeconds = 86_400;

    /// <summary>Beyond what any duration may be, in seconds after the launch.</summary>
    private const long SecondsMax = 400_000 * DaySeconds;

    /// <summary>Whether the rest is held back for more than a day after the launch.</summary>
    public bool HasCliff => First > Launch.AddDays(1);

    /// <param name="launchSeconds">The launch in the time that the curve counts in.</param>
    internal static UnlockSchedule Of(
        (string Part, string Bucket) name,
        (string Symbol, int Decimals) token,
        IUnlockCurve curve,
        DateOnly launch,
        long launchSeconds
    )
    {
        Int128 atLaunch = curve.VestedAt(launchSeconds);
        DateOnly first = launch.AddDays(DaysUntil(curve, launchSeconds, Int128.Min(atLaunch + 1, curve.Total)));
        DateOnly end = launch.AddDays(DaysUntil(curve, launchSeconds, curve.Total));
        return new(name.Part, name.Bucket, token.Symbol, token.Decimals, curve.Total, atLaunch, launch, first, end);
    }

    /// <summary>Whole days from the launch until so much is free; what is free never falls.</summary>
    private static int DaysUntil(IUnlockCurve curve, long launchSeconds, Int128 amount)
    {
        (long low, long high) = (0, SecondsMax);
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = curve.VestedAt(launchSeconds + middle) >= amount ? (low, middle) : (middle + 1, high);
        }

        return (int)(low / DaySeconds);
    }
}

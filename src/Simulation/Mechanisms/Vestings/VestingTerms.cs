namespace Souk.Simulation.Mechanisms.Vestings;

/// <summary>How a bucket of tokens vests after the launch, in calendar months.</summary>
/// <remarks>
/// A part is free at the launch. The clock of the rest starts after the lock and runs for the duration. What has
/// accrued before the cliff is held back until the cliff. With a step, the clock only counts whole steps.
/// "A lock of twelve months, then linear over three years" has a lock; "three years with a cliff of one" has a cliff.
/// </remarks>
public sealed record VestingTerms
{
    private const int MonthsMax = 600;

    /// <param name="launchPartsPerBillion">Share that is free at the launch.</param>
    /// <param name="durationMonths">From the end of the lock to the last token.</param>
    /// <param name="lockMonths">From the launch until the clock starts; nothing accrues meanwhile.</param>
    /// <param name="cliffMonths">From the start of the clock, within the duration.</param>
    /// <param name="stepMonths">0 vests every second, 1 monthly, 3 quarterly; divides the duration.</param>
    /// <exception cref="ArgumentException">A cliff after the end, or a step that does not divide the duration.</exception>
    public VestingTerms(
        long launchPartsPerBillion,
        int durationMonths,
        int lockMonths = 0,
        int cliffMonths = 0,
        int stepMonths = 0
    )
    {
        Require.Share(launchPartsPerBillion);
        Require.Between(durationMonths, 0, MonthsMax, "shorten the vesting");
        Require.Between(lockMonths, 0, MonthsMax, "shorten the lock");
        Require.Between(cliffMonths, 0, durationMonths, "a cliff after the end never comes, so lengthen the duration");
        Require.Between(stepMonths, 0, durationMonths, "use a step within the duration, or 0 for none");
        if (stepMonths > 0 && durationMonths % stepMonths != 0)
        {
            throw new ArgumentException(
                $"stepMonths is {stepMonths} and does not divide the {durationMonths} months of vesting: use a divisor.",
                nameof(stepMonths)
            );
        }

        LaunchPartsPerBillion = launchPartsPerBillion;
        DurationMonths = durationMonths;
        LockMonths = lockMonths;
        CliffMonths = cliffMonths;
        StepMonths = stepMonths;
    }

    public long LaunchPartsPerBillion { get; }

    public int DurationMonths { get; }

    public int LockMonths { get; }

    public int CliffMonths { get; }

    public int StepMonths { get; }
}

using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Mechanisms.Vestings;

/// <summary>Cliff and linear vesting: nothing before the cliff, then in proportion to time, everything at the end.</summary>
/// <remarks>
/// Source: OpenZeppelin Contracts 5, `finance/VestingWallet._vestingSchedule` and `VestingWalletCliff`: total × (t − start)
/// / duration, rounded down, in whole seconds.
/// </remarks>
public static class Vesting
{
    /// <summary>Base units vested at a time, whether or not they were released.</summary>
    public static Int128 VestedAt(VestingSchedule schedule, long unixSeconds)
    {
        long elapsed = unixSeconds - schedule.StartUnixSeconds;
        if (elapsed < 0 || elapsed < schedule.CliffSeconds)
        {
            return 0;
        }

        return elapsed >= schedule.DurationSeconds
            ? schedule.Total
            : WideMath.MultiplyDivide(schedule.Total, elapsed, schedule.DurationSeconds);
    }

    /// <summary>Base units that can be released at a time, given what already was; never negative.</summary>
    public static Int128 ReleasableAt(VestingSchedule schedule, Int128 released, long unixSeconds) =>
        Int128.Max(0, VestedAt(schedule, unixSeconds) - released);
}

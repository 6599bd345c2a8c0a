using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.Vestings;

/// <summary>A part at the launch, rounded down, and a rest that vests as in <see cref="Vesting"/>, to the second.</summary>
internal sealed class LinearUnlock : IUnlockCurve
{
    private readonly long _launch;
    private readonly Int128 _atLaunch;
    private readonly VestingSchedule _rest;

    /// <exception cref="ArgumentException">A cliff after the end.</exception>
    public LinearUnlock(Int128 total, long launch, Share launchShare, long cliffSeconds, long durationSeconds)
    {
        if (cliffSeconds > durationSeconds)
        {
            throw new ArgumentException(
                $"cliff is {cliffSeconds / 86_400.0:0.#} days and comes after the end at {durationSeconds / 86_400.0:0.#} days"
            );
        }

        Total = total;
        _launch = launch;
        _atLaunch = launchShare.Of(total);
        _rest = new VestingSchedule
        {
            Name = "rest",
            Total = total - _atLaunch,
            StartUnixSeconds = launch,
            CliffSeconds = cliffSeconds,
            DurationSeconds = durationSeconds,
        };
    }

    public Int128 Total { get; }

    public Int128 VestedAt(long unixSeconds) =>
        unixSeconds < _launch ? 0 : _atLaunch + Vesting.VestedAt(_rest, unixSeconds);
}

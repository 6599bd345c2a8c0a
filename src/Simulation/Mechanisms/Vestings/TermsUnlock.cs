using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Vestings;

/// <summary>An amount that vests by <see cref="VestingTerms"/> from a launch on.</summary>
/// <remarks>
/// The launch share is rounded down. The rest vests as in OpenZeppelin's `VestingWallet`: rest × elapsed / duration,
/// rounded down, in seconds without a step and in whole steps with one; at the end everything is free.
/// </remarks>
public sealed class TermsUnlock : IUnlockCurve
{
    private readonly VestingTerms _terms;
    private readonly long _launch;
    private readonly long _clock;
    private readonly long _cliff;
    private readonly long _end;
    private readonly Int128 _atLaunch;

    /// <param name="total">Base units.</param>
    /// <param name="launchUnixSeconds">The token generation event.</param>
    public TermsUnlock(Int128 total, long launchUnixSeconds, VestingTerms terms)
    {
        Require.Amount(total);
        Require.Between(launchUnixSeconds, 0, CalendarMonths.UnixSecondsMax, "give seconds since 1970");
        Total = total;
        _terms = terms;
        _launch = launchUnixSeconds;
        _clock = CalendarMonths.Add(_launch, terms.LockMonths);
        _cliff = CalendarMonths.Add(_launch, terms.LockMonths + terms.CliffMonths);
        _end = CalendarMonths.Add(_launch, terms.LockMonths + terms.DurationMonths);
        _atLaunch = WideMath.MultiplyDivide(total, terms.LaunchPartsPerBillion, Require.Whole);
    }

    public Int128 Total { get; }

    /// <summary>When the last token is free, in seconds since 1970.</summary>
    public long EndUnixSeconds => _end;

    public Int128 VestedAt(long unixSeconds)
    {
        if (unixSeconds < _launch)
        {
            return 0;
        }

        if (unixSeconds < _clock || unixSeconds < _cliff)
        {
            return _atLaunch;
        }

        if (unixSeconds >= _end)
        {
            return Total;
        }

        Int128 rest = Total - _atLaunch;
        return _atLaunch
            + (
                _terms.StepMonths == 0
                    ? WideMath.MultiplyDivide(rest, unixSeconds - _clock, _end - _clock)
                    : WideMath.MultiplyDivide(rest, StepsAt(unixSeconds), _terms.DurationMonths / _terms.StepMonths)
            );
    }

    private int StepsAt(long unixSeconds) =>
        (CalendarMonths.WholeBetween(_launch, unixSeconds) - _terms.LockMonths) / _terms.StepMonths;
}

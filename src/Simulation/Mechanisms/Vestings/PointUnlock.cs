using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Vestings;

/// <summary>A point of a custom unlock: this much is free from this time on.</summary>
/// <param name="UnixSeconds">Seconds since 1970.</param>
/// <param name="Vested">All that is free by then, base units.</param>
public readonly record struct UnlockPoint(long UnixSeconds, Int128 Vested);

/// <summary>An unlock given by points: steps, or straight lines between them rounded down.</summary>
public sealed class PointUnlock : IUnlockCurve
{
    private readonly UnlockPoint[] _points;
    private readonly bool _isLinear;

    /// <param name="points">Times rise, amounts never fall.</param>
    /// <param name="isLinear">Whether amounts grow between points; otherwise they jump at each.</param>
    /// <exception cref="ArgumentException">No point, a time that does not rise, or an amount that falls.</exception>
    public PointUnlock(IReadOnlyList<UnlockPoint> points, bool isLinear)
    {
        _points = [.. points];
        _isLinear = isLinear;
        if (_points.Length == 0)
        {
            throw new ArgumentException(
                "points is empty and needs at least 1 point: add the final one.",
                nameof(points)
            );
        }

        for (int i = 0; i < _points.Length; i++)
        {
            Check(i);
        }
    }

    public Int128 Total => _points[^1].Vested;

    public Int128 VestedAt(long unixSeconds)
    {
        int next = 0;
        while (next < _points.Length && _points[next].UnixSeconds <= unixSeconds)
        {
            next++;
        }

        if (next == 0 || next == _points.Length)
        {
            return next == 0 ? 0 : Total;
        }

        (UnlockPoint from, UnlockPoint to) = (_points[next - 1], _points[next]);
        return !_isLinear
            ? from.Vested
            : from.Vested
                + WideMath.MultiplyDivide(
                    to.Vested - from.Vested,
                    unixSeconds - from.UnixSeconds,
                    to.UnixSeconds - from.UnixSeconds
                );
    }

    private void Check(int index)
    {
        UnlockPoint point = _points[index];
        Require.Between(point.UnixSeconds, 0, CalendarMonths.UnixSecondsMax, "give seconds since 1970", "points");
        Require.Amount(point.Vested, "points");
        if (
            index > 0
            && (point.UnixSeconds <= _points[index - 1].UnixSeconds || point.Vested < _points[index - 1].Vested)
        )
        {
            throw new ArgumentException(
                $"points[{index}] is {point} after {_points[index - 1]}: times must rise and amounts not fall, so sort them.",
                "points"
            );
        }
    }
}

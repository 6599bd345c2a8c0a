using Souk.Simulation.Catalogues.Vestings;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>How tokens that someone bought become free.</summary>
/// <param name="LaunchDay">Counted from the scenario's start.</param>
internal sealed record SaleUnlock(int LaunchDay, Share LaunchShare, long CliffSeconds, long DurationSeconds)
{
    private const long DaySeconds = 86_400;

    /// <summary>In seconds after the scenario's start.</summary>
    public long LaunchSeconds => LaunchDay * DaySeconds;

    /// <summary>In seconds after the scenario's start.</summary>
    public IUnlockCurve CurveOf(Int128 tokens) =>
        new LinearUnlock(tokens, LaunchSeconds, LaunchShare, CliffSeconds, DurationSeconds);

    /// <summary>What is free at the close of a day.</summary>
    public static Int128 FreeAt(IUnlockCurve curve, int day) => curve.VestedAt((day + 1) * DaySeconds);
}

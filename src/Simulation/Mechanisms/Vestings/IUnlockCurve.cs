namespace Souk.Simulation.Mechanisms.Vestings;

/// <summary>How an amount becomes free over time. Never falls, and never exceeds <see cref="Total"/>.</summary>
public interface IUnlockCurve
{
    /// <summary>All that it ever sets free, base units.</summary>
    Int128 Total { get; }

    /// <summary>Base units vested at a time in seconds since 1970, whether or not they were released.</summary>
    Int128 VestedAt(long unixSeconds);
}

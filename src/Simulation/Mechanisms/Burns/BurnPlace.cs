namespace Souk.Simulation.Mechanisms.Burns;

/// <summary>Where destroyed tokens go.</summary>
public enum BurnPlace
{
    /// <summary>They leave the supply, as a transfer to the zero address does with `_burn`: burned.</summary>
    Supply,

    /// <summary>They go to an address without a key, and the total supply still counts them: sunk.</summary>
    DeadAddress,
}

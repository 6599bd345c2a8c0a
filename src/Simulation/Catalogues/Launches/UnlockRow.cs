namespace Souk.Simulation.Catalogues.Launches;

/// <summary>A row of the unlock calendar of a scenario's allocation tables.</summary>
/// <param name="Part">The allocation table.</param>
/// <param name="Bucket">Its row.</param>
/// <param name="Month">0 is the launch; n ends n calendar months later.</param>
/// <param name="Date">The end of the month.</param>
/// <param name="Symbol">Of the token.</param>
/// <param name="Unlocked">Base units that become free in the month.</param>
/// <param name="Cumulative">Base units free by then.</param>
public sealed record UnlockRow(
    string Part,
    string Bucket,
    int Month,
    DateOnly Date,
    string Symbol,
    Int128 Unlocked,
    Int128 Cumulative
);

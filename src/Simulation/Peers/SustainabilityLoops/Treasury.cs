namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>What is left of a grant programme.</summary>
public struct Treasury
{
    public Purse Purse;

    /// <summary>Seconds since the start of the last grant; NaN before the first.</summary>
    public double LastGrantSeconds;

    internal static Treasury Of(GrantProgramme programme) =>
        new()
        {
            Purse = new Purse { Usd = programme.Usd, Tokens = programme.Tokens },
            LastGrantSeconds = double.NaN,
        };
}

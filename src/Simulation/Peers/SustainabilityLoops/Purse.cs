namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>What someone holds.</summary>
public struct Purse
{
    public double Usd;
    public double Tokens;

    /// <summary>Takes all that another holds.</summary>
    internal void TakeAll(ref Purse from)
    {
        Usd += from.Usd;
        Tokens += from.Tokens;
        from = default;
    }
}

namespace Souk.Simulation.Ledgers;

/// <summary>Tokens appeared or vanished outside Mint and Burn: a fault in a mechanism, not in a scenario.</summary>
public sealed class ConservationException(string mechanism, string symbol, Int128 difference)
    : Exception($"{mechanism} broke conservation: accounts hold {difference} base units of {symbol} beyond the supply.")
{
    public string Mechanism { get; } = mechanism;

    public string Symbol { get; } = symbol;

    /// <summary>Sum of all accounts minus the supply, base units.</summary>
    public Int128 Difference { get; } = difference;
}

using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Mechanisms.Burns;

/// <summary>Posts what a burn rule decided.</summary>
public static class Burn
{
    /// <summary>Destroys tokens of an account: burned out of the supply, or sunk at the dead address.</summary>
    /// <param name="deadAddress">The account that nobody spends from; only used when tokens are sunk.</param>
    /// <exception cref="InvalidOperationException">The account holds less; nothing changes.</exception>
    public static void Post(TokenLedger ledger, int token, int from, Int128 amount, BurnPlace place, int deadAddress)
    {
        if (place == BurnPlace.Supply)
        {
            ledger.Burn(token, from, amount);
        }
        else
        {
            ledger.Transfer(token, from, deadAddress, amount);
        }
    }
}

using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Engine;

/// <summary>Adds up all accounts now and then, and names who may have broken the sum.</summary>
internal sealed class Conservation
{
    private readonly TokenLedger _ledger;
    private readonly string[] _suspects;

    public Conservation(TokenLedger ledger, Schedule schedule)
    {
        _ledger = ledger;
        _suspects = [.. ledger.Tokens.Select(token => string.Join(" or ", schedule.WritersOf(token)))];
    }

    /// <exception cref="ConservationException">Names the rules that write balances of the token.</exception>
    public void CheckAll()
    {
        for (int token = 0; token < _suspects.Length; token++)
        {
            Int128 excess = _ledger.Excess(token);
            if (excess != 0)
            {
                throw new ConservationException(_suspects[token], _ledger.Tokens[token].Symbol, excess);
            }
        }
    }
}

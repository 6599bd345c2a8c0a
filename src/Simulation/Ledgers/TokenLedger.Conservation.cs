namespace Souk.Simulation.Ledgers;

public sealed partial class TokenLedger
{
    /// <summary>Adds up all accounts of all tokens.</summary>
    /// <param name="mechanism">What ran since the last check: it is to blame.</param>
    /// <exception cref="ConservationException">A sum differs from the supply.</exception>
    public void CheckConservation(string mechanism)
    {
        for (int token = 0; token < _balances.Length; token++)
        {
            Int128 excess = Excess(token);
            if (excess != 0)
            {
                throw new ConservationException(mechanism, _tokens[token].Symbol, excess);
            }
        }
    }

    /// <summary>Checks that the batches since the last check gave what they took; costs a comparison per token.</summary>
    /// <exception cref="ConservationException">They did not.</exception>
    public void CheckMovements(string mechanism)
    {
        for (int token = 0; token < _excess.Length; token++)
        {
            if (_excess[token] != 0)
            {
                throw new ConservationException(mechanism, _tokens[token].Symbol, _excess[token]);
            }
        }
    }

    /// <summary>What all accounts hold beyond the supply, base units: zero unless something is broken.</summary>
    public Int128 Excess(int token)
    {
        Int128 sum = 0;
        foreach (Int128 balance in _balances[token])
        {
            sum += balance;
        }

        return sum - _supplies[token];
    }

    /// <summary>Balances that a bulk posting writes itself; it must say by <see cref="Moved"/> what it did.</summary>
    internal Span<Int128> Column(int token) => _balances[token];

    /// <summary>Books the two sides of a bulk posting, each added up on its own.</summary>
    internal void Moved(int token, Int128 debits, Int128 credits) => _excess[token] += credits - debits;
}

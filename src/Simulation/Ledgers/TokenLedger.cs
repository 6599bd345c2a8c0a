namespace Souk.Simulation.Ledgers;

/// <summary>Exact balances of several tokens over one set of accounts, in base units.</summary>
/// <remarks>
/// Double entry: every posting takes from one account what it gives to another; only <see cref="Mint"/> and
/// <see cref="Burn"/> change a supply. A posting that cannot be made throws and changes nothing.
/// </remarks>
public sealed class TokenLedger
{
    private readonly AccountChart _chart;
    private readonly string[] _symbols;
    private readonly Int128[][] _balances;
    private readonly Int128[] _supplies;

    /// <param name="chart">The accounts; adding to it later does not add to the ledger.</param>
    /// <param name="symbols">One per token; a token is addressed by its index here.</param>
    public TokenLedger(AccountChart chart, params string[] symbols)
    {
        _chart = chart;
        _symbols = symbols;
        _balances = [.. symbols.Select(_ => new Int128[chart.Count])];
        _supplies = new Int128[symbols.Length];
    }

    public Int128 Supply(int token) => _supplies[token];

    public Int128 Balance(int token, int account) => _balances[token][account];

    /// <summary>The balances of one token by account.</summary>
    public ReadOnlySpan<Int128> Balances(int token) => _balances[token];

    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    /// <exception cref="InvalidOperationException">The payer holds less than the amount.</exception>
    public void Transfer(int token, int from, int to, Int128 amount)
    {
        Int128[] balances = _balances[token];
        CheckCovered(token, from, balances[from], amount);
        balances[from] -= amount;
        balances[to] += amount;
    }

    /// <summary>Creates tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public void Mint(int token, int to, Int128 amount)
    {
        ThrowIfNegative(amount);
        _supplies[token] = checked(_supplies[token] + amount);
        _balances[token][to] += amount;
    }

    /// <summary>Destroys tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    /// <exception cref="InvalidOperationException">The account holds less than the amount.</exception>
    public void Burn(int token, int from, Int128 amount)
    {
        CheckCovered(token, from, _balances[token][from], amount);
        _balances[token][from] -= amount;
        _supplies[token] -= amount;
    }

    /// <summary>Returns every balance and supply to zero.</summary>
    public void Clear()
    {
        foreach (Int128[] balances in _balances)
        {
            Array.Clear(balances);
        }

        Array.Clear(_supplies);
    }

    /// <summary>Adds up all accounts of all tokens.</summary>
    /// <param name="mechanism">What ran since the last check: it is to blame.</param>
    /// <exception cref="ConservationException">A sum differs from the supply.</exception>
    public void CheckConservation(string mechanism)
    {
        for (int token = 0; token < _balances.Length; token++)
        {
            Int128 sum = 0;
            foreach (Int128 balance in _balances[token])
            {
                sum += balance;
            }

            if (sum != _supplies[token])
            {
                throw new ConservationException(mechanism, _symbols[token], sum - _supplies[token]);
            }
        }
    }

    /// <summary>Balances that a bulk posting writes itself; the next conservation check holds it to account.</summary>
    internal Span<Int128> Column(int token) => _balances[token];

    private void CheckCovered(int token, int account, Int128 balance, Int128 amount)
    {
        ThrowIfNegative(amount);
        if (balance < amount)
        {
            string owner = _chart.NameOf(account);
            throw new InvalidOperationException(
                $"{owner} holds {balance} and cannot pay {amount} (base units of {_symbols[token]})."
            );
        }
    }

    private static void ThrowIfNegative(Int128 amount)
    {
        if (Int128.IsNegative(amount))
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "An amount is never negative.");
        }
    }
}

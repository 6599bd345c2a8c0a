using Souk.Simulation.Populations;

namespace Souk.Simulation.Ledgers;

/// <summary>Exact balances of several tokens over one set of accounts, in base units.</summary>
/// <remarks>
/// Double entry: every posting takes from one account what it gives to another; only <see cref="Mint(int, int, Int128)"/> and
/// <see cref="Burn(int, int, Int128)"/> (and their batches) change a supply. A posting that cannot be made throws and changes nothing.
/// </remarks>
public sealed partial class TokenLedger
{
    private readonly AccountChart _chart;
    private Token[] _tokens = [];
    private Int128[][] _balances = [];
    private Int128[] _supplies = [];

    // Credits minus debits minus what the supply changed by, since the last check: zero, or a mechanism is at fault.
    private Int128[] _excess = [];

    /// <param name="chart">The accounts; more can be added with <see cref="AddAccounts(string, AccountKind, int)"/>.</param>
    /// <param name="symbols">One per token; a token is addressed by its index here.</param>
    public TokenLedger(AccountChart chart, params string[] symbols)
    {
        _chart = chart;
        foreach (string symbol in symbols)
        {
            AddToken(symbol, decimals: 0, Token.SupplyLimit);
        }
    }

    public IReadOnlyList<Token> Tokens => _tokens;

    public AccountChart Chart => _chart;

    /// <summary>Adds a token.</summary>
    /// <param name="decimals">Scale: 10 to this power base units are one token.</param>
    /// <param name="supplyMax">Base units that can ever exist.</param>
    /// <exception cref="ArgumentOutOfRangeException">The supply does not fit; load it at a coarser scale.</exception>
    public Token AddToken(string symbol, int decimals, Int128 supplyMax)
    {
        if (supplyMax < 0 || supplyMax > Token.SupplyLimit)
        {
            throw new ArgumentOutOfRangeException(
                nameof(supplyMax),
                supplyMax,
                $"The supply of {symbol} exceeds {Token.SupplyLimit} base units at {decimals} decimals: choose fewer."
            );
        }

        Token token = new(this, _tokens.Length, symbol, decimals, supplyMax);
        _tokens = [.. _tokens, token];
        _balances = [.. _balances, new Int128[_chart.Count]];
        _supplies = [.. _supplies, 0];
        _excess = [.. _excess, 0];
        return token;
    }

    /// <summary>Adds accounts of one kind.</summary>
    public AccountGroup AddAccounts(string name, AccountKind kind, int count = 1)
    {
        AccountGroup group = _chart.Add(name, kind, count);
        MakeRoom();
        return group;
    }

    /// <summary>Adds an account for each agent of a population; the group grows with it.</summary>
    public AccountGroup AddAccounts(Population population, AccountKind kind)
    {
        AccountGroup group = _chart.Add(population, kind);
        MakeRoom();
        population.Join(new AgentAccounts(this, group));
        return group;
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
        ref Int128 payee = ref balances[to];
        balances[from] -= amount;
        payee += amount;
        _journal?.Add(token, from, to, amount);
    }

    /// <summary>Creates tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    /// <exception cref="InvalidOperationException">The supply would exceed its maximum.</exception>
    public void Mint(int token, int to, Int128 amount)
    {
        ref Int128 payee = ref _balances[token][to];
        Create(token, amount);
        payee += amount;
        _journal?.Add(token, Journal.Outside, to, amount);
    }

    /// <summary>Destroys tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    /// <exception cref="InvalidOperationException">The account holds less than the amount.</exception>
    public void Burn(int token, int from, Int128 amount)
    {
        CheckCovered(token, from, _balances[token][from], amount);
        _balances[token][from] -= amount;
        _supplies[token] -= amount;
        _journal?.Add(token, from, Journal.Outside, amount);
    }

    /// <summary>Returns every balance and supply to zero.</summary>
    public void Clear()
    {
        foreach (Int128[] balances in _balances)
        {
            Array.Clear(balances);
        }

        Array.Clear(_supplies);
        Array.Clear(_excess);
    }

    internal void RestoreSupply(int token, Int128 supply) => _supplies[token] = supply;

    /// <summary>Follows the chart after accounts were added to it.</summary>
    internal void MakeRoom()
    {
        for (int token = 0; token < _balances.Length; token++)
        {
            if (_balances[token].Length < _chart.Count)
            {
                Array.Resize(ref _balances[token], _chart.Count);
            }
        }
    }

    private void Create(int token, Int128 amount)
    {
        ThrowIfNegative(amount);
        Int128 supply = checked(_supplies[token] + amount);
        if (supply > _tokens[token].SupplyMax)
        {
            throw new InvalidOperationException(
                $"The supply of {_tokens[token].Symbol} would be {supply}, above its maximum of {_tokens[token].SupplyMax} base units."
            );
        }

        _supplies[token] = supply;
    }

    private void CheckCovered(int token, int account, Int128 balance, Int128 amount)
    {
        ThrowIfNegative(amount);
        if (balance < amount)
        {
            throw NotCovered(token, account, balance, amount);
        }
    }

    private InvalidOperationException NotCovered(int token, int account, Int128 balance, Int128 amount) =>
        new(
            $"{_chart.NameOf(account)} holds {balance} and cannot pay {amount} (base units of {_tokens[token].Symbol})."
        );

    private static void ThrowIfNegative(Int128 amount)
    {
        if (Int128.IsNegative(amount))
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "An amount is never negative.");
        }
    }
}

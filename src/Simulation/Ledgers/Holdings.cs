using Souk.Simulation.Slots;

namespace Souk.Simulation.Ledgers;

/// <summary>The balances of one token in one group of accounts: what rules declare when they move tokens.</summary>
public sealed class Holdings : Slot
{
    private readonly TokenLedger _ledger;

    internal Holdings(TokenLedger ledger, Token token, AccountGroup group)
        : base($"{group.Name}.{token.Symbol}", isInitialised: true)
    {
        _ledger = ledger;
        Token = token;
        Group = group;
    }

    public Token Token { get; }

    public AccountGroup Group { get; }

    /// <summary>Balances by member, base units.</summary>
    public ReadOnlySpan<Int128> Balances => _ledger.Balances(Token.Index).Slice(Group.First, Group.Count);

    /// <summary>The balance of a group of one.</summary>
    /// <exception cref="InvalidOperationException">The group has more members.</exception>
    public Int128 Balance => Balances[Account - Group.First];

    /// <summary>What all members hold together, base units.</summary>
    public Int128 Sum()
    {
        Int128 sum = 0;
        foreach (Int128 balance in Balances)
        {
            sum += balance;
        }

        return sum;
    }

    /// <summary>The account of a group of one.</summary>
    /// <exception cref="InvalidOperationException">The group has more members.</exception>
    public int Account =>
        Group.Count == 1
            ? Group.First
            : throw new InvalidOperationException($"{Group.Name} has {Group.Count} accounts: say which one.");

    /// <summary>The account of the member at <paramref name="index"/>.</summary>
    public int this[int index] => Group.First + index;

    internal override void Reset() { }

    internal override object Save() => Balances.ToArray();

    internal override void Restore(object saved)
    {
        // Accounts beyond the saved ones await newcomers, so they are empty.
        _ledger.Column(Token.Index).Slice(Group.First, Group.Capacity).Clear();
        ((Int128[])saved).CopyTo(Column);
    }

    internal override bool Differs(object saved) => !Balances.SequenceEqual((Int128[])saved);

    internal override void Disturb()
    {
        foreach (ref Int128 balance in Column)
        {
            balance = balance + (balance / 2) + 1;
        }

        Column.Reverse();
    }

    private Span<Int128> Column => _ledger.Column(Token.Index).Slice(Group.First, Group.Count);
}

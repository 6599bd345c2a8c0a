using Souk.Simulation.Populations;

namespace Souk.Simulation.Ledgers;

/// <summary>A contiguous slice of accounts: one class, or one account per agent of a population.</summary>
public readonly record struct AccountRange(int First, int Count)
{
    /// <summary>The account of the member at <paramref name="index"/>, counted from zero.</summary>
    public int this[int index] => First + index;
}

/// <summary>Names the accounts of a ledger, so that an error can say whose balance is short.</summary>
public sealed class AccountChart
{
    private readonly List<AccountGroup> _groups = [];

    /// <summary>Account numbers given out so far.</summary>
    public int Count { get; private set; }

    /// <summary>All groups, in the order in which they were added.</summary>
    public IReadOnlyList<AccountGroup> Groups => _groups;

    /// <summary>Adds one account.</summary>
    public int Add(string name) => Add(name, 1).First;

    /// <summary>Adds a slice of accounts under one name; the slice may be empty.</summary>
    public AccountRange Add(string name, int count) => Add(name, AccountKind.Wallet, count).Range;

    /// <summary>Adds accounts of one kind.</summary>
    public AccountGroup Add(string name, AccountKind kind, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Add(new AccountGroup(name, kind, Take(count), population: null));
    }

    /// <summary>Adds an account per agent; the number of accounts is that of agents from now on.</summary>
    internal AccountGroup Add(Population population, AccountKind kind) =>
        Add(new AccountGroup(population.Name, kind, Take(population.Count), population));

    /// <summary>`treasury`, or `contributors[7]` for a member of a larger slice.</summary>
    public string NameOf(int account)
    {
        AccountGroup? group = _groups.Find(g => account >= g.First && account < g.First + g.Count);
        return group is null ? $"account {account}"
            : group.Count == 1 ? group.Name
            : $"{group.Name}[{account - group.First}]";
    }

    private AccountGroup Add(AccountGroup group)
    {
        _groups.Add(group);
        return group;
    }

    internal AccountRange Take(int count)
    {
        AccountRange range = new(Count, count);
        Count = checked(Count + count);
        return range;
    }
}

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
    private readonly List<(string Name, AccountRange Range)> _ranges = [];

    /// <summary>Accounts added so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one account.</summary>
    public int Add(string name) => Add(name, 1).First;

    /// <summary>Adds a slice of accounts under one name; the slice may be empty.</summary>
    public AccountRange Add(string name, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        AccountRange range = new(Count, count);
        _ranges.Add((name, range));
        Count += count;
        return range;
    }

    /// <summary>`treasury`, or `contributors[7]` for a member of a larger slice.</summary>
    public string NameOf(int account)
    {
        (string name, AccountRange range) = _ranges.Find(r =>
            account >= r.Range.First && account < r.Range.First + r.Range.Count
        );
        return range.Count == 1 ? name : $"{name}[{account - range.First}]";
    }
}

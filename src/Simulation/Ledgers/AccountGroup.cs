using Souk.Simulation.Populations;

namespace Souk.Simulation.Ledgers;

/// <summary>What accounts are for: it says who may spend and what counts as circulating.</summary>
public enum AccountKind
{
    Wallet,
    Stake,
    Vesting,
    Escrow,
    Pool,
    Treasury,
    Fees,
    Rewards,

    /// <summary>On its way within a step.</summary>
    Clearing,

    /// <summary>Owns what rounding leaves over.</summary>
    Rounding,
}

/// <summary>Accounts of one kind and name: a single one, or one per agent of a population.</summary>
/// <remarks>A group that grows beyond its room moves to other account numbers: ask for <see cref="Range"/> in each step.</remarks>
public sealed class AccountGroup
{
    private readonly int _count;

    internal AccountGroup(string name, AccountKind kind, AccountRange range, Population? population)
    {
        Name = name;
        Kind = kind;
        First = range.First;
        Capacity = range.Count;
        _count = range.Count;
        Population = population;
    }

    public string Name { get; }

    public AccountKind Kind { get; }

    /// <summary>Number of the first account.</summary>
    public int First { get; internal set; }

    public int Count => Population?.Count ?? _count;

    public AccountRange Range => new(First, Count);

    /// <summary>The account of the member at <paramref name="index"/>.</summary>
    public int this[int index] => First + index;

    /// <summary>Whose accounts these are; null where their number is fixed.</summary>
    public Population? Population { get; }

    /// <summary>Accounts for which there is room before the group must move.</summary>
    internal int Capacity { get; set; }

    public override string ToString() => Name;
}

using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.OwnRules;

/// <summary>A rule that a scenario brings along as a C# file (docs/OWN-RULES.md).</summary>
/// <remarks>
/// Fields are set in <see cref="Find"/> and stay as they are; what a rule remembers between days is in slots of its own
/// (<see cref="RuleNames.OwnAmount"/>). It moves tokens by the methods here alone, so that they are conserved.
/// </remarks>
public abstract class ScenarioRule
{
    internal TokenLedger? Ledger { get; set; }

    /// <summary>Told what was burned (below zero) or minted (above).</summary>
    internal Action<Token, Int128>? SupplyChanged { get; set; }

    /// <summary>Finds by name what the rule reads and changes; called once.</summary>
    public abstract void Find(RuleNames names);

    /// <summary>Says what it reads and changes, from which its place in the day follows.</summary>
    public abstract void Declare(Touches touches);

    /// <summary>A day. <see cref="Step.Random"/> is the rule's own luck.</summary>
    public abstract void Run(in Step step);

    /// <summary>A part of an amount, amount × above / below, rounded down; the product may have 256 bits.</summary>
    protected static Int128 Part(Int128 amount, Int128 above, Int128 below) =>
        (Int128)WideMath.MultiplyDivide((UInt128)amount, (UInt128)above, (UInt128)below);

    /// <summary>Pays from one account to one, or in equal parts to many: the first get a base unit more where it does not divide.</summary>
    /// <param name="amount">Base units.</param>
    /// <exception cref="InvalidOperationException">The payer holds less.</exception>
    /// <exception cref="ArgumentException">Two tokens.</exception>
    protected void Pay(Holdings from, Holdings to, Int128 amount)
    {
        if (from.Token != to.Token)
        {
            throw new ArgumentException($"'{from}' cannot pay '{to}': these are two tokens.");
        }

        if (to.Group.Count == 1)
        {
            Ledger!.Transfer(from.Token.Index, from.Account, to.Group.First, amount);
        }
        else
        {
            Split.PayEqually(Ledger!, from.Token.Index, from.Account, to.Group.Range, amount);
        }
    }

    /// <summary>Destroys tokens; the rule declares that it adds to (the supply of) the token.</summary>
    /// <exception cref="InvalidOperationException">The account holds less.</exception>
    protected void Burn(Holdings from, Int128 amount)
    {
        Ledger!.Burn(from.Token.Index, from.Account, amount);
        SupplyChanged!(from.Token, -amount);
    }

    /// <summary>Creates tokens; the rule declares that it adds to (the supply of) the token.</summary>
    /// <exception cref="InvalidOperationException">The supply would exceed its maximum.</exception>
    protected void Mint(Holdings to, Int128 amount)
    {
        Ledger!.Mint(to.Token.Index, to.Account, amount);
        SupplyChanged!(to.Token, amount);
    }
}

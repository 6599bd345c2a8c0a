using System.Numerics;

namespace Souk.Simulation.Mechanisms.Governance;

/// <summary>How a voter votes.</summary>
public enum Vote
{
    Against,
    For,
    Abstain,
}

/// <summary>Votes of a proposal, in base units of voting power.</summary>
public readonly record struct Tally(Int128 Against, Int128 For, Int128 Abstain)
{
    public Int128 Sum() => Against + For + Abstain;

    public Tally Add(Vote vote, Int128 weight) =>
        vote switch
        {
            Vote.Against => this with { Against = Against + weight },
            Vote.For => this with { For = For + weight },
            _ => this with { Abstain = Abstain + weight },
        };

    /// <summary>Share of all voting power that voted, in parts per billion, rounded down.</summary>
    public long TurnoutPartsPerBillion(Int128 allPower) =>
        allPower == 0 ? 0 : (long)((BigInteger)Sum() * Require.Whole / allPower);

    /// <summary>Whether quorum and majority are reached. Exact: nothing is rounded.</summary>
    public bool Passes(GovernanceRules rules, Int128 allPower)
    {
        BigInteger quorum = (BigInteger)allPower * rules.QuorumPartsPerBillion;
        BigInteger majority = (BigInteger)(For + Against) * rules.MajorityPartsPerBillion;
        return (BigInteger)(For + Abstain) * Require.Whole >= quorum && (BigInteger)For * Require.Whole > majority;
    }
}

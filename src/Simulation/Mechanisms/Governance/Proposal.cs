namespace Souk.Simulation.Mechanisms.Governance;

/// <summary>How far a proposal is.</summary>
public enum ProposalState
{
    /// <summary>Votes count.</summary>
    Voting,

    /// <summary>The vote ended without quorum or majority.</summary>
    Defeated,

    /// <summary>Passed, and its delay runs.</summary>
    Waiting,

    /// <summary>Passed, and its delay is over: the change applies.</summary>
    Due,
}

/// <summary>A change of one parameter of the scenario, put to the vote.</summary>
/// <param name="Id">Counted from 0.</param>
/// <param name="Path">The parameter, such as `fees.burn_share`.</param>
/// <param name="Value">What it becomes, in the parameter's own unit.</param>
/// <param name="ProposedStep">The first step at which votes count.</param>
public sealed record Proposal(int Id, string Path, double Value, long ProposedStep);

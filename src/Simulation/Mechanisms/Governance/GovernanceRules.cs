namespace Souk.Simulation.Mechanisms.Governance;

/// <summary>When a proposal passes, and how long everything takes.</summary>
/// <remarks>
/// After OpenZeppelin Contracts 5, `governance/extensions/GovernorCountingSimple` (votes for and abstentions make the
/// quorum), with the majority as a parameter, and `TimelockController` (nothing happens before the delay).
/// </remarks>
public sealed record GovernanceRules
{
    private const int StepsMax = 36_525;

    /// <param name="votingSteps">Steps during which votes count, from the proposal on.</param>
    /// <param name="delaySteps">Steps between the end of the vote and the change.</param>
    /// <param name="quorumPartsPerBillion">Share of all voting power that must vote for or abstain.</param>
    /// <param name="majorityPartsPerBillion">Share of for over for + against that must be exceeded: a half for a simple majority.</param>
    /// <param name="proposerMin">Voting power, in base units, that a proposer needs.</param>
    public GovernanceRules(
        int votingSteps,
        int delaySteps,
        long quorumPartsPerBillion,
        long majorityPartsPerBillion,
        Int128 proposerMin
    )
    {
        Require.Between(votingSteps, 1, StepsMax, "a vote lasts at least a step");
        Require.Between(delaySteps, 0, StepsMax, "use 0 for no delay");
        Require.Share(quorumPartsPerBillion);
        Require.Between(majorityPartsPerBillion, 0, Require.Whole - 1, "no vote exceeds the whole");
        Require.Amount(proposerMin);
        VotingSteps = votingSteps;
        DelaySteps = delaySteps;
        QuorumPartsPerBillion = quorumPartsPerBillion;
        MajorityPartsPerBillion = majorityPartsPerBillion;
        ProposerMin = proposerMin;
    }

    public int VotingSteps { get; }

    public int DelaySteps { get; }

    public long QuorumPartsPerBillion { get; }

    public long MajorityPartsPerBillion { get; }

    public Int128 ProposerMin { get; }
}

namespace Souk.Simulation.Mechanisms.Governance;

/// <summary>Proposals to change parameters: who voted how, and which changes are due.</summary>
/// <remarks>
/// A vote counts once per voter and only while the vote lasts. A change is due when its vote has ended, it has quorum and
/// majority, and the delay has passed; never a step earlier. All voting power is what it was when the proposal was made.
/// </remarks>
public sealed class GovernanceBoard(GovernanceRules rules)
{
    private readonly List<Ballot> _ballots = [];

    public int ProposalCount => _ballots.Count;

    /// <summary>Puts a change to the vote.</summary>
    /// <param name="proposerPower">Base units of voting power of the proposer.</param>
    /// <param name="allPower">Base units of voting power of everyone now: the quorum is a share of it.</param>
    /// <exception cref="ArgumentException">No path, no number, or too little power.</exception>
    public Proposal Propose(string path, double value, long step, Int128 proposerPower, Int128 allPower)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Require.Amount(allPower);
        Require.Between(proposerPower, rules.ProposerMin, allPower, "delegate more power to the proposer");
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"value is {value} for {path}: propose a finite number.", nameof(value));
        }

        Proposal proposal = new(_ballots.Count, path, value, step);
        _ballots.Add(new Ballot(proposal, allPower));
        return proposal;
    }

    /// <summary>Casts a vote.</summary>
    /// <param name="weight">Base units of the voter's power.</param>
    /// <returns>Whether it counts: the vote lasts and this voter has not voted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More power than there is left.</exception>
    public bool Cast(int proposal, int voter, Vote vote, Int128 weight, long step)
    {
        Ballot ballot = _ballots[proposal];
        Require.Between(weight, 0, ballot.AllPower - ballot.Tally.Sum(), "votes cannot exceed all voting power");
        return IsOpen(ballot, step) && ballot.Add(voter, vote, weight);
    }

    public Tally TallyOf(int proposal) => _ballots[proposal].Tally;

    public ProposalState StateOf(int proposal, long step)
    {
        Ballot ballot = _ballots[proposal];
        return IsOpen(ballot, step) ? ProposalState.Voting
            : !ballot.Tally.Passes(rules, ballot.AllPower) ? ProposalState.Defeated
            : step < DueStep(ballot) ? ProposalState.Waiting
            : ProposalState.Due;
    }

    /// <summary>The changes that become due at this very step, in the order of their proposals.</summary>
    public IEnumerable<Proposal> DueAt(long step) =>
        from ballot in _ballots
        where step == DueStep(ballot) && ballot.Tally.Passes(rules, ballot.AllPower)
        select ballot.Proposal;

    private bool IsOpen(Ballot ballot, long step) =>
        step >= ballot.Proposal.ProposedStep && step < ballot.Proposal.ProposedStep + rules.VotingSteps;

    private long DueStep(Ballot ballot) => ballot.Proposal.ProposedStep + rules.VotingSteps + rules.DelaySteps;

    private sealed class Ballot(Proposal proposal, Int128 allPower)
    {
        private readonly HashSet<int> _voters = [];

        public Proposal Proposal => proposal;

        public Int128 AllPower => allPower;

        public Tally Tally { get; private set; }

        public bool Add(int voter, Vote vote, Int128 weight)
        {
            if (!_voters.Add(voter))
            {
                return false;
            }

            Tally = Tally.Add(vote, weight);
            return true;
        }
    }
}

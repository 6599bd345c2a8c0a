using Souk.Simulation.Mechanisms.Governance;

namespace Souk.Simulation.Tests.Mechanisms.Governance;

public class GovernanceBoardTests
{
    private const long Half = 500_000_000;
    private const long FourPercent = 40_000_000;

    // A vote of 7 steps, a delay of 2 (Masa's timelock of 48 hours), quorum 4 %, simple majority.
    private static readonly GovernanceRules _rules = new(7, 2, FourPercent, Half, proposerMin: 10);

    [Fact]
    public void A_change_that_passes_is_due_after_vote_and_delay_and_only_then()
    {
        GovernanceBoard board = new(_rules);
        Proposal proposal = board.Propose("fees.burn_share", 0.5, step: 100, proposerPower: 10, allPower: 1_000);

        board.Cast(proposal.Id, voter: 1, Vote.For, 30, step: 100).ShouldBeTrue();
        board.Cast(proposal.Id, voter: 2, Vote.Abstain, 10, step: 106).ShouldBeTrue();

        board.StateOf(proposal.Id, 106).ShouldBe(ProposalState.Voting);
        board.StateOf(proposal.Id, 107).ShouldBe(ProposalState.Waiting);
        board.StateOf(proposal.Id, 108).ShouldBe(ProposalState.Waiting);
        board.StateOf(proposal.Id, 109).ShouldBe(ProposalState.Due);
        Enumerable.Range(90, 30).Where(step => board.DueAt(step).Any()).ShouldBe([109]);
        board.DueAt(109).Single().ShouldBe(new Proposal(0, "fees.burn_share", 0.5, 100));
        board.TallyOf(0).TurnoutPartsPerBillion(1_000).ShouldBe(40_000_000);
    }

    [Theory]
    // Quorum of 40 counts for and abstain, not against; a majority must exceed a half.
    [InlineData(39, 0, 0, false)]
    [InlineData(40, 0, 0, true)]
    [InlineData(20, 20, 0, true)]
    [InlineData(39, 0, 30, false)]
    [InlineData(50, 0, 50, false)]
    [InlineData(51, 0, 50, true)]
    [InlineData(0, 100, 0, false)]
    public void Quorum_and_majority_decide(int forVotes, int abstain, int against, bool passes)
    {
        new Tally(against, forVotes, abstain).Passes(_rules, allPower: 1_000).ShouldBe(passes);
    }

    [Fact]
    public void A_voter_counts_once_and_only_while_the_vote_lasts()
    {
        GovernanceBoard board = new(_rules);
        int id = board.Propose("emission.per_day", 0, 5, 10, 1_000).Id;

        board.Cast(id, 1, Vote.Against, 5, step: 5).ShouldBeTrue();
        board.Cast(id, 1, Vote.For, 5, step: 6).ShouldBeFalse();
        board.Cast(id, 2, Vote.For, 5, step: 12).ShouldBeFalse();
        board.TallyOf(id).ShouldBe(new Tally(5, 0, 0));
        board.StateOf(id, 12).ShouldBe(ProposalState.Defeated);
        board.DueAt(14).ShouldBeEmpty();
    }

    [Fact]
    public void No_change_is_due_before_its_delay_whatever_the_rules()
    {
        for (int voting = 1; voting <= 5; voting++)
        {
            for (int delay = 0; delay <= 5; delay++)
            {
                GovernanceBoard board = new(new GovernanceRules(voting, delay, 0, 0, 0));
                board.Propose("horizon", 10, step: 3, 0, 100);
                board.Cast(0, 0, Vote.For, 100, step: 3);

                Enumerable.Range(0, 40).Where(step => board.DueAt(step).Any()).ShouldBe([3 + voting + delay]);
            }
        }
    }

    [Fact]
    public void Proposals_and_votes_that_cannot_be_are_refused()
    {
        GovernanceBoard board = new(_rules);
        Should
            .Throw<ArgumentOutOfRangeException>(() => board.Propose("horizon", 1, 0, proposerPower: 9, allPower: 1_000))
            .Message.ShouldContain("proposerPower is 9 and must lie between 10 and 1000");
        Should.Throw<ArgumentException>(() => board.Propose("horizon", double.NaN, 0, 10, 1_000));
        Should.Throw<ArgumentException>(() => board.Propose(" ", 1, 0, 10, 1_000));
        int id = board.Propose("horizon", 1, 0, 10, 1_000).Id;
        board.Cast(id, 1, Vote.For, 600, 0);
        Should.Throw<ArgumentOutOfRangeException>(() => board.Cast(id, 2, Vote.For, 401, 0));
        board.ProposalCount.ShouldBe(1);
    }
}

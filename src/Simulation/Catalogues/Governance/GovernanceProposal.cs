using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Governance;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Governance;

/// <summary>`governance.proposal`: a change of a parameter that holders vote on; it holds after the vote and a delay.</summary>
/// <remarks>
/// Power is what voters hold when the vote begins. Turnout and approval are assumptions of the scenario: each voter casts
/// the turnout's share of its power, the approved part of it for the change.
/// </remarks>
internal sealed class GovernanceProposal : Component
{
    public const string KindName = "governance.proposal";

    private readonly Token _token;
    private readonly GovernanceRules _rules;
    private readonly int _day;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                KindName,
                "Holders vote on a change of a parameter; it holds after the vote and a delay, if quorum and majority are reached.",
                "OpenZeppelin Contracts 5, GovernorCountingSimple and TimelockController",
                [
                    new("change", ParameterKind.Text, "The parameter, such as fees.burn_share.") { IsFixed = true },
                    new("to", ParameterKind.Text, "Its new value, such as 30 %.") { IsFixed = true },
                    new("on", ParameterKind.Date, "First day of the vote.") { IsFixed = true },
                    new("vote", ParameterKind.Duration, "How long the vote lasts, whole days.")
                    {
                        Default = "7 days",
                        Min = 1,
                        IsFixed = true,
                    },
                    new("delay", ParameterKind.Duration, "Whole days from the end of the vote to the change.")
                    {
                        Default = "2 days",
                        IsFixed = true,
                    },
                    new("voters", ParameterKind.Part, "Whose tokens vote.") { IsList = true, IsFixed = true },
                    new("token", ParameterKind.Token, "What gives power.") { IsFixed = true },
                    new("quorum", ParameterKind.Share, "Of all power that must vote for it.")
                    {
                        Default = "4 %",
                        IsFixed = true,
                    },
                    new("majority", ParameterKind.Share, "Of the votes, to be exceeded.")
                    {
                        Default = "50 %",
                        Max = 0.999,
                        IsFixed = true,
                    },
                    new("turnout", ParameterKind.Share, "Of all power that votes.")
                    {
                        Default = "10 %",
                        IsFixed = true,
                    },
                    new("approval", ParameterKind.Share, "Of the votes that are for it.")
                    {
                        Default = "60 %",
                        IsFixed = true,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("enacted", "count", "1 once the change holds."),
                    new("for", "token", "Votes for the change; 0 before the vote."),
                    new("against", "token", "Votes against it."),
                    new("power", "token", "All power when the vote began."),
                    new("participation", "share", "Votes over power; 0 before the vote."),
                ],
            },
            (assembly, part) => new GovernanceProposal(assembly, part)
        );

    private GovernanceProposal(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _token = TokenOf("token");
        _day = DayOf(part, "on");
        if (_day < 0)
        {
            throw new ArgumentException("on is before the scenario's start");
        }

        _rules = new GovernanceRules(
            part.Days("vote"),
            part.Days("delay"),
            (long)Math.Round(part.Number("quorum") * 1e9),
            (long)Math.Round(part.Number("majority") * 1e9),
            proposerMin: 0
        );
    }

    /// <summary>The first day on which the change holds, if the vote passes.</summary>
    public static int DueDay(Blueprint blueprint, Part proposal) =>
        proposal.Date("on").DayNumber - blueprint.Start.DayNumber + proposal.Days("vote") + proposal.Days("delay");

    public override void Connect()
    {
        int bit = Assembly.Blueprint.Parts.Where(part => part.Kind.Name == KindName).ToList().IndexOf(Part);
        Counter enacted = Assembly.EnactedVotes!;
        Amount yes = Model.Amount($"{Name}.for", 0);
        Amount no = Model.Amount($"{Name}.against", 0);
        Amount power = Model.Amount($"{Name}.power", 0);
        Holdings[] voters =
        [
            .. Part.List("voters").Select(voter => Held(_token, WalletsOf("voters", voter.Text))).Distinct(),
        ];
        Rule(
            "",
            Phase.Observe,
            touches => touches.ReadsYesterday(voters).Updates(enacted, yes, no, power),
            step =>
            {
                if (step.Index == _day)
                {
                    Count(voters, yes, no, power);
                }

                Tally tally = new(no.Value, yes.Value, 0);
                bool isDue = step.Index == _day + _rules.VotingSteps + _rules.DelaySteps;
                if (isDue && tally.Passes(_rules, power.Value))
                {
                    enacted.Value |= 1L << bit;
                }
            }
        );
        Publish("for", _token, yes);
        Publish("against", _token, no);
        Publish("power", _token, power);
        Publish(
            "participation",
            () => power.Value == 0 ? 0 : (double)(yes.Value + no.Value) / (double)power.Value,
            yes,
            no,
            power
        );
        Show("enacted", () => (enacted.Value >> bit) & 1, enacted);
    }

    // Each voter's votes are rounded down.
    private void Count(Holdings[] voters, Amount yes, Amount no, Amount power)
    {
        Share turnout = Part.Share("turnout");
        Share approval = Part.Share("approval");
        foreach (Holdings voter in voters)
        {
            foreach (Int128 balance in voter.Balances)
            {
                Int128 cast = turnout.Of(balance);
                Int128 approved = approval.Of(cast);
                power.Value += balance;
                yes.Value += approved;
                no.Value += cast - approved;
            }
        }
    }
}

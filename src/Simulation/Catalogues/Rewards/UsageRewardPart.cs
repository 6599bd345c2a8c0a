using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Rewards;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Rewards;

/// <summary>`rewards.usage`: who once gave data is paid again whenever it is used.</summary>
internal sealed class UsageRewardPart : Component
{
    private readonly Dial<Share> _share;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "rewards.usage",
                "A share of all that is paid in for the use of data reaches those who gave it; the rest goes on.",
                "ours, MODELLED after Masa's rewards for every use (docs/mechanisms/rewards.md)",
                [
                    new("token", ParameterKind.Token, "What is paid in.") { IsFixed = true },
                    new("contributors", ParameterKind.Part, "Among whom the original contributors are.")
                    {
                        Words = ["people.contributors", "datapool.contributors"],
                        IsFixed = true,
                    },
                    new(
                        "as_of",
                        ParameterKind.Date,
                        "Who gave how much by this day's close; the first day unless stated."
                    )
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new("share", ParameterKind.Share, "Of what each use brings in."),
                    new("rest", ParameterKind.Part, "Who gets the rest.") { IsFixed = true },
                ]
            )
            {
                Publishes = [new("paid", "token", "Paid to original contributors since the start.")],
            },
            (assembly, part) => new UsageRewardPart(assembly, part)
        );

    private UsageRewardPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Inlet = Model.Account(Name, AccountKind.Fees);
        _share = Dial(then => then.Share("share"));
    }

    public override AccountGroup Inlet { get; }

    public override bool NeedsPayer => true;

    public override void Connect()
    {
        Token token = TokenOf("token");
        IContributors people = (IContributors)Other("contributors");
        Holdings inlet = Held(token, Inlet);
        Holdings passing = Held(token, Model.Account($"{Name}.passing", AccountKind.Rewards));
        Holdings wallets = Held(token, people.Wallets);
        Holdings rest = Held(token, PayeeOf("rest"));
        Column<uint> original = Model.Column<uint>(people.Agents, $"{Name}.original", 0);
        Amount paid = Model.Amount($"{Name}.paid", 0);
        WeightedPay pay = new(Ledger, people.Wallets, original);
        int asOf = Math.Max(0, DayOf(Part, "as_of"));
        Rule(
            "",
            Phase.Settle,
            touches =>
                touches
                    .Reads(people.GivenUnits)
                    .Updates(inlet, passing, original)
                    .Adds([.. new Slot[] { wallets, rest, paid }.Distinct()]),
            step =>
            {
                if (step.Index == asOf)
                {
                    people.GivenUnits.Span.CopyTo(original.Span);
                }

                // Before that day nobody is known, so all of it goes on.
                if (step.Index >= asOf)
                {
                    paid.Value += UsageReward.Pay(
                        step.Crew,
                        Ledger,
                        token.Index,
                        inlet.Account,
                        inlet.Balance,
                        _share.At(step.Index),
                        passing.Account,
                        pay
                    );
                }

                Pay(inlet, rest, inlet.Balance);
            }
        );
        Show("paid", token, paid);
    }
}

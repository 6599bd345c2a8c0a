using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.cartel`: they buy votes, vote a treasury's money to themselves, and sell the votes again.</summary>
internal sealed class CartelPeople : AdversaryPeople
{
    private readonly Dial<(double Spend, Int128 Quorum, Share Take)> _habit;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.cartel",
                "Buyers of votes who take a part of a treasury's money once they hold the quorum, and then sell the votes.",
                "ours, MODELLED after the Beanstalk governance attack of 2022 (docs/people/adversaries.md)",
                [
                    Balance,
                    new("spend", ParameterKind.Usd, "For votes, on the first day.") { Max = 1e12 },
                    new("pool", ParameterKind.Part, "Where votes are bought and sold.")
                    {
                        Words = Venue.Kinds,
                        IsFixed = true,
                    },
                    new("quorum", ParameterKind.Tokens, "Votes that decide alone."),
                    new("treasury", ParameterKind.Part, "Whose money they take.")
                    {
                        Words = ["account"],
                        IsFixed = true,
                    },
                    new("take", ParameterKind.Share, "Of the treasury's money, that one vote can move."),
                    new("delay", ParameterKind.Duration, "Whole days from the purchase to the vote's effect.")
                    {
                        Default = "7 days",
                        Min = 1,
                        IsFixed = true,
                    },
                ]
            ),
            (assembly, part) => new CartelPeople(assembly, part)
        );

    private CartelPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(then =>
            (then.Number("spend"), then.BaseUnits("quorum", TokenOf("quorum").Decimals), then.Share("take"))
        );
    }

    protected override void Arm()
    {
        Venue pool = (Venue)Other("pool");
        RequireToken("quorum", pool.Token);
        Holdings votes = Held(pool.Token, Inlet);
        Holdings treasury = Held(Money, Other("treasury").Inlet!);
        int delay = Part.Days("delay");
        Rule(
            "",
            Phase.Clear,
            touches =>
            {
                pool.DeclareSwap(touches);
                touches.Updates(votes, treasury, Purse, Cost);
            },
            step =>
            {
                (double spend, Int128 quorum, Share take) = _habit.At(step.Index);
                if (step.Index == 0)
                {
                    Buy(pool, votes, Int128.Min(Units(spend), Purse.Balance));
                }
                else if (step.Index == delay)
                {
                    if (votes.Balance > 0 && votes.Balance >= quorum)
                    {
                        Pay(treasury, Purse, take.Of(treasury.Balance));
                    }

                    SellAll(pool, votes, step.Index);
                }
            }
        );
    }

    private void Buy(Venue pool, Holdings votes, Int128 money)
    {
        Int128 tokens = pool.Bought(money, day: 0);
        if (tokens > 0)
        {
            pool.Buy(Purse, votes, money, tokens, day: 0);
            Cost.Value += money;
        }
    }
}

using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.sybil_farm`: one owner with many identities, each of whom takes a head's part of a reward.</summary>
internal sealed class SybilPeople : AdversaryPeople
{
    private readonly Dial<(double Identities, double Price, double Honest, Int128 Budget, double Found)> _habit;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.sybil_farm",
                "One owner with many identities, each of whom takes a head's part of a daily reward until it is found out.",
                "Douceur, The Sybil Attack, IPTPS 2002; a contest after Tullock (1980) (docs/people/adversaries.md)",
                [
                    Balance,
                    new("identities", ParameterKind.Number, "How many they make on the first day.") { Max = 1e9 },
                    new("identity_cost", ParameterKind.Usd, "Of one identity: deposit, check, phone number.")
                    {
                        Max = 1e9,
                    },
                    new("fees", ParameterKind.Part, "Who is paid for identities.") { IsFixed = true },
                    new("honest", ParameterKind.Number, "Heads among whom the reward is divided beside theirs.")
                    {
                        Max = 1e9,
                    },
                    RewardAccount,
                    new("budget", ParameterKind.TokensPerDay, "Divided among all heads."),
                    new("found", ParameterKind.Share, "Of their identities, that are found out and lost per day.")
                    {
                        Default = "0",
                    },
                    RewardPool,
                ]
            ),
            (assembly, part) => new SybilPeople(assembly, part)
        );

    private SybilPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(then =>
            (
                then.Number("identities"),
                then.Number("identity_cost"),
                then.Number("honest"),
                then.BaseUnits("budget", TokenOf("budget").Decimals),
                then.Number("found")
            )
        );
    }

    protected override void Arm() =>
        PlayForReward(
            (fees, day) =>
            {
                (double wanted, double price, double honest, Int128 budget, double found) = _habit.At(day);
                // Who cannot pay for all identities makes as many as the purse is good for.
                double made = Math.Min(wanted, price > 0 ? (double)Opening / (double)Units(1) / price : wanted);
                if (day == 0)
                {
                    Spend(fees, Int128.Min(Units(made * price), Purse.Balance));
                }

                double heads = made * DeterministicMath.Exp(day * DeterministicMath.Log(1 - Math.Min(found, 0.999999)));
                return new Share(heads + honest > 0 ? heads / (heads + honest) : 0).Of(budget);
            }
        );
}

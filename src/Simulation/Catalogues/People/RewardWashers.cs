using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.reward_washers`: they buy from themselves where a reward follows volume.</summary>
internal sealed class RewardWashers : AdversaryPeople, ITurnover
{
    private readonly Dial<(double Volume, double Honest, Share Fee, Int128 Budget)> _habit;
    private readonly Amount _volume;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.reward_washers",
                "Adversaries who buy from themselves for a reward that is divided by volume; the market's fee is their cost.",
                "ours, MODELLED after Cong, Li, Tang and Yang (2023); a contest after Tullock (1980) (docs/people/adversaries.md)",
                [
                    Balance,
                    new("volume", ParameterKind.UsdPerDay, "Bought from themselves."),
                    new("honest_volume", ParameterKind.UsdPerDay, "Volume of others that is rewarded beside theirs."),
                    new("market_fee", ParameterKind.Share, "Of each price.") { Default = "5 %" },
                    new("fees", ParameterKind.Part, "Who gets the fee.") { IsFixed = true },
                    RewardAccount,
                    new("budget", ParameterKind.TokensPerDay, "Divided by volume."),
                    RewardPool,
                ]
            ),
            (assembly, part) => new RewardWashers(assembly, part)
        );

    private RewardWashers(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _volume = Model.Amount($"{Name}.volume", 0);
        _habit = Dial(then =>
            (
                then.Number("volume"),
                then.Number("honest_volume"),
                then.Share("market_fee"),
                then.BaseUnits("budget", TokenOf("budget").Decimals)
            )
        );
    }

    public Slot[] TurnoverSlots => [_volume];

    public Token TurnoverToken => Money;

    public Int128 Turnover => _volume.Value;

    public Int128 SelfDealt => _volume.Value;

    protected override Slot[] Shown => [_volume];

    protected override void Arm() =>
        PlayForReward(
            (fees, day) =>
            {
                (double wanted, double honest, Share fee, Int128 budget) = _habit.At(day);
                Int128 volume = Units(wanted);
                // Who cannot pay the fee of the day's volume does not trade that day.
                volume = fee.Of(volume) <= Purse.Balance ? volume : 0;
                _volume.Value = volume;
                Spend(fees, fee.Of(volume));
                return PartOf(budget, volume, volume + Units(honest));
            }
        );
}

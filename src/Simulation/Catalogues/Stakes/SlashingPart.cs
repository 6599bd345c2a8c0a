using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Catalogues.Stakes;

/// <summary>`stake.slashing`: stakes of a pool are found at fault at a hazard and lose a share.</summary>
internal sealed class SlashingPart : Component
{
    private const string None = "the token's own supply: it is burned";

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "stake.slashing",
                "Each stake of a pool is found at fault at a hazard and loses a share; its reward shrinks with it.",
                "ours, MODELLED: no published contract of a data market slashes (docs/mechanisms/stakes.md)",
                [
                    new("pool", ParameterKind.Part, "Whose stakes are slashed.")
                    {
                        Words = [StakingPool.KindName],
                        IsFixed = true,
                    },
                    new("hazard", ParameterKind.Share, "Of each stake, per day, also in its cooldown."),
                    new("share", ParameterKind.Share, "Of the stake that is lost, rounded down.") { Default = "10 %" },
                    new("to", ParameterKind.Part, "Who gets what is lost; burned if left out.")
                    {
                        Default = "",
                        Source = None,
                        IsFixed = true,
                    },
                ]
            )
            {
                Formulas = ["hazard", "share"],
                Publishes =
                [
                    new("slashed", "token", "Taken since the start."),
                    new("slashes", "count", "How often since the start."),
                ],
            },
            (assembly, part) => new SlashingPart(assembly, part)
        );

    private SlashingPart(ModelAssembly assembly, Part part)
        : base(assembly, part) { }

    public override AccountGroup? Wallets => null;

    public override bool ChangesSupply => !Has("to");

    public override void Connect()
    {
        StakingPool pool = (StakingPool)Other("pool");
        Holdings staked = Held(pool.Token, pool.Staked);
        SlashingTallies tallies = new(
            Model.Amount($"{Name}.slashed", 0),
            Model.Counter($"{Name}.slashes", 0),
            Assembly.TalliesOf(pool.Token).Burned
        );
        Holdings? to = Has("to") ? Held(pool.Token, OnePayeeOf("to", pool.Token)) : null;
        Model.Add(
            new SlashingRule(
                this,
                pool,
                staked,
                to,
                tallies,
                Dial(then => new SlashingHabit(then.Number("hazard"), then.Share("share")))
            )
        );
        Show("slashed", pool.Token, tallies.Slashed);
        Show("slashes", tallies.Slashes);
    }
}

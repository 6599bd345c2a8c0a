using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Vaults;

namespace Souk.Simulation.Catalogues.Vaults;

/// <summary>`vault`: owners mint, manage and burn soulbound vaults for fees that are burned in part.</summary>
internal sealed class VaultPart : Component
{
    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "vault",
                "Owners mint, manage and burn soulbound vaults of metadata; a share of the fees is burned.",
                "Masa's announcement of fees for zkSBT on its chain 13396; fees and share were not published",
                [
                    new("owners", ParameterKind.Part, "Who can have a vault, one per account.")
                    {
                        Scale = PopulationScale.Shares,
                        Words = ["account", "people.insiders", "datapool.contributors"],
                        IsFixed = true,
                    },
                    new("collector", ParameterKind.Part, "Who gets what is not burned.") { IsFixed = true },
                    new("mint_fee", ParameterKind.Tokens, "For a new vault.") { Scale = PopulationScale.Each },
                    new("manage_fee", ParameterKind.Tokens, "For a change of its metadata.")
                    {
                        Scale = PopulationScale.Each,
                    },
                    new("burn_share", ParameterKind.Share, "Of each fee, rounded down."),
                    new("mint_hazard", ParameterKind.Share, "Probability per day that one without a vault mints it.")
                    {
                        Default = "1 %",
                    },
                    new("manage_hazard", ParameterKind.Share, "Probability per day that an owner changes metadata.")
                    {
                        Default = "10 %",
                    },
                    new("burn_hazard", ParameterKind.Share, "Probability per day that an owner burns the vault.")
                    {
                        Default = "0",
                    },
                ]
            )
            {
                Publishes =
                [
                    new("vaults", "count", "That exist at the close.") { Scale = PopulationScale.Agents },
                    new("minted", "count", "Vaults made since the start.") { Scale = PopulationScale.Agents },
                    new("updates", "count", "Changes since the start.") { Scale = PopulationScale.Agents },
                    new("unpaid", "count", "What owners wanted and could not pay.") { Scale = PopulationScale.Agents },
                    new("burned", "token", "Of fees, burned since the start."),
                    new("kept", "token", "Of fees, kept by the collector."),
                ],
            },
            (assembly, part) => new VaultPart(assembly, part)
        );

    private VaultPart(ModelAssembly assembly, Part part)
        : base(assembly, part) { }

    public override void Connect()
    {
        Token token = TokenOf("mint_fee");
        VaultTallies tallies = new(
            Model.Amount($"{Name}.burned", 0),
            Model.Amount($"{Name}.kept", 0),
            Model.Counter($"{Name}.minted", 0),
            Model.Counter($"{Name}.unpaid", 0),
            Assembly.TalliesOf(token).Burned
        );
        VaultRule rule = new(
            this,
            Held(token, Other("owners").Inlet!),
            Held(token, OnePayeeOf("collector")),
            tallies,
            Dial(then => Read(then, token)),
            Ledger
        );
        Model.Add(rule);
        Show("vaults", () => rule.Register.Count, tallies.Minted);
        Show("minted", tallies.Minted);
        Show("updates", () => rule.Register.UpdateCount, tallies.Minted);
        Show("unpaid", tallies.Unpaid);
        Show("burned", token, tallies.Burned);
        Show("kept", token, tallies.Kept);
    }

    private static VaultHabit Read(Part then, Token token)
    {
        if (then.Word("manage_fee") != token.Symbol || then.Word("mint_fee") != token.Symbol)
        {
            throw new ArgumentException($"manage_fee and mint_fee are not both in {token.Symbol}");
        }

        return new VaultHabit(
            new VaultFees(
                then.BaseUnits("mint_fee", token.Decimals),
                then.BaseUnits("manage_fee", token.Decimals),
                (long)Math.Round(then.Number("burn_share") * 1e9)
            ),
            then.Number("mint_hazard"),
            then.Number("manage_hazard"),
            then.Number("burn_hazard")
        );
    }
}

using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>The kinds of token sale.</summary>
internal static class SaleKinds
{
    private static readonly ParameterSpec[] Unlock =
    [
        new("on", ParameterKind.Date, "Day of the sale; the scenario's start unless stated.")
        {
            Default = "",
            IsFixed = true,
        },
        new("launch", ParameterKind.Date, "Token generation event; the day of the sale unless stated.")
        {
            Default = "",
            IsFixed = true,
        },
        new("launch_share", ParameterKind.Share, "Of what was bought, free at the launch.")
        {
            Default = "100 %",
            IsFixed = true,
        },
        new("cliff", ParameterKind.Duration, "What accrues of the rest before is held back until then.")
        {
            Default = "0 days",
            Source = "none unless stated",
            IsFixed = true,
        },
        new("duration", ParameterKind.Duration, "From the launch until all is free.")
        {
            Default = "0 days",
            Source = "none unless stated",
            IsFixed = true,
        },
    ];

    public static CatalogueEntry ProRata { get; } =
        Entry("sale.pro_rata", "serves all buyers in proportion to what they want", isProRata: true);

    public static CatalogueEntry FirstCome { get; } =
        Entry("sale.first_come", "serves buyers in their order until the supply is gone", isProRata: false);

    private static CatalogueEntry Entry(string name, string rule, bool isProRata) =>
        new(
            new(
                name,
                $"A sale at a fixed price that {rule}; deposits beyond go back, a part is free at the launch.",
                "ours, MODELLED after public token sales (docs/mechanisms/token-sale.md)",
                [
                    new("supply", ParameterKind.Tokens, "For sale.") { IsFixed = true },
                    new("price", ParameterKind.Usd, "Of one token.") { Min = 1e-9, Max = 1e9 },
                    new("demand", ParameterKind.Tokens, "Money that all buyers together deposit; 1 is worth 1 USD."),
                    new("deposit_sigma", ParameterKind.Number, "How unequal deposits are: sigma of their lognormal.")
                    {
                        Default = "1",
                        Max = 5,
                    },
                    new(
                        "cap_per_buyer",
                        ParameterKind.Tokens,
                        "Tokens that one buyer gets at most; no cap unless stated."
                    )
                    {
                        Scale = PopulationScale.Each,
                        Default = "",
                    },
                    new("buyers", ParameterKind.Part, "Who buys: a part with an account or one per person.")
                    {
                        Scale = PopulationScale.Shares,
                        IsFixed = true,
                    },
                    new("proceeds", ParameterKind.Part, "Who gets the money.") { IsFixed = true },
                    new("unsold", ParameterKind.Part, "Who gets what is not sold; it stays unless stated.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    .. Unlock,
                ]
            )
            {
                Publishes =
                [
                    new("wanted", "token", "Tokens that all deposits could buy."),
                    new("sold", "token", "Tokens sold."),
                    new("raised", "money", "Money kept."),
                    new("refunded", "money", "Money given back."),
                    new("oversubscription", "ratio", "Tokens wanted over tokens for sale."),
                    new("locked", "token", "Not sold, or sold and not free yet."),
                ],
            },
            (assembly, part) => new SalePart(assembly, part, isProRata)
        );
}

using Souk.Simulation.Blueprints;
using Souk.Simulation.DataValues;

namespace Souk.Simulation.Catalogues.DataValues;

/// <summary>How data are valued on a day.</summary>
internal sealed record DataValueHabit(
    ValueTerms Value,
    PremiumTerms Premium,
    double Quality,
    double Exclusivity,
    double Verification,
    double UnitsPerOrder,
    double Smoothing
);

/// <summary>The parameters of `data.value`.</summary>
internal static class DataValueParameters
{
    public static PartKind Kind { get; } =
        new(
            "data.value",
            "What the data of contributors are worth: volume, spread, diversity, quality, exclusivity, verification.",
            "scaling laws, arXiv:2001.08361; hedonic prices, Rosen (1974); weights are assumptions (docs/people/data-value.md)",
            [
                new("contributors", ParameterKind.Part, "Whose data.")
                {
                    Scale = PopulationScale.Keeps,
                    Words = ["people.contributors", "datapool.contributors", "people.annotators", "people.accounts"],
                    IsFixed = true,
                },
                new("buyers", ParameterKind.Part, "Whose orders are the demand; none unless stated.")
                {
                    Words = ["people"],
                    Default = "",
                    IsFixed = true,
                },
                new("quality_of", ParameterKind.Text, "A published number that is the quality, such as crowd.quality.")
                {
                    Default = "",
                    IsFixed = true,
                },
                new("quality", ParameterKind.Share, "Mean quality where no part publishes it.") { Default = "80 %" },
                new("exclusivity", ParameterKind.Share, "1: one buyer alone gets the data.") { Default = "0" },
                new("verification", ParameterKind.Share, "Share of data whose origin is proven.") { Default = "0" },
                new("sources", ParameterKind.Count, "Languages or sources that data come from.")
                {
                    Default = "20",
                    Min = 1,
                    Max = 200,
                    IsFixed = true,
                },
                new("source_exponent", ParameterKind.Number, "Zipf exponent of people over sources; 0 spreads evenly.")
                {
                    Default = "1",
                    Max = 5,
                    IsFixed = true,
                },
                .. Weights(),
            ]
        )
        {
            Publishes =
            [
                new("index", "count", "1 at the reference of every attribute.") { Title = "value of data" },
                new("volume", "count", "Data given so far."),
                new("premium", "count", "Factor of attributes on the price."),
                new("diversity", "share", "Effective number of sources over their number."),
                new("coverage", "share", "Of sources that have any data."),
                new("scarcity", "share", "Demand over demand and supply, smoothed."),
            ],
        };

    public static DataValueHabit Read(Part then) =>
        new(
            new(
                then.Number("reference"),
                then.Number("volume_exponent"),
                then.Number("spread_exponent"),
                then.Number("diversity_exponent"),
                then.Number("quality_exponent")
            ),
            new(
                then.Number("exclusivity_premium"),
                then.Number("quality_premium"),
                then.Number("verification_premium")
            ),
            then.Number("quality"),
            then.Number("exclusivity"),
            then.Number("verification"),
            then.Number("units_per_order"),
            then.Number("smoothing")
        );

    private static ParameterSpec[] Weights() =>
        [
            new("reference", ParameterKind.Number, "Units of data at which volume counts 1.")
            {
                Default = "100000",
                Min = 1e-6,
            },
            Weight("volume_exponent", "Exponent of volume; below 1, more of the same is worth less.", "0.3"),
            Weight("spread_exponent", "Exponent of the share of people who gave.", "0.2"),
            Weight("diversity_exponent", "Exponent of diversity.", "0.5"),
            Weight("quality_exponent", "Exponent of quality.", "1"),
            Weight("exclusivity_premium", "ln(price) per unit of exclusivity.", "0.7"),
            Weight("quality_premium", "ln(price) per unit of quality above one half.", "1"),
            Weight("verification_premium", "ln(price) per unit of verification.", "0.3"),
            Weight("units_per_order", "Units of data that an order asks for, for scarcity.", "1") with
            {
                Max = 1e9,
            },
            new("smoothing", ParameterKind.Share, "How fast demand and supply forget, per day.") { Default = "10 %" },
        ];

    private static ParameterSpec Weight(string name, string meaning, string value) =>
        new(name, ParameterKind.Number, meaning) { Default = value, Max = 10 };
}

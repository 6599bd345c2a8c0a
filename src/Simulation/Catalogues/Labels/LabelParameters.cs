using Souk.Simulation.Blueprints;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Catalogues.Labels;

/// <summary>The parameters of `labels.mix`.</summary>
internal static class LabelParameters
{
    public static PartKind Kind { get; } =
        new(
            "labels.mix",
            "Labels what orders bring by people and machines together, each with its share, cost and quality.",
            "ours, MODELLED (docs/people/labels.md)",
            [
                new("orders", ParameterKind.Part, "Whose matched orders are labelled.")
                {
                    Words = ["people.orders"],
                    IsFixed = true,
                },
                new("payer", ParameterKind.Part, "The account that pays for labels.")
                {
                    Words = ["account"],
                    IsFixed = true,
                },
                new("money", ParameterKind.Token, "What is paid with; 1 is worth 1 USD.") { IsFixed = true },
                new("people", ParameterKind.Part, "Who is paid for labels by people.") { IsFixed = true },
                new("machines", ParameterKind.Part, "Who is paid for labels by machines.") { IsFixed = true },
                new("labels", ParameterKind.Count, "Labels of an order.")
                {
                    Default = "100",
                    Min = 1,
                    Max = 1e6,
                },
                Share("machine_share", "Of labels, made by a machine first.", "50 %"),
                Share("review_share", "Of the machine's labels, that a person looks over and sets right.", "10 %"),
                Usd("human_cost", "Of a label by a person.", "0.1 USD"),
                Usd("machine_cost", "Of a label by a machine.", "0.01 USD"),
                Usd("review_cost", "Of looking one over.", "0.04 USD"),
                Share("human_quality", "Of a person's labels, and of those looked over, that are right.", "95 %"),
                Share("machine_quality", "Of a machine's labels that are right.", "80 %"),
            ]
        )
        {
            Formulas = ["machine_share", "review_share", "machine_quality", "machine_cost"],
            Publishes =
            [
                new("human", "count", "Labels by people since the start.") { Title = "labels by people" },
                new("machine", "count", "Labels by machines since the start.") { Title = "labels by machines" },
                new("reviewed", "count", "Of those, looked over by people."),
                new("quality", "share", "Of all labels so far, that are right; 0 while there is none."),
                new("cost", "USD", "Of a label, mean since the start.") { Title = "cost of a label" },
                new("people_paid", "money", "To people since the start.") { Title = "paid to people" },
                new("machines_paid", "money", "To machines since the start.") { Title = "paid to machines" },
                new("unpaid", "money", "Owed since the start beyond what the payer had."),
            ],
        };

    public static LabelTerms Read(Part then) =>
        new(
            then.Number("machine_share"),
            then.Number("review_share"),
            then.Number("human_cost"),
            then.Number("machine_cost"),
            then.Number("review_cost"),
            then.Number("human_quality"),
            then.Number("machine_quality")
        );

    private static ParameterSpec Share(string name, string meaning, string value) =>
        new(name, ParameterKind.Share, meaning) { Default = value };

    private static ParameterSpec Usd(string name, string meaning, string value) =>
        new(name, ParameterKind.Usd, meaning) { Default = value, Max = 1e6 };
}

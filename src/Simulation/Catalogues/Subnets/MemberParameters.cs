using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues.Subnets;

/// <summary>Reads what a subnet is.</summary>
internal static class MemberParameters
{
    public static PartKind Kind { get; } =
        new(
            "subnet.member",
            "A subnet: validators judge miners, consensus splits its alpha, and a pool prices alpha in the network's coin.",
            "opentensor/subtensor; how people behave is an assumption (docs/mechanisms/dtao.md)",
            [
                new("network", ParameterKind.Part, "The chain it belongs to.")
                {
                    Words = ["subnet.network"],
                    IsFixed = true,
                },
                new("token", ParameterKind.Token, "Its alpha, with 9 decimals.") { IsFixed = true },
                new("coin_reserve", ParameterKind.Tokens, "The coin in its pool before the first day.")
                {
                    IsFixed = true,
                },
                new("alpha_reserve", ParameterKind.Tokens, "Alpha in its pool before the first day.")
                {
                    IsFixed = true,
                },
                new("owner", ParameterKind.Part, "Who gets the owner's cut.") { IsFixed = true },
                new("validators", ParameterKind.Part, "Who judges: their alpha is their stake.") { IsFixed = true },
                new("validator_stake", ParameterKind.Tokens, "Alpha of all validators before the first day.")
                {
                    IsFixed = true,
                },
                new("miners", ParameterKind.Part, "Who works.") { Scale = PopulationScale.Shares, IsFixed = true },
                new("quality", ParameterKind.Number, "Of each miner's work; drawn unless stated.")
                {
                    Scale = PopulationScale.Keeps,
                    IsList = true,
                    Default = "",
                    Max = 1e6,
                },
                Sigma("quality_sigma", "How unequal drawn qualities are: sigma of their lognormal.", "0.5"),
                Sigma("judgement_sigma", "How far validators err: sigma of the lognormal of their weights.", "0.1"),
                new("colluders", ParameterKind.Share, "Of validators, rounded down, who weigh the last miner alone.")
                {
                    Default = "0",
                },
                new("take", ParameterKind.Share, "What a validator keeps for its work.")
                {
                    Default = "18 %",
                    Source = "subtensor 14bc6f9",
                    IsFixed = true,
                },
                new("stakers", ParameterKind.Part, "Who moves the coin into the pool day by day.")
                {
                    Default = "",
                    IsFixed = true,
                },
                new("stake_per_day", ParameterKind.TokensPerDay, "Of the coin, as far as stakers have it.")
                {
                    Default = "",
                },
            ]
        )
        {
            Publishes =
            [
                new("price", "money/token", "Of alpha at the close."),
                new("coin", "coin", "In the subnet's pool at the close."),
                new("miners", "token", "Paid to miners since the start."),
                new("validators", "token", "Paid to validators so far."),
                new("owner", "token", "Paid to the subnet's owner so far."),
            ],
        };

    public static MemberHabit Read(Part then) =>
        new(
            [.. then.List("quality").Select(value => (double)value.Number)],
            then.Number("quality_sigma"),
            then.Number("judgement_sigma"),
            then.Number("colluders"),
            then.List("stake_per_day").Count > 0 ? then.BaseUnits("stake_per_day", 9) : 0
        );

    private static ParameterSpec Sigma(string name, string meaning, string fallback) =>
        new(name, ParameterKind.Number, meaning) { Default = fallback, Max = 5 };
}

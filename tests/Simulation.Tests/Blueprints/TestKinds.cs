using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Tests.Blueprints;

/// <summary>A few kinds with every kind of parameter, and scenarios of them.</summary>
internal static class TestKinds
{
    public const string Masa = """
        title: Masa
        start: 2024-04-11
        horizon: 3 years
        tokens:
          MASA: { decimals: 18, supply_max: 1.2B MASA }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool, token: MASA, reserve: 10M MASA, fee: 30 bp }
          fees: { kind: fees, pool: pool, burn_share: 50 % }
          vesting.team: { kind: vesting, total: 200M MASA, cliff: 6 months, steps: [25 %, 25 %, 50 %] }
          vesting.seed: { kind: vesting, total: 100M MASA, cliff: 12 months }
          people: { kind: people, wage: 1.38 USD/h }
        """;

    public static IReadOnlyList<PartKind> All { get; } =
    [
        new(
            "pool",
            "A pool.",
            "Uniswap v2",
            [
                new("token", ParameterKind.Token, "What is traded."),
                new("reserve", ParameterKind.Tokens, "At the start.") { Min = 1 },
                new("fee", ParameterKind.Share, "Of each swap.") { Default = "30 bp", Source = "UniswapV2Pair" },
            ]
        ),
        new(
            "fees",
            "What becomes of fees.",
            "ours, MODELLED",
            [
                new("pool", ParameterKind.Part, "Where fees are converted.") { Words = ["pool"] },
                new("burn_share", ParameterKind.Share, "Share burned.") { Default = "0" },
                new("route", ParameterKind.Word, "Who gets the rest.")
                {
                    Words = ["rewards", "treasury"],
                    Default = "rewards",
                },
            ]
        ),
        new(
            "vesting",
            "An allocation.",
            "OpenZeppelin VestingWallet",
            [
                new("total", ParameterKind.Tokens, "All of it."),
                new("cliff", ParameterKind.Duration, "Nothing before.") { Default = "0 days" },
                new("steps", ParameterKind.Share, "Parts by step.") { IsList = true, Default = "" },
            ]
        ),
        new(
            "people",
            "Contributors.",
            "Horton and Chilton",
            [
                new("wage", ParameterKind.UsdPerDay, "Asked."),
                new("count", ParameterKind.Count, "How many.") { Default = "1000", Max = 1e6 },
                new("emission", ParameterKind.TokensPerDay, "Paid.") { Default = "0 MASA/day" },
                new("since", ParameterKind.Date, "First day.") { Default = "2024-04-11" },
                new("active", ParameterKind.YesNo, "Whether they take part.") { Default = "yes" },
                new("weight", ParameterKind.Number, "Of each.") { Default = "1", Min = double.NegativeInfinity },
                new("fixed_cost", ParameterKind.Usd, "Once.") { Default = "0 USD" },
            ]
        ),
    ];

    public static Blueprint Read(string text, params (string Name, string Text)[] others) =>
        new BlueprintReader(All).Read(
            "top",
            name => name == "top" ? text : others.FirstOrDefault(other => other.Name == name).Text
        );
}

using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Catalogues.Savers;

/// <summary>How savers behave on a day; rewards in base units.</summary>
internal readonly record struct SaverHabit(
    SaverTerms Terms,
    double RevisionHazard,
    double ExpectationRate,
    Int128 StakeRewards,
    Int128 PoolRewards
);

/// <summary>The parameters of `people.savers`.</summary>
internal static class SaverParameters
{
    public static PartKind Kind { get; } =
        new(
            "people.savers",
            "Holders who keep a token at hand, stake it, or give it to a pool, and change by logit on what each yields.",
            "McFadden (1974); yields equalise at the margin; values are assumptions (docs/people/savers.md)",
            [
                new("count", ParameterKind.Count, "How many.")
                {
                    Default = "100",
                    Min = 1,
                    Max = 1e6,
                    IsFixed = true,
                    Scale = PopulationScale.Agents,
                },
                new("balance", ParameterKind.Tokens, "What they hold together before the first day.")
                {
                    IsFixed = true,
                },
                new("pool", ParameterKind.Part, "Where they give liquidity; money that this takes they bring.")
                {
                    Words = ["pool.constant_product"],
                    IsFixed = true,
                },
                new("rewards", ParameterKind.Part, "The account that pays stakers and givers of liquidity.")
                {
                    Words = ["account"],
                    IsFixed = true,
                },
                new("stake_rewards", ParameterKind.TokensPerDay, "Divided by stake; less where the account has less."),
                new("pool_rewards", ParameterKind.TokensPerDay, "Divided by liquidity, beside the pool's fees.")
                {
                    Default = "",
                },
                new("sensitivity", ParameterKind.Number, "Weight of a yield of 100 % a year in the choice.")
                {
                    Default = "20",
                    Max = 1e5,
                },
                new("lock_cost", ParameterKind.Number, "Yield a year that being locked is worth.")
                {
                    Default = "0.02",
                    Max = 10,
                },
                new("pool_risk", ParameterKind.Number, "Yield a year that the risk of giving liquidity is worth.")
                {
                    Default = "0.1",
                    Max = 10,
                },
                new("revision_hazard", ParameterKind.Share, "Probability per day that one reconsiders.")
                {
                    Default = "5 %",
                },
                ExpectationSpecs.Mode("Of yields: an average, yesterday's, or what all know will clear."),
                new("expectation_rate", ParameterKind.Share, "How fast an average follows.") { Default = "10 %" },
            ]
        )
        {
            Formulas = ["sensitivity", "lock_cost", "pool_risk", "revision_hazard"],
            Publishes =
            [
                new("liquid", "token", "At hand at the close."),
                new("staked", "token", "Staked at the close."),
                new("provided", "token", "In the pool at the close, of its tokens."),
                new("stake_yield", "share", "Expected of staking, a year.") { Title = "expected yield of staking" },
                new("pool_yield", "share", "Expected of giving liquidity, a year.")
                {
                    Title = "expected yield of the pool",
                },
                new("paid", "token", "Rewards since the start."),
            ],
        };

    public static SaverHabit Read(Part then, int decimals) =>
        new(
            new SaverTerms(then.Number("sensitivity"), then.Number("lock_cost"), then.Number("pool_risk")),
            then.Number("revision_hazard"),
            then.Number("expectation_rate"),
            then.BaseUnits("stake_rewards", decimals),
            then.List("pool_rewards").Count > 0 ? then.BaseUnits("pool_rewards", decimals) : 0
        );
}

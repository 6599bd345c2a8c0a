using Souk.Simulation.Blueprints;
using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Mechanisms.Emissions;
using Souk.Simulation.Mechanisms.Subnets;

namespace Souk.Simulation.Catalogues.Subnets;

/// <summary>Reads what holds for all subnets.</summary>
internal static class NetworkParameters
{
    private static readonly string[] _rules = ["launch", "flow", "price_and_burn", "weighted_pools"];
    private static readonly string[] _versions = ["yuma1", "yuma2", "yuma3"];

    public static PartKind Kind { get; } =
        new(
            "subnet.network",
            "A chain that emits its coin to subnets by block, halving by issuance, and runs their consensus.",
            "opentensor/subtensor (docs/mechanisms/dtao.md, docs/mechanisms/yuma-consensus.md)",
            [
                new("token", ParameterKind.Token, "The coin, with 9 decimals.") { IsFixed = true },
                new("root_stake", ParameterKind.Tokens, "Staked on root before the first day.")
                {
                    Default = "",
                    IsFixed = true,
                },
                new("rules", ParameterKind.Word, "Which version of dynamic TAO holds.")
                {
                    Words = _rules,
                    Default = "weighted_pools",
                    Source = "subtensor 14bc6f9",
                    IsFixed = true,
                },
                new("consensus", ParameterKind.Word, "Which version of Yuma consensus holds.")
                {
                    Words = _versions,
                    Default = "yuma3",
                    Source = "subtensor 14bc6f9",
                    IsFixed = true,
                },
                new("liquid_alpha", ParameterKind.YesNo, "Whether bonds move at rates that follow consensus.")
                {
                    Default = "no",
                    Source = "subtensor 14bc6f9",
                    IsFixed = true,
                },
                new("kappa", ParameterKind.Share, "Share of stake that must support a weight.")
                {
                    Default = "50 %",
                    Source = "subtensor 14bc6f9",
                    IsFixed = true,
                },
                Count("blocks_per_day", "Blocks of a day.", "7200", "12 seconds per block, as in subtensor"),
                Count("epochs_per_day", "Epochs of each subnet in a day.", "20", "every 360 blocks, as in subtensor"),
                Count(
                    "blocks_at_once",
                    "Blocks emitted in one go: fewer are exact, more are faster.",
                    "360",
                    "assumed"
                ),
                Number("reward", "Whole coins of a block before the first halving; alpha the same.", "1"),
                Number("cap", "Whole coins that the issuance approaches; alpha the same.", "21000000"),
                new("start_block", ParameterKind.Count, "Height before the first day.")
                {
                    Default = "0",
                    Max = 1e9,
                    IsFixed = true,
                },
            ]
        )
        {
            Publishes = [new("reward", "token", "Of the next block."), new("block", "count", "Height at the close.")],
        };

    /// <exception cref="ArgumentException">Counts that do not fit together.</exception>
    public static NetworkTerms Read(Part part)
    {
        int blocks = part.Count("blocks_per_day");
        int epochs = part.Count("epochs_per_day");
        int atOnce = part.Count("blocks_at_once");
        if (blocks % epochs != 0 || blocks / epochs % atOnce != 0)
        {
            throw new ArgumentException(
                $"blocks_at_once is {atOnce}: it must divide the {(double)blocks / epochs} blocks of an epoch"
            );
        }

        SubnetRules[] rules =
        [
            SubnetRules.Launch,
            SubnetRules.Flow,
            SubnetRules.PriceAndBurn,
            SubnetRules.WeightedPools,
        ];
        return new NetworkTerms(
            rules[Array.IndexOf(_rules, part.Word("rules"))],
            (YumaVersion)Array.IndexOf(_versions, part.Word("consensus")),
            new YumaParameters
            {
                Kappa = (ushort)(part.Number("kappa") * ushort.MaxValue),
                IsLiquidAlpha = part.YesNo("liquid_alpha"),
            },
            new IssuanceHalving(part.BaseUnits("cap", 9), part.BaseUnits("reward", 9)),
            blocks,
            epochs,
            atOnce,
            part.Count("start_block")
        );
    }

    private static ParameterSpec Count(string name, string meaning, string fallback, string source) =>
        new(name, ParameterKind.Count, meaning)
        {
            Default = fallback,
            Source = source,
            Min = 1,
            Max = 1e6,
            IsFixed = true,
        };

    private static ParameterSpec Number(string name, string meaning, string fallback) =>
        new(name, ParameterKind.Number, meaning)
        {
            Default = fallback,
            Source = "TAO",
            Min = 1e-6,
            Max = 1e9,
            IsFixed = true,
        };
}

using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>The parameters of `royalties.graph`.</summary>
internal static class RoyaltyParameters
{
    public const string KindName = "royalties.graph";

    public static PartKind Kind { get; } =
        new(
            KindName,
            "Assets and what they are made of: whatever one earns is divided among it and everything upstream.",
            "ours, MODELLED after Sahara's recurring royalties (docs/mechanisms/royalties.md)",
            [
                new("token", ParameterKind.Token, "What royalties are paid in.") { IsFixed = true },
                new("assets", ParameterKind.Text, "In the order of registration: data, or agent = 2 model + data.")
                {
                    IsList = true,
                    Default = "",
                    IsFixed = true,
                },
                new("generated", ParameterKind.Count, "Assets made after the listed ones by preferential attachment.")
                {
                    Default = "0",
                    Source = "none unless stated",
                    Max = 100_000,
                    IsFixed = true,
                },
                new("generated_parts", ParameterKind.Count, "Parts that each of them draws; drawn twice counts once.")
                {
                    Default = "2",
                    Max = 100,
                    IsFixed = true,
                },
                new("graph_seed", ParameterKind.Count, "Of the generated assets: one graph for all replicates.")
                {
                    Default = "1",
                    Max = int.MaxValue,
                    IsFixed = true,
                },
                new(
                    "called",
                    ParameterKind.Text,
                    "Assets that share what other parts pay in; the last one unless stated."
                )
                {
                    IsList = true,
                    Default = "",
                    IsFixed = true,
                },
                new("call_share", ParameterKind.Share, "Of what a call pays, owed to what the asset is made of."),
                new(
                    "composition_share",
                    ParameterKind.Share,
                    "Of what an asset earns by being a part, owed to its own parts."
                ),
                new(
                    "cross_chain_reuse_share",
                    ParameterKind.Share,
                    "Of what a call from another chain pays, owed likewise; as for a call unless stated."
                )
                {
                    Default = "",
                },
                new(
                    "licences",
                    ParameterKind.Text,
                    "Terms of assets that differ, in per cent: model = 40 call + 20 composition; closed may be no part of others."
                )
                {
                    IsList = true,
                    Default = "",
                    Source = "the shares of the graph unless stated",
                },
                new("depth", ParameterKind.Count, "Generations upstream that are paid.") { Max = 1_000 },
                new("dust", ParameterKind.Tokens, "Portions below are not passed on; none unless stated.")
                {
                    Default = "",
                },
                RoleHolders.Spec(
                    "Who shares what an asset keeps: 3 developer lab + annotator crowd; or data = … for one of them."
                ),
            ]
        )
        {
            Publishes =
            [
                new("direct", "token", "Kept by assets of their own calls since the start."),
                new("upstream", "token", "Kept by assets through others since the start."),
                new(
                    "compounding",
                    "count",
                    "All that assets earned over what they kept of their own calls; 0 while that is nothing."
                ),
                new("ignored", "count", "Parts listed too late, which carry nothing."),
                new("ROLE", "token", "Paid to holders of one role since the start."),
                new("asset.NAME", "token", "Kept since the start."),
                new(
                    "compounding.NAME",
                    "count",
                    "All that it earned over what it kept of its own calls; 0 while that is nothing."
                ),
            ],
        };
}

using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>`royalties.types`: which assets of a graph are models, agents and assistants, and what each type earns.</summary>
internal sealed class TypeMeasure : Component
{
    private static readonly (string Parameter, AssetType Type)[] s_lists =
    [
        ("models", AssetType.Model),
        ("agents", AssetType.Agent),
        ("assistants", AssetType.Assistant),
    ];

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "royalties.types",
                "Says which assets of a graph are specialised models, agents and assistants, and what flows from them to datasets.",
                "ours, MODELLED (docs/mechanisms/royalties.md)",
                [
                    new("graph", ParameterKind.Part, "Whose assets.")
                    {
                        Words = [RoyaltyParameters.KindName],
                        IsFixed = true,
                    },
                    Names("models", "Specialised models; other assets that are made of something are models, too."),
                    Names("agents", "Agents."),
                    Names("assistants", "Assistants."),
                ]
            )
            {
                Publishes =
                [
                    new("count.TYPE", "count", "Assets of the type."),
                    new("earned.TYPE", "token", "Kept by assets of the type since the start."),
                    new("to_datasets", "token", "Kept by datasets because something made of them earned."),
                    new("dependence", "share", "Of all that was kept, by datasets through what is made of them."),
                    new("sources.NAME", "count", "Datasets that the asset depends on, through whatever is in between."),
                ],
            },
            (assembly, part) => new TypeMeasure(assembly, part)
        );

    private TypeMeasure(ModelAssembly assembly, Part part)
        : base(assembly, part) { }

    public override void Connect()
    {
        RoyaltyGraph graph = (RoyaltyGraph)Other("graph");
        AssetTypes types = new(graph.Assets, Listed(graph.Assets));
        foreach (AssetType type in Enum.GetValues<AssetType>())
        {
            string word = type.ToString().ToLowerInvariant();
            Show($"count.{word}", () => types.CountOf(type));
            Show($"earned.{word}", graph.Token, () => Kept(graph, types, type), graph.Direct, graph.Upstream);
        }

        Show("to_datasets", graph.Token, () => ToDatasets(graph, types), graph.Upstream);
        Show("dependence", () => Dependence(graph, types), graph.Direct, graph.Upstream);
        for (int asset = 0; asset < graph.Assets.Names.Count; asset++)
        {
            int sources = types.SourceCount(asset);
            Show($"sources.{graph.Assets.Names[asset]}", () => sources);
        }
    }

    private Dictionary<string, AssetType> Listed(AssetList assets)
    {
        Dictionary<string, AssetType> listed = new(StringComparer.Ordinal);
        foreach ((string parameter, AssetType type) in s_lists)
        {
            foreach (SettingValue name in Part.List(parameter))
            {
                _ = assets.Find(parameter, name.Text);
                if (!listed.TryAdd(name.Text, type))
                {
                    throw new ArgumentException($"{parameter} has '{name.Text}', which has a type already");
                }
            }
        }

        return listed;
    }

    private static Int128 Kept(RoyaltyGraph graph, AssetTypes types, AssetType type)
    {
        Int128 kept = 0;
        for (int asset = 0; asset < graph.Assets.Graph.Count; asset++)
        {
            kept += types[asset] == type ? graph.Direct[asset] + graph.Upstream[asset] : 0;
        }

        return kept;
    }

    private static Int128 ToDatasets(RoyaltyGraph graph, AssetTypes types)
    {
        Int128 kept = 0;
        for (int asset = 0; asset < graph.Assets.Graph.Count; asset++)
        {
            kept += types[asset] == AssetType.Dataset ? graph.Upstream[asset] : 0;
        }

        return kept;
    }

    private static double Dependence(RoyaltyGraph graph, AssetTypes types)
    {
        Int128 all = 0;
        foreach (AssetType type in Enum.GetValues<AssetType>())
        {
            all += Kept(graph, types, type);
        }

        return all == 0 ? 0 : (double)ToDatasets(graph, types) / (double)all;
    }

    private static ParameterSpec Names(string name, string meaning) =>
        new(name, ParameterKind.Text, meaning)
        {
            IsList = true,
            Default = "",
            Source = "none unless stated",
            IsFixed = true,
        };
}

using Souk.Simulation.Mechanisms.Royalties;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>What an asset is: a source, or something that is made of sources.</summary>
internal enum AssetType
{
    Dataset,
    Model,
    Agent,
    Assistant,
}

/// <summary>The type of every asset of a graph, and the datasets that each depends on.</summary>
internal sealed class AssetTypes
{
    private readonly AssetType[] _types;
    private readonly SortedSet<int>[] _sources;

    /// <param name="listed">Types of assets by name; others are datasets if they are made of nothing, else models.</param>
    /// <exception cref="ArgumentException">A dataset that is made of something, or a product that depends on no dataset.</exception>
    public AssetTypes(AssetList assets, IReadOnlyDictionary<string, AssetType> listed)
    {
        AssetGraph graph = assets.Graph;
        _types = new AssetType[graph.Count];
        _sources = new SortedSet<int>[graph.Count];
        for (int asset = 0; asset < graph.Count; asset++)
        {
            string name = asset < assets.Names.Count ? assets.Names[asset] : $"generated asset {asset}";
            bool isMade = graph.PartsOf(asset).Length > 0;
            _types[asset] = listed.GetValueOrDefault(name, isMade ? AssetType.Model : AssetType.Dataset);
            _sources[asset] = [];
            // Parts are registered before what is made of them, so that theirs are known.
            foreach (AssetPart part in graph.PartsOf(asset))
            {
                _sources[asset].UnionWith(_sources[part.Asset]);
                if (_types[part.Asset] == AssetType.Dataset)
                {
                    _sources[asset].Add(part.Asset);
                }
            }

            Check(name, _types[asset], isMade, _sources[asset].Count);
        }
    }

    public AssetType this[int asset] => _types[asset];

    public int CountOf(AssetType type) => _types.Count(one => one == type);

    /// <summary>How many datasets an asset is made of, through whatever is in between.</summary>
    public int SourceCount(int asset) => _sources[asset].Count;

    private static void Check(string name, AssetType type, bool isMade, int sources)
    {
        if (type == AssetType.Dataset && isMade)
        {
            throw new ArgumentException($"{name} is made of something, so it is no dataset");
        }

        if (type != AssetType.Dataset && sources == 0)
        {
            throw new ArgumentException($"{name} depends on no dataset: list in assets what it is made of");
        }
    }
}

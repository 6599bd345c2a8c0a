namespace Souk.Simulation.Mechanisms.Royalties;

/// <summary>What an asset is made of: an earlier asset, and its weight among the parts.</summary>
/// <param name="Asset">Index of the earlier asset.</param>
/// <param name="Weight">Above zero; shares are weights over their sum.</param>
public readonly record struct AssetPart(int Asset, uint Weight);

/// <summary>The provenance graph: assets in the order of their registration, and the earlier ones each is made of.</summary>
/// <remarks>
/// A derivation points backwards in time, so the graph has no cycle by construction. Where a chain's own records claim
/// one (A from B and B from A), the edge to the later asset is the false one: <see cref="FromEdges"/> counts it and leaves
/// it out, so that a ring of assets that cite each other earns nothing by it.
/// </remarks>
public sealed class AssetGraph
{
    private readonly List<int> _firstPart = [0];
    private readonly List<AssetPart> _parts = [];

    public int Count => _firstPart.Count - 1;

    /// <summary>Registers an asset.</summary>
    /// <returns>Its index.</returns>
    /// <exception cref="ArgumentException">A part that is not registered yet, is named twice, or weighs nothing.</exception>
    public int Add(params ReadOnlySpan<AssetPart> parts)
    {
        int asset = Count;
        for (int i = 0; i < parts.Length; i++)
        {
            CheckPart(asset, parts[i], parts[..i]);
        }

        _parts.AddRange(parts);
        _firstPart.Add(_parts.Count);
        return asset;
    }

    /// <summary>The graph of assets 0 to <paramref name="count"/> − 1, in their order of registration.</summary>
    /// <param name="edges">Child and part; several edges between the same two add their weights.</param>
    /// <param name="ignoredCount">Edges from an asset to itself or to a later one: they carry nothing.</param>
    /// <exception cref="ArgumentException">An edge beyond the assets, or without weight.</exception>
    public static AssetGraph FromEdges(int count, IEnumerable<(int Child, AssetPart Part)> edges, out int ignoredCount)
    {
        SortedDictionary<int, uint>[] parts =
        [
            .. Enumerable.Range(0, count).Select(_ => new SortedDictionary<int, uint>()),
        ];
        ignoredCount = 0;
        foreach ((int child, AssetPart part) in edges)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(child, count);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part.Asset, count);
            if (part.Asset >= child)
            {
                ignoredCount++;
                continue;
            }

            parts[child][part.Asset] = parts[child].GetValueOrDefault(part.Asset) + part.Weight;
        }

        AssetGraph graph = new();
        foreach (SortedDictionary<int, uint> ofChild in parts)
        {
            graph.Add([.. ofChild.Select(part => new AssetPart(part.Key, part.Value))]);
        }

        return graph;
    }

    public ReadOnlySpan<AssetPart> PartsOf(int asset) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_parts)[_firstPart[asset].._firstPart[asset + 1]];

    private static void CheckPart(int asset, AssetPart part, ReadOnlySpan<AssetPart> before)
    {
        if (part.Asset < 0 || part.Asset >= asset)
        {
            throw new ArgumentException(
                $"Asset {asset} cannot be made of {part.Asset}: only assets 0 to {asset - 1} are registered before it."
            );
        }

        if (part.Weight == 0)
        {
            throw new ArgumentException($"Asset {asset} gives its part {part.Asset} no weight; leave the part out.");
        }

        foreach (AssetPart other in before)
        {
            if (other.Asset == part.Asset)
            {
                throw new ArgumentException($"Asset {asset} names its part {part.Asset} twice; add the weights up.");
            }
        }
    }
}

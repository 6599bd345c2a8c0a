using Souk.Simulation.Blueprints;
using Souk.Simulation.Mechanisms.Royalties;
using Souk.Simulation.Numerics;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>The assets of a scenario: those that it lists by name, then those that a rule generates.</summary>
/// <param name="Names">Of the listed ones, in the order of registration.</param>
/// <param name="IgnoredCount">Parts that are listed at or after the asset they are in: they carry nothing.</param>
internal sealed record AssetList(IReadOnlyList<string> Names, AssetGraph Graph, int IgnoredCount)
{
    private const string Example = "agent = 2 model + data";

    /// <exception cref="ArgumentException">No asset, a name listed twice, or a part that is not listed.</exception>
    public static AssetList Read(Part part)
    {
        List<(string Name, IReadOnlyList<WeightedTerm> Parts)> listed =
        [
            .. part.List("assets").Select(value => ReadOne(value.Text)),
        ];
        string[] names = [.. listed.Select(asset => asset.Name)];
        if (names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"assets has '{twice.Key}' twice: write all that it is made of in one line");
        }

        AssetGraph graph = AssetGraph.FromEdges(names.Length, Edges(listed, names), out int ignored);
        Generate(graph, part.Count("generated"), part.Count("generated_parts"), (uint)part.Count("graph_seed"));
        return graph.Count > 0
            ? new AssetList(names, graph, ignored)
            : throw new ArgumentException("assets is empty: list some, or write how many are generated");
    }

    /// <summary>The index of a listed asset.</summary>
    /// <param name="parameter">For messages.</param>
    /// <exception cref="ArgumentException">It is not listed.</exception>
    public int Find(string parameter, string name) => Find(parameter, name, Names);

    private static (string, IReadOnlyList<WeightedTerm>) ReadOne(string text) =>
        text.Contains('=', StringComparison.Ordinal)
            ? WeightedTerm.Read("assets", text, wordCount: 1, Example)
            : (WeightedTerm.Read("assets", text, wordCount: 1, Example).Terms[0].Words[0], []);

    private static IEnumerable<(int Child, AssetPart Part)> Edges(
        IReadOnlyList<(string Name, IReadOnlyList<WeightedTerm> Parts)> listed,
        string[] names
    ) =>
        from child in Enumerable.Range(0, names.Length)
        from term in listed[child].Parts
        select (child, new AssetPart(Find("assets", term.Words[0], names), term.Weight));

    private static int Find(string parameter, string name, IReadOnlyList<string> names)
    {
        int index = names.ToList().IndexOf(name);
        string hint = names.Count > 0 ? $"; did you mean '{NearestWord.To(name, names)}'?" : "; none is listed";
        return index >= 0 ? index : throw new ArgumentException($"{parameter} has '{name}', which is no asset{hint}");
    }

    // Each new asset draws its parts among all earlier ones, with a chance that grows by one for every asset that is made
    // of them (Price 1976, preferential attachment); one that is drawn twice counts once.
    private static void Generate(AssetGraph graph, int count, int partsEach, uint seed)
    {
        List<int> tickets = [.. Enumerable.Range(0, graph.Count)];
        for (int asset = 0; asset < graph.Count; asset++)
        {
            foreach (AssetPart part in graph.PartsOf(asset))
            {
                tickets.Add(part.Asset);
            }
        }

        RandomStream random = new(seed, Replicate: 0);
        SortedSet<int> parts = [];
        for (int i = 0; i < count; i++)
        {
            parts.Clear();
            for (int draw = 0; draw < partsEach && tickets.Count > 0; draw++)
            {
                double uniform = random.Draw(DrawKind.Choice, graph.Count, step: 0, draw).First;
                parts.Add(tickets[(int)(uniform * tickets.Count)]);
            }

            int asset = graph.Add([.. parts.Select(part => new AssetPart(part, Weight: 1))]);
            tickets.AddRange(parts);
            tickets.Add(asset);
        }
    }
}

using System.Text.Json;
using Souk.DuckDb;
using Souk.DuckDb.Parameters;

namespace Souk.Warehouse.Traces;

/// <summary>What an asset is made of, however far upstream: a walk over the edges, generation by generation.</summary>
/// <remarks>An asset is visited once, at its least depth, so a circle ends. One question a generation, planned once and
/// answered by an index, where a recursive query joins anew each time (bench/README.md).</remarks>
internal sealed class Upstream
{
    /// <summary>Keys that one question names: beyond it DuckDB leaves the index aside.</summary>
    private const int KeysMax = 50;

    private readonly Dictionary<string, int> _depths = new(StringComparer.Ordinal);
    private readonly List<LineageEdge> _edges = [];

    private Upstream() { }

    /// <summary>Every asset by its least depth; the one that was asked for is at 0.</summary>
    public IReadOnlyDictionary<string, int> Depths => _depths;

    /// <summary>Whether an asset at the last depth is made of something.</summary>
    public bool IsCut { get; private set; }

    public static Upstream Walk(DuckDBConnection connection, string asset, int depthMax, DateTime? asOf = null)
    {
        Upstream walk = new();
        using DuckDBCommand question = connection.CreateCommand();
        question.CommandText = TraceQuery.Read("generation");
        question.Prepare();
        walk._depths.Add(asset, 0);
        List<string> generation = [asset];
        for (int depth = 0; generation.Count > 0; depth++)
        {
            List<LineageEdge> edges =
            [
                .. generation
                    .Chunk(KeysMax)
                    .SelectMany(keys => Read(question, keys))
                    .Where(edge => !(edge.Time > asOf)),
            ];
            walk._edges.AddRange(edges);
            walk.IsCut = depth == depthMax && edges.Count > 0;
            generation = depth == depthMax ? [] : walk.Enter(edges, depth + 1);
        }

        return walk;
    }

    /// <summary>Between the assets, earliest first. A repeated edge counts once: from when it was first told, at the highest
    /// confidence.</summary>
    public IReadOnlyList<LineageEdge> Edges() =>
        [
            .. _edges
                .Where(edge => _depths.ContainsKey(edge.Object))
                .GroupBy(edge => (edge.Subject, edge.Verb, edge.Object))
                .Select(same =>
                    same.MinBy(edge => edge.Time)! with
                    {
                        ConfidencePpm = same.Max(edge => edge.ConfidencePpm),
                    }
                )
                .OrderBy(edge => edge.Time)
                .ThenBy(edge => edge.Subject, StringComparer.Ordinal)
                .ThenBy(edge => edge.Verb, StringComparer.Ordinal)
                .ThenBy(edge => edge.Object, StringComparer.Ordinal),
        ];

    /// <returns>Those that were not known before.</returns>
    private List<string> Enter(IEnumerable<LineageEdge> edges, int depth) =>
        [.. edges.Where(edge => _depths.TryAdd(edge.Object, depth)).Select(edge => edge.Object)];

    private static List<LineageEdge> Read(DuckDBCommand question, string[] keys)
    {
        question.Parameters.Clear();
        question.Parameters.Add(new DuckDBParameter("assets", keys));
        using DuckDBDataReader rows = question.ExecuteReader();
        List<LineageEdge> edges = [];
        while (rows.Read())
        {
            edges.AddRange(Parse(rows.GetString(0), rows.GetString(1)));
        }

        return edges;
    }

    private static IEnumerable<LineageEdge> Parse(string subject, string edges)
    {
        using JsonDocument told = JsonDocument.Parse(edges);
        foreach (JsonElement edge in told.RootElement.EnumerateArray())
        {
            yield return new LineageEdge(
                subject,
                edge[1].GetString()!,
                edge[0].GetString()!,
                DateTime.UnixEpoch.AddTicks(edge[2].GetInt64() * TimeSpan.TicksPerMicrosecond),
                edge[3].GetString()!,
                edge[4].GetInt32()
            );
        }
    }
}

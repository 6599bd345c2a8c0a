namespace Souk.Indexer.Endpoints;

/// <summary>The widest range that some endpoint answers in one call.</summary>
/// <param name="Blocks">Null for no known cap.</param>
/// <param name="Results">Most logs in a reply; null for no known cap.</param>
internal readonly record struct RangeCaps(long? Blocks, long? Results)
{
    public static RangeCaps WidestOf(IReadOnlyCollection<Endpoint> endpoints) =>
        new(
            WidestOf(endpoints.Select(endpoint => endpoint.Limits.BlocksMax)),
            WidestOf(endpoints.Select(endpoint => endpoint.Limits.ResultsMax))
        );

    private static long? WidestOf(IEnumerable<long?> caps)
    {
        long?[] all = [.. caps];
        return all.Length == 0 || all.Contains(null) ? null : all.Max();
    }
}

namespace Souk.Indexer.Endpoints;

/// <summary>Remembers which endpoints gave answers that hashes disproved. Safe for concurrent use.</summary>
internal sealed class ContradictionLog
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, EndpointContradictions> _known = new(StringComparer.Ordinal);

    /// <param name="endpoint">Holds no key.</param>
    /// <param name="claims">What it said and what disproves it.</param>
    public void Add(string endpoint, IReadOnlyList<string> claims)
    {
        lock (_lock)
        {
            long before = _known.TryGetValue(endpoint, out EndpointContradictions? known) ? known.Count : 0;
            _known[endpoint] = new EndpointContradictions(endpoint, before + claims.Count, claims[^1]);
        }

        EndpointMeter.CountContradictions(endpoint, claims.Count);
    }

    /// <summary>Ordered by endpoint.</summary>
    public IReadOnlyList<EndpointContradictions> Read()
    {
        lock (_lock)
        {
            return [.. _known.Values];
        }
    }
}

/// <summary>Answers of an endpoint about a block's logs that the block's own hash disproved. What is stored is free of
/// them; the endpoint is not to be trusted.</summary>
/// <param name="Endpoint">Without its key; several where it is not known which one gave them.</param>
/// <param name="Last">The last one, in words.</param>
public sealed record EndpointContradictions(string Endpoint, long Count, string Last);

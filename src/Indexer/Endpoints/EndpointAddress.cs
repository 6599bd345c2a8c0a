namespace Souk.Indexer.Endpoints;

/// <summary>An endpoint as its user gives it.</summary>
/// <param name="Url">Absolute, http or https. May hold keys in path, query or user info.</param>
public sealed record EndpointAddress(Uri Url)
{
    /// <summary>Most requests a second, each call of a batch counted; null for no limit but the endpoint's own.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>One endpoint for each chain, without limits.</summary>
    public static ILookup<int, EndpointAddress> Single(IReadOnlyDictionary<int, Uri> endpoints) =>
        endpoints.ToLookup(pair => pair.Key, pair => new EndpointAddress(pair.Value));
}

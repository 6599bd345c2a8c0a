namespace Souk.Indexer.Endpoints;

/// <summary>What an endpoint says of how much less to ask for.</summary>
internal sealed record TooLargeHint
{
    /// <summary>Most blocks in one call, where it says so.</summary>
    public long? BlocksMax { get; init; }

    /// <summary>Most logs in one reply, where it says so.</summary>
    public long? ResultsMax { get; init; }

    /// <summary>Too many logs or bytes for these blocks; others may do.</summary>
    public bool IsAboutResults { get; init; }

    /// <summary>What to ask for instead of so many blocks; null where it does not help.</summary>
    public long? BlocksFor(long blockCount) =>
        BlocksMax is { } blocks && blocks >= 1 && blocks < blockCount ? blocks : null;
}

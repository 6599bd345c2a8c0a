namespace Souk.Indexer.Documents;

/// <summary>What a document may cost. Memory is at most <see cref="SizeBytesMax"/> times
/// <see cref="FetchesAtOnceMax"/>, twice while a buffer grows.</summary>
public sealed record DocumentLimits
{
    public const int SizeBytesMaxDefault = 4 << 20;

    public const int SecondsMaxDefault = 30;

    /// <summary>Longest address that is asked; <c>data:</c> URIs are bound by the size of their document.</summary>
    public const int AddressLengthMax = 2_048;

    /// <summary>After decompression.</summary>
    public int SizeBytesMax { get; init; } = SizeBytesMaxDefault;

    /// <summary>For one document, all attempts and waits together.</summary>
    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(SecondsMaxDefault);

    /// <summary>Longest silence of a server.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(10);

    public int RedirectsMax { get; init; } = 3;

    /// <summary>The first included; only what may pass is tried again.</summary>
    public int AttemptsMax { get; init; } = 3;

    /// <summary>Doubles with every attempt.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public int FetchesAtOnceMax { get; init; } = 8;
}

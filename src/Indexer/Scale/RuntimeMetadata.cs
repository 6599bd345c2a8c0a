namespace Souk.Indexer.Scale;

/// <summary>What a Substrate runtime says of itself: its types, and the events of its pallets.</summary>
/// <param name="Version">Of the format: 14 or 15.</param>
internal sealed record RuntimeMetadata(
    int Version,
    IReadOnlyDictionary<int, ScaleType> Types,
    IReadOnlyList<RuntimePallet> Pallets
)
{
    /// <exception cref="ScaleException">Another format, or bytes that are not what it says.</exception>
    public static RuntimeMetadata Parse(ReadOnlySpan<byte> bytes) => MetadataReader.Read(bytes);
}

/// <param name="Index">The byte that stands for it in an event.</param>
/// <param name="EventType">Type id of its events; null if it has none.</param>
/// <param name="Storage">What it stores, by name.</param>
internal sealed record RuntimePallet(
    string Name,
    byte Index,
    int? EventType,
    IReadOnlyDictionary<string, RuntimeStorage> Storage
);

/// <summary>A value that a pallet stores, or a map of such values.</summary>
/// <param name="Type">Type id of the value.</param>
/// <param name="Hashers">How each part of a map's key is hashed, by the metadata's numbers; empty for a plain value.</param>
internal sealed record RuntimeStorage(int Type, byte[] Hashers);

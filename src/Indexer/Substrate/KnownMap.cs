namespace Souk.Indexer.Substrate;

/// <summary>A map of a pallet's storage that is read by its keys, as it was when they were written down: a runtime in which it is
/// another one is not read.</summary>
/// <param name="Shape">Of a value, as the contract ABI calls it.</param>
/// <param name="Hashers">How each part of a key is hashed, by the metadata's numbers.</param>
internal sealed record KnownMap(string Name, string Shape, params byte[] Hashers)
{
    /// <summary>The pallet that all of them are in.</summary>
    public const string Pallet = "SubtensorModule";

    /// <summary>The key's part itself.</summary>
    public const byte Identity = 6;

    /// <summary>A hash of 16 bytes, and the part behind it.</summary>
    public const byte Blake128Concat = 2;
}

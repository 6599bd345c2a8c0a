namespace Souk.Indexer.Decoding;

/// <summary>A parameter of an event or a function, or a member of a tuple. The name is empty when the source gives
/// none; indexed means carried in a topic.</summary>
public sealed record AbiParameter(string Name, AbiType Type, bool IsIndexed = false)
{
    /// <summary><c>address indexed from</c></summary>
    public string FullText => $"{Type.CanonicalName}{(IsIndexed ? " indexed" : "")} {Name}".TrimEnd();
}

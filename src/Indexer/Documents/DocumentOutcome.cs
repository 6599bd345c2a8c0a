namespace Souk.Indexer.Documents;

/// <summary>What came of asking for a document. Whether it is the right one is another question.</summary>
public enum DocumentOutcome
{
    Fetched,

    /// <summary>The server says that there is none.</summary>
    Missing,

    /// <summary>We do not ask, or do not take what came: host, scheme, address or type are not allowed.</summary>
    Refused,

    TooLarge,

    /// <summary>No whole answer; a later run may get one.</summary>
    Unreachable,
}

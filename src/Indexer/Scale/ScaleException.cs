namespace Souk.Indexer.Scale;

/// <summary>Bytes are not what their type says, or a type is one that we do not know.</summary>
public sealed class ScaleException(string message) : Exception(message);

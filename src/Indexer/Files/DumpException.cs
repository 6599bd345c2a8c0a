namespace Souk.Indexer.Files;

/// <summary>A dump cannot be indexed as it is; nothing of it was stored. The message says where and why.</summary>
public sealed class DumpException(string message, Exception? innerException = null)
    : Exception(message, innerException);

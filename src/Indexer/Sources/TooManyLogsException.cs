namespace Souk.Indexer.Sources;

/// <summary>Blocks have more logs than the caller has room for; fewer blocks may fit.</summary>
internal sealed class TooManyLogsException(string message) : Exception(message);

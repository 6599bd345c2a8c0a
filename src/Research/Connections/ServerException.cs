namespace Souk.Research.Connections;

/// <summary>A server does not answer, or refuses; the message is its own where it gave one.</summary>
public sealed class ServerException(string message, Exception? inner = null) : Exception(message, inner);

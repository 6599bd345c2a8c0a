namespace Souk.Dashboards.Access;

/// <summary>A server that must not start as it was asked to, or a key file that cannot be used; the message says why.</summary>
public sealed class AccessException(string message) : Exception(message);

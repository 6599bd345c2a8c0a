namespace Souk.Dashboards.Publications;

/// <summary>A site that cannot be written; says what to change.</summary>
public sealed class PublicationException(string message) : Exception(message);

namespace Souk.Research.Snapshots;

/// <summary>A snapshot that cannot be used: missing, changed since it was written, or of another schema. Trying again does not help.</summary>
public sealed class SnapshotException(string message) : Exception(message);

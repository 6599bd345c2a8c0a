namespace Souk.Indexer.Manifests;

/// <summary>A manifest, or something it names, is not as it must be. The message says where, what, and what would
/// do.</summary>
public sealed class ManifestException(string message, Exception? innerException = null)
    : Exception(message, innerException);

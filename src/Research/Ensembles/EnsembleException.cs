namespace Souk.Research.Ensembles;

/// <summary>Shards that do not belong together, or are not all there: the message names the folder and the way out.</summary>
public sealed class EnsembleException(string message) : Exception(message);

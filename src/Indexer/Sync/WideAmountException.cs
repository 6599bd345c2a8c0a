namespace Souk.Indexer.Sync;

/// <summary>A mapping wrote an amount that its market table cannot hold. The write is to be done again with rows sifted.
/// </summary>
internal sealed class WideAmountException(string message, Exception? inner = null) : Exception(message, inner);

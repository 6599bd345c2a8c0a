namespace Souk.Warehouse.Storage;

/// <summary>A warehouse file cannot be used as it is. The message says which, why, and what would do.</summary>
public sealed class WarehouseException(string message, Exception? innerException = null)
    : Exception(message, innerException);

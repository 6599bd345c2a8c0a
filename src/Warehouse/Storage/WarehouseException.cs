namespace Souk.Warehouse.Storage;

/// <summary>A warehouse file cannot be used as it is. The message says which, why, and what would do.</summary>
public sealed class WarehouseException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Another process has the file open, so that nobody else can.</summary>
    public static WarehouseException Held(string path, Exception? innerException = null) =>
        new($"Warehouse {path} is held by another process. Stop that process, or ask its server.", innerException);
}

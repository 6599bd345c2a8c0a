namespace Souk.Warehouse.Exports;

/// <summary>An export or a backup cannot be written, or is not what it says. The message says which, and what would do.
/// </summary>
public sealed class ExportException(string message, bool isDiscrepancy = false) : Exception(message)
{
    /// <summary>Whether what was read back differs from what was written; otherwise the request cannot be met.</summary>
    public bool IsDiscrepancy { get; } = isDiscrepancy;
}

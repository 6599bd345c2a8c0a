namespace Souk.Warehouse.Archives;

/// <summary>An archive cannot be written or is not what it says. The message says which file, and what would do.</summary>
public sealed class ArchiveException(string message, bool isDiscrepancy) : Exception(message)
{
    /// <summary>Whether archived facts are not what they were, or not what the warehouse has; otherwise the request
    /// cannot be met.</summary>
    public bool IsDiscrepancy { get; } = isDiscrepancy;
}

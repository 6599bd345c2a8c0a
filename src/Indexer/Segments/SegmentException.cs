namespace Souk.Indexer.Segments;

/// <summary>Segments that cannot be fetched or loaded as asked; nothing was changed. The message names the segment and the way
/// out.</summary>
/// <param name="isDiscrepancy">Whether files are not what they were written as.</param>
public sealed class SegmentException(string message, bool isDiscrepancy = false) : Exception(message)
{
    public bool IsDiscrepancy { get; } = isDiscrepancy;
}

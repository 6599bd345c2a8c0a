namespace Souk.Kernel.Cells;

/// <summary>The cell was interrupted by its user.</summary>
public sealed class CellInterruptedException(CancellationToken cancellation)
    : OperationCanceledException("The cell was interrupted.", cancellation);

using System.Runtime.CompilerServices;

namespace Souk.Kernel.Cells;

/// <summary>What every loop of a cell asks on every turn.</summary>
public static class Interrupts
{
    private static int _armed;

    /// <summary>Throws when the cell that the caller belongs to was interrupted. Costs one read while none is.</summary>
    /// <exception cref="CellInterruptedException">It was interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Poll()
    {
        if (Volatile.Read(ref _armed) != 0)
        {
            CellContext.ThrowIfInterrupted();
        }
    }

    /// <summary>Counts a cell that was interrupted and still runs.</summary>
    internal static void Arm() => Interlocked.Increment(ref _armed);

    internal static void Disarm() => Interlocked.Decrement(ref _armed);
}

namespace Souk.Indexer.Sync;

/// <summary>What one pipeline holds of a budget; disposing gives all of it back. Safe for concurrent use.</summary>
internal sealed class HeldBytes(ByteBudget budget) : IDisposable
{
    private long _bytes;

    /// <returns>False if the budget leaves no room for them, while something is held that will be given back.</returns>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Read(ref _bytes) == 0)
        {
            Change(bytes);
            return true;
        }

        bool isTaken = budget.TryTake(bytes);
        Interlocked.Add(ref _bytes, isTaken ? bytes : 0);
        return isTaken;
    }

    /// <summary>Holds so many bytes more, or fewer.</summary>
    public void Change(long bytes)
    {
        budget.Take(bytes);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Dispose() => Change(-Interlocked.Read(ref _bytes));
}

namespace Souk.Indexer.Sync;

/// <summary>Lets one chain at a time use the one connection that writes.</summary>
internal sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim _free = new(1);

    /// <exception cref="OperationCanceledException">Cancelled before its turn; nothing was done.</exception>
    public T Use<T>(Func<T> work, CancellationToken cancellation = default)
    {
        _free.Wait(cancellation);
        try
        {
            return work();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}

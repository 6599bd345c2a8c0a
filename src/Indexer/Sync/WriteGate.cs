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

    /// <summary>Tells whoever asked for it that a chain is at its head, if blocks were stored.</summary>
    /// <param name="before">The last block before; null where there was none.</param>
    public void TellOf(int chainId, long? before, long? after, SyncOptions options)
    {
        if (options.OnCaughtUp is { } tell && after != before)
        {
            Use(() =>
            {
                tell(chainId);
                return after;
            });
        }
    }

    public void Dispose() => _free.Dispose();
}

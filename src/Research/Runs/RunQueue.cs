using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Souk.Research.Runs;

/// <summary>Pages between the threads of runs and the one that writes; whoever is ahead of a slow disk waits here.</summary>
internal sealed class RunQueue : IDisposable
{
    /// <summary>Pages that wait: of a million agents each is some 16 MB per token.</summary>
    private const int PagesMax = 8;

    private readonly BlockingCollection<RunPage> _pages = new(PagesMax);
    private readonly Action<RunPage> _write;
    private readonly Thread _writer;
    private volatile ExceptionDispatchInfo? _failure;

    /// <param name="write">Called on the writer's thread, one page after another in the order of their arrival.</param>
    public RunQueue(Action<RunPage> write)
    {
        _write = write;
        _writer = new Thread(Write) { Name = "souk run writer", IsBackground = true };
        _writer.Start();
    }

    /// <summary>Hands a page on; waits while the queue is full.</summary>
    /// <remarks>Throws what the writer met, if it can write no more.</remarks>
    public void Add(RunPage page)
    {
        _failure?.Throw();
        _pages.Add(page);
    }

    /// <summary>Returns when all pages are written.</summary>
    public void Finish()
    {
        _pages.CompleteAdding();
        _writer.Join();
        _failure?.Throw();
    }

    public void Dispose()
    {
        _pages.CompleteAdding();
        _writer.Join();
        _pages.Dispose();
    }

    // After a failure pages are taken and dropped, so that nobody waits for room that never comes.
    private void Write()
    {
        foreach (RunPage page in _pages.GetConsumingEnumerable())
        {
            if (_failure is not null)
            {
                continue;
            }

            try
            {
                _write(page);
            }
            catch (Exception failure)
            {
                _failure = ExceptionDispatchInfo.Capture(failure);
            }
        }
    }
}

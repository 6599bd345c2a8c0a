using System.Diagnostics;
using System.Runtime.CompilerServices;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Live;

/// <summary>Tells readers where the index stands as it goes on.</summary>
/// <remarks>However many listen, the warehouse is looked at once per <see cref="LivePace.Delay"/>, and never when
/// nobody does. A look that comes too late is left out; the next one tells the same.</remarks>
internal sealed class LiveDesk(IDashboardData data, LivePace pace)
{
    /// <summary>More are refused: each keeps a connection open.</summary>
    public const int ListenersMax = 256;

    private readonly Lock _gate = new();
    private (long At, Task<IReadOnlyList<ChainTip>> Tips)? _look;
    private int _listeners;

    /// <summary>The last state that a listener was told, for pages to say what they were rendered after; null where nobody
    /// has listened yet.</summary>
    public string? Told { get; private set; }

    /// <summary>Where a listener may still come in.</summary>
    public bool HasRoom => Volatile.Read(ref _listeners) < ListenersMax;

    /// <summary>Identifies what is stored: equal for equal last blocks.</summary>
    public static string StateOf(IEnumerable<ChainTip> tips) =>
        string.Join(' ', tips.Select(tip => $"{tip.ChainId}:{tip.BlockNumber}:{tip.Hash.ToString()[..18]}"));

    /// <summary>The state as it is, and then each that follows; null where nothing new came for the time of a heartbeat.
    /// Ends with its listener.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ChainTip>?> ListenAsync(
        TimeSpan heartbeat,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        Interlocked.Increment(ref _listeners);
        try
        {
            string? told = null;
            long toldAt = Stopwatch.GetTimestamp();
            while (true)
            {
                if (await LookAsync(cancellation) is { } tips && StateOf(tips) is var state && state != told)
                {
                    (told, toldAt) = (state, Stopwatch.GetTimestamp());
                    Tell(state);
                    yield return tips;
                }
                else if (Stopwatch.GetElapsedTime(toldAt) > heartbeat)
                {
                    toldAt = Stopwatch.GetTimestamp();
                    yield return null;
                }

                await Task.Delay(pace.Delay, cancellation);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _listeners);
        }
    }

    // Who hears of a block asks for its page at once: that must not be answered by what was believed before.
    private void Tell(string state)
    {
        if (Told != state)
        {
            Told = state;
            data.ForgetState();
        }
    }

    /// <returns>Null where the warehouse answered too late.</returns>
    private async Task<IReadOnlyList<ChainTip>?> LookAsync(CancellationToken cancellation)
    {
        try
        {
            return await Share().WaitAsync(cancellation);
        }
        catch (ReadTimeException)
        {
            return null;
        }
    }

    /// <summary>The look of another listener, if it is not older than the wait between two.</summary>
    private Task<IReadOnlyList<ChainTip>> Share()
    {
        lock (_gate)
        {
            if (_look is not { } look || Stopwatch.GetElapsedTime(look.At) >= pace.Delay)
            {
                // Not ended by the listener who began it: others wait for it, too.
                look = (Stopwatch.GetTimestamp(), data.ReadAsync(ChainTip.Read, CancellationToken.None));
                _look = look;
            }

            return look.Tips;
        }
    }
}

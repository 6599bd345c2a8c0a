namespace Souk.Indexer.Endpoints;

/// <summary>The range of blocks that an endpoint answers in one call, learned from what it refuses. Safe for concurrent
/// use.</summary>
/// <remarks>A cap on blocks is kept, and tried again at twice its size after <see cref="FirstTrial"/> successes at the cap,
/// then four times more rarely after each refusal. A cap on results holds for the blocks at hand only: the next calls
/// double until nothing is refused.</remarks>
internal sealed class EndpointLimits
{
    /// <summary>Successes at a cap before a wider range is tried.</summary>
    public const int FirstTrial = 16;

    private const int TrialMax = 4096;

    /// <summary>Caps from here on are none.</summary>
    private const long NoCap = 1 << 20;

    private readonly Lock _lock = new();
    private long? _blocksMax;
    private long? _resultsMax;
    private long _pace = NoCap;
    private int _successes;
    private int _trial = FirstTrial;
    private bool _isChanged;

    /// <summary>Most blocks in one call; null where no cap is known.</summary>
    public long? BlocksMax
    {
        get
        {
            lock (_lock)
            {
                return _blocksMax;
            }
        }
    }

    /// <summary>Most logs in one reply; null where no cap is known.</summary>
    public long? ResultsMax
    {
        get
        {
            lock (_lock)
            {
                return _resultsMax;
            }
        }
    }

    /// <summary>What was learned earlier.</summary>
    /// <param name="isOld">Tried again soon.</param>
    public void Restore(long? blocksMax, long? resultsMax, bool isOld)
    {
        lock (_lock)
        {
            (_blocksMax, _resultsMax) = (blocksMax, resultsMax);
            _successes = isOld ? FirstTrial : 0;
        }
    }

    /// <summary>Whether a cap changed since this was last asked.</summary>
    public bool TakeChange()
    {
        lock (_lock)
        {
            (bool isChanged, _isChanged) = (_isChanged, false);
            return isChanged;
        }
    }

    /// <summary>How many of the wanted blocks to ask for.</summary>
    public long BlocksOf(long wanted)
    {
        lock (_lock)
        {
            long cap = _blocksMax ?? NoCap;
            if (_successes >= _trial && wanted > cap)
            {
                _successes = 0;
                cap *= 2;
            }

            return Math.Max(1, Math.Min(wanted, Math.Min(cap, _pace)));
        }
    }

    public void Succeed(long blockCount)
    {
        lock (_lock)
        {
            _pace = blockCount >= _pace ? Math.Min(2 * _pace, NoCap) : _pace;
            if (_blocksMax is not { } cap || blockCount < cap)
            {
                return;
            }

            _successes++;
            if (blockCount > cap)
            {
                Cap(blockCount < NoCap / 2 ? blockCount : null);
                _trial = FirstTrial;
            }
        }
    }

    /// <summary>A call for so many blocks was too large.</summary>
    public void Learn(long blockCount, TooLargeHint hint)
    {
        lock (_lock)
        {
            long less = hint.BlocksFor(blockCount) ?? Math.Max(1, blockCount / 2);
            if (hint.ResultsMax is { } results && results != _resultsMax)
            {
                _resultsMax = results;
                _isChanged = true;
            }

            if (hint.IsAboutResults)
            {
                _pace = less;
            }
            else
            {
                _trial = blockCount > _blocksMax ? Math.Min(4 * _trial, TrialMax) : _trial;
                Cap(Math.Min(less, _blocksMax ?? less));
            }
        }
    }

    private void Cap(long? blocks)
    {
        _isChanged |= blocks != _blocksMax;
        _blocksMax = blocks;
        _successes = 0;
    }
}

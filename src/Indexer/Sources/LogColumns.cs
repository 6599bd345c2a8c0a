using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>Where a log stands and who wrote it.</summary>
/// <param name="LogIndex">Within its block, from 0.</param>
/// <param name="TransactionIndex">Within its block, from 0.</param>
public readonly record struct LogHead(
    long BlockNumber,
    Hash32 BlockHash,
    int LogIndex,
    int TransactionIndex,
    Hash32 TransactionHash,
    Address Address
);

/// <summary>Chain logs as endpoints give them, undecoded, held by column: no object per log. A log is named by its
/// position, from 0. Not for concurrent use.</summary>
/// <remarks>Memory is about 230 bytes a log and its data, doubled as it grows and kept by <see cref="Clear"/>. Spans are
/// valid until logs are added, removed or sorted.</remarks>
public sealed partial class LogColumns
{
    /// <summary>Topics that a log has room for.</summary>
    public const int TopicsPerLog = 4;

    private const int FirstCapacity = 64;

    /// <summary>Of all columns but data.</summary>
    private const int BytesPerLog =
        sizeof(long) + (4 * sizeof(int)) + 1 + Address.ByteCount + ((2 + TopicsPerLog) * Hash32.ByteCount);

    private long[] _blockNumbers = [];
    private Hash32[] _blockHashes = [];
    private int[] _logIndexes = [];
    private int[] _transactionIndexes = [];
    private Hash32[] _transactionHashes = [];
    private Address[] _addresses = [];
    private byte[] _topicCounts = [];
    private Hash32[] _topics = [];
    private int[] _dataStarts = [];
    private int[] _dataLengths = [];
    private byte[] _data = [];
    private int _dataEnd;

    /// <summary>Logs.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<long> BlockNumbers => _blockNumbers.AsSpan(0, Count);

    /// <summary>Zero where logs come from the warehouse, which keeps the hash with the block.</summary>
    public ReadOnlySpan<Hash32> BlockHashes => _blockHashes.AsSpan(0, Count);

    public ReadOnlySpan<int> LogIndexes => _logIndexes.AsSpan(0, Count);

    public ReadOnlySpan<int> TransactionIndexes => _transactionIndexes.AsSpan(0, Count);

    public ReadOnlySpan<Hash32> TransactionHashes => _transactionHashes.AsSpan(0, Count);

    public ReadOnlySpan<Address> Addresses => _addresses.AsSpan(0, Count);

    /// <summary>0 to 4.</summary>
    public ReadOnlySpan<byte> TopicCounts => _topicCounts.AsSpan(0, Count);

    /// <summary>Four per log; those beyond its count are zero.</summary>
    public ReadOnlySpan<Hash32> Topics => _topics.AsSpan(0, Count * TopicsPerLog);

    /// <summary>Memory that is held, used or not.</summary>
    public long CapacityByteCount => ((long)_blockNumbers.Length * BytesPerLog) + _data.Length;

    /// <summary>Memory that the logs need.</summary>
    public long ByteCount => ((long)Count * BytesPerLog) + _dataEnd;

    /// <summary>Bytes of data of all logs.</summary>
    public long DataByteCount
    {
        get
        {
            long total = 0;
            foreach (int length in _dataLengths.AsSpan(0, Count))
            {
                total += length;
            }

            return total;
        }
    }

    /// <summary>The topics that a log has.</summary>
    public ReadOnlySpan<Hash32> TopicsOf(int log) => Topics.Slice(log * TopicsPerLog, TopicCounts[log]);

    public ReadOnlySpan<byte> DataOf(int log) => _data.AsSpan(_dataStarts[log], _dataLengths[log]);

    /// <exception cref="ArgumentException">More than four topics.</exception>
    public void Add(in LogHead head, ReadOnlySpan<Hash32> topics, ReadOnlySpan<byte> data)
    {
        data.CopyTo(ReserveData(data.Length));
        AddReserved(head, topics, data.Length);
    }

    /// <summary>Adds copies of all logs of another.</summary>
    public void Append(LogColumns other)
    {
        int count = Count + other.Count;
        EnsureCapacity(count);
        other.BlockNumbers.CopyTo(_blockNumbers.AsSpan(Count));
        other.BlockHashes.CopyTo(_blockHashes.AsSpan(Count));
        other.LogIndexes.CopyTo(_logIndexes.AsSpan(Count));
        other.TransactionIndexes.CopyTo(_transactionIndexes.AsSpan(Count));
        other.TransactionHashes.CopyTo(_transactionHashes.AsSpan(Count));
        other.Addresses.CopyTo(_addresses.AsSpan(Count));
        other.TopicCounts.CopyTo(_topicCounts.AsSpan(Count));
        other.Topics.CopyTo(_topics.AsSpan(Count * TopicsPerLog));
        other._dataLengths.AsSpan(0, other.Count).CopyTo(_dataLengths.AsSpan(Count));
        // Data goes as it lies, with what removed logs left in it: one copy instead of many.
        other._data.AsSpan(0, other._dataEnd).CopyTo(ReserveData(other._dataEnd));
        for (int log = 0; log < other.Count; log++)
        {
            _dataStarts[Count + log] = _dataEnd + other._dataStarts[log];
        }

        _dataEnd += other._dataEnd;
        Count = count;
    }

    /// <summary>Takes all logs of another, which is empty then. Costs nothing where this one is empty.</summary>
    public void MoveFrom(LogColumns other)
    {
        if (Count > 0)
        {
            Append(other);
            other.Clear();
            return;
        }

        Clear();
        (_blockNumbers, other._blockNumbers) = (other._blockNumbers, _blockNumbers);
        (_blockHashes, other._blockHashes) = (other._blockHashes, _blockHashes);
        (_logIndexes, other._logIndexes) = (other._logIndexes, _logIndexes);
        (_transactionIndexes, other._transactionIndexes) = (other._transactionIndexes, _transactionIndexes);
        (_transactionHashes, other._transactionHashes) = (other._transactionHashes, _transactionHashes);
        (_addresses, other._addresses) = (other._addresses, _addresses);
        (_topicCounts, other._topicCounts) = (other._topicCounts, _topicCounts);
        (_topics, other._topics) = (other._topics, _topics);
        (_dataStarts, other._dataStarts) = (other._dataStarts, _dataStarts);
        (_dataLengths, other._dataLengths) = (other._dataLengths, _dataLengths);
        (_data, other._data) = (other._data, _data);
        (_dataEnd, other._dataEnd) = (other._dataEnd, 0);
        (Count, other.Count) = (other.Count, 0);
    }

    public LogHead HeadOf(int log) =>
        new(
            BlockNumbers[log],
            _blockHashes[log],
            _logIndexes[log],
            _transactionIndexes[log],
            _transactionHashes[log],
            _addresses[log]
        );

    /// <summary>Forgets all logs and keeps the memory for the next ones.</summary>
    public void Clear() => Truncate(0);

    /// <summary>Forgets the logs that were added last.</summary>
    public void Truncate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        Count = count;
        _dataEnd = count == 0 ? 0 : _dataEnd;
    }

    /// <summary>Forgets those logs, named by position. The others keep their order.</summary>
    public void RemoveAll(Predicate<int> isRemoved)
    {
        int kept = 0;
        for (int log = 0; log < Count; log++)
        {
            if (isRemoved(log))
            {
                continue;
            }

            if (kept < log)
            {
                Move(log, kept);
            }

            kept++;
        }

        Truncate(kept);
    }

    /// <summary>Room for the data of the next log, which <see cref="AddReserved"/> adds.</summary>
    internal Span<byte> ReserveData(int byteCount)
    {
        int end = _dataEnd + byteCount;
        if (end > _data.Length)
        {
            Array.Resize(ref _data, Grown(_data.Length, end));
        }

        return _data.AsSpan(_dataEnd, byteCount);
    }

    /// <summary>Puts right what receipts prove by their order.</summary>
    internal void SetIndexes(int log, int logIndex, int transactionIndex)
    {
        _logIndexes[log] = logIndex;
        _transactionIndexes[log] = transactionIndex;
    }

    internal void AddReserved(in LogHead head, ReadOnlySpan<Hash32> topics, int dataByteCount)
    {
        if (topics.Length > TopicsPerLog)
        {
            throw new ArgumentException($"A log has at most {TopicsPerLog} topics, not {topics.Length}.");
        }

        EnsureCapacity(Count + 1);
        _blockNumbers[Count] = head.BlockNumber;
        _blockHashes[Count] = head.BlockHash;
        _logIndexes[Count] = head.LogIndex;
        _transactionIndexes[Count] = head.TransactionIndex;
        _transactionHashes[Count] = head.TransactionHash;
        _addresses[Count] = head.Address;
        _topicCounts[Count] = (byte)topics.Length;
        Span<Hash32> room = _topics.AsSpan(Count * TopicsPerLog, TopicsPerLog);
        topics.CopyTo(room);
        room[topics.Length..].Clear();
        _dataStarts[Count] = _dataEnd;
        _dataLengths[Count] = dataByteCount;
        _dataEnd += dataByteCount;
        Count++;
    }

    private void Move(int from, int to)
    {
        _blockNumbers[to] = _blockNumbers[from];
        _blockHashes[to] = _blockHashes[from];
        _logIndexes[to] = _logIndexes[from];
        _transactionIndexes[to] = _transactionIndexes[from];
        _transactionHashes[to] = _transactionHashes[from];
        _addresses[to] = _addresses[from];
        _topicCounts[to] = _topicCounts[from];
        _topics.AsSpan(from * TopicsPerLog, TopicsPerLog).CopyTo(_topics.AsSpan(to * TopicsPerLog));
        _dataStarts[to] = _dataStarts[from];
        _dataLengths[to] = _dataLengths[from];
    }

    private void EnsureCapacity(int count)
    {
        if (count <= _blockNumbers.Length)
        {
            return;
        }

        int capacity = Grown(Math.Max(_blockNumbers.Length, FirstCapacity / 2), count);
        Array.Resize(ref _blockNumbers, capacity);
        Array.Resize(ref _blockHashes, capacity);
        Array.Resize(ref _logIndexes, capacity);
        Array.Resize(ref _transactionIndexes, capacity);
        Array.Resize(ref _transactionHashes, capacity);
        Array.Resize(ref _addresses, capacity);
        Array.Resize(ref _topicCounts, capacity);
        Array.Resize(ref _topics, capacity * TopicsPerLog);
        Array.Resize(ref _dataStarts, capacity);
        Array.Resize(ref _dataLengths, capacity);
    }

    private static int Grown(int capacity, int needed) =>
        (int)Math.Max(needed, Math.Min(2L * capacity, Array.MaxLength));
}

namespace Souk.Indexer.Sources;

public sealed partial class LogColumns
{
    /// <summary>Orders by block and log index. Costs one look at each log where they are in order, as endpoints mostly
    /// give them.</summary>
    public void Sort()
    {
        if (IsSorted())
        {
            return;
        }

        int[] order = new int[Count];
        for (int log = 0; log < order.Length; log++)
        {
            order[log] = log;
        }

        // Equal places keep their order, so that the outcome does not depend on the sort.
        Array.Sort(order, (one, other) => Compare(one, other) is var sign and not 0 ? sign : one.CompareTo(other));
        Arrange(ref _blockNumbers, order, 1);
        Arrange(ref _blockHashes, order, 1);
        Arrange(ref _logIndexes, order, 1);
        Arrange(ref _transactionIndexes, order, 1);
        Arrange(ref _transactionHashes, order, 1);
        Arrange(ref _addresses, order, 1);
        Arrange(ref _topicCounts, order, 1);
        Arrange(ref _topics, order, TopicsPerLog);
        Arrange(ref _dataStarts, order, 1);
        Arrange(ref _dataLengths, order, 1);
    }

    private bool IsSorted()
    {
        for (int log = 1; log < Count; log++)
        {
            if (Compare(log - 1, log) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private int Compare(int one, int other) =>
        _blockNumbers[one] != _blockNumbers[other]
            ? _blockNumbers[one].CompareTo(_blockNumbers[other])
            : _logIndexes[one].CompareTo(_logIndexes[other]);

    private static void Arrange<T>(ref T[] column, int[] order, int width)
    {
        T[] arranged = new T[column.Length];
        for (int log = 0; log < order.Length; log++)
        {
            column.AsSpan(order[log] * width, width).CopyTo(arranged.AsSpan(log * width));
        }

        column = arranged;
    }
}

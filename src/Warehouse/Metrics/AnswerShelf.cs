using System.Collections.Concurrent;

namespace Souk.Warehouse.Metrics;

/// <summary>Answers of metrics by what they were computed from, for all readers of one warehouse.</summary>
/// <remarks>Those of the last two states are kept: a reader may still be in a snapshot of the one before. Where a new answer needs
/// room, those that nobody asked for the longest go.</remarks>
/// <param name="valuesMax">Values that are kept at most; an answer of more is not kept.</param>
internal sealed class AnswerShelf(int valuesMax)
{
    private readonly Lock _changing = new();
    private readonly ConcurrentDictionary<(string Stamp, MetricAnswers.Question Question), Kept> _tables = [];
    private readonly List<string> _stamps = [];
    private long _values;
    private long _asked;

    /// <summary>Remembers what is answered; null where nobody wants to know.</summary>
    public AnswerJournal? Journal { get; set; }

    public MetricTable? Find(string stamp, MetricAnswers.Question question)
    {
        if (!_tables.TryGetValue((stamp, question), out Kept? kept))
        {
            return null;
        }

        kept.LastAsked = Interlocked.Increment(ref _asked);
        return kept.Table;
    }

    public void Keep(string stamp, MetricAnswers.Question question, MetricTable table)
    {
        lock (_changing)
        {
            Open(stamp);
            long values = ValuesOf(table);
            if (!_stamps.Contains(stamp) || values > valuesMax || _tables.ContainsKey((stamp, question)))
            {
                return;
            }

            MakeRoom(values);
            _tables[(stamp, question)] = new Kept(table) { LastAsked = Interlocked.Increment(ref _asked) };
            _values += values;
        }
    }

    private void MakeRoom(long values)
    {
        while (_values + values > valuesMax)
        {
            Forget(_tables.MinBy(kept => kept.Value.LastAsked).Key);
        }
    }

    private void Forget((string, MetricAnswers.Question) key)
    {
        if (_tables.TryRemove(key, out Kept? kept))
        {
            _values -= ValuesOf(kept.Table);
        }
    }

    private static long ValuesOf(MetricTable table) => (long)table.Rows.Count * table.Columns.Count;

    // A state that was left behind does not come back, so one that is not known is new.
    private void Open(string stamp)
    {
        if (_stamps.Contains(stamp))
        {
            return;
        }

        _stamps.Add(stamp);
        if (_stamps.Count <= 2)
        {
            return;
        }

        string oldest = _stamps[0];
        _stamps.RemoveAt(0);
        foreach (var kept in _tables.Where(kept => kept.Key.Stamp == oldest))
        {
            Forget(kept.Key);
        }
    }

    private sealed class Kept(MetricTable table)
    {
        public MetricTable Table => table;

        /// <summary>Which question it last answered, counted over all.</summary>
        public long LastAsked { get; set; }
    }
}

using System.Collections.Concurrent;

namespace Souk.Warehouse.Metrics;

/// <summary>Answers of metrics by what they were computed from, for all readers of one warehouse.</summary>
/// <remarks>Those of the last two states are kept: a reader may still be in a snapshot of the one before.</remarks>
/// <param name="valuesMax">Values that are kept at most; the answer that would go beyond is not kept.</param>
internal sealed class AnswerShelf(int valuesMax)
{
    private readonly Lock _changing = new();
    private readonly ConcurrentDictionary<(string Stamp, MetricAnswers.Question Question), MetricTable> _tables = [];
    private readonly List<string> _stamps = [];
    private long _values;

    /// <summary>Remembers what is answered; null where nobody wants to know.</summary>
    public AnswerJournal? Journal { get; set; }

    public MetricTable? Find(string stamp, MetricAnswers.Question question) =>
        _tables.GetValueOrDefault((stamp, question));

    public void Keep(string stamp, MetricAnswers.Question question, MetricTable table)
    {
        lock (_changing)
        {
            Open(stamp);
            long values = ValuesOf(table);
            if (_stamps.Contains(stamp) && _values + values <= valuesMax && _tables.TryAdd((stamp, question), table))
            {
                _values += values;
            }
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
            _values -= ValuesOf(kept.Value);
            _tables.TryRemove(kept.Key, out _);
        }
    }
}

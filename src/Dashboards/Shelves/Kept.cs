using System.Collections.Concurrent;

namespace Souk.Dashboards.Shelves;

/// <summary>What was worked out before, up to a number of answers; then all are forgotten and kept anew.</summary>
/// <remarks>Only what follows from its key alone may be kept here. Two who ask at once may both work it out.</remarks>
/// <param name="countMax">Answers that are kept at most.</param>
internal sealed class Kept<TKey, TValue>(int countMax)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _known = new();

    public int Count => _known.Count;

    public TValue Of(TKey key, Func<TValue> work) =>
        _known.TryGetValue(key, out TValue? known) ? known : Keep(key, work());

    public async Task<TValue> OfAsync(TKey key, Func<Task<TValue>> work) =>
        _known.TryGetValue(key, out TValue? known) ? known : Keep(key, await work());

    private TValue Keep(TKey key, TValue value)
    {
        if (_known.Count >= countMax)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(key, value);
    }
}

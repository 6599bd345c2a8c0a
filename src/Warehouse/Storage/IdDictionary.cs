namespace Souk.Warehouse.Storage;

/// <summary>Integer ids for keys, counted up from 0. New ids are provisional until their write commits.</summary>
public sealed class IdDictionary<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _ids = [];
    private readonly List<TKey> _added = [];

    /// <summary>Keys that got an id since the last commit, in order of their ids.</summary>
    public IReadOnlyList<TKey> Added => _added;

    /// <summary>Id of the first of <see cref="Added"/>.</summary>
    public int FirstAddedId => _ids.Count - _added.Count;

    public int IdOf(TKey key)
    {
        if (!_ids.TryGetValue(key, out int id))
        {
            id = _ids.Count;
            _ids.Add(key, id);
            _added.Add(key);
        }

        return id;
    }

    /// <summary>The added ids are stored.</summary>
    public void Keep() => _added.Clear();

    /// <summary>The write failed: the added ids were never given.</summary>
    public void Forget()
    {
        foreach (TKey key in _added)
        {
            _ids.Remove(key);
        }

        _added.Clear();
    }
}

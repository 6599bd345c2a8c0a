using System.Runtime.InteropServices;

namespace Souk.Simulation.Mechanisms.DataPools;

/// <summary>Open positions by the step that ends them and by contributor.</summary>
/// <remarks>A step costs what ends in it, however many positions are open. Places of positions that ended are used again.</remarks>
internal sealed class PositionCalendar
{
    private const int None = -1;

    private readonly List<Entry> _entries = [];
    private readonly Stack<int> _unused = [];
    private readonly Dictionary<int, List<int>> _dueByStep = [];
    private readonly Stack<List<int>> _spareLists = [];
    private readonly List<DataPosition> _due = [];
    private readonly int[] _newest;
    private int _firstDueStep = int.MaxValue;

    public PositionCalendar(int contributorCount)
    {
        _newest = new int[contributorCount];
        Array.Fill(_newest, None);
    }

    /// <summary>Positions that are open.</summary>
    public int Count { get; private set; }

    public void Add(in DataPosition position)
    {
        int place = _unused.Count > 0 ? _unused.Pop() : _entries.Count;
        if (place == _entries.Count)
        {
            _entries.Add(default);
        }

        ref int newest = ref _newest[position.Contributor];
        if (newest != None)
        {
            At(newest).Newer = place;
        }

        At(place) = new Entry(position) { Older = newest, IsOpen = true };
        newest = place;
        Count++;
        Enlist(place, position.DueStep);
    }

    /// <summary>All positions of a contributor end with a step, unless they end before.</summary>
    public void EndBy(int contributor, int step)
    {
        for (int place = _newest[contributor]; place != None; place = At(place).Older)
        {
            ref Entry entry = ref At(place);
            if (step < entry.Position.DueStep)
            {
                entry.Position.ConsentStep = step;
                Enlist(place, step);
            }
        }
    }

    /// <summary>Removes what ends by a step: step by step, each in the order in which it was staked, then what was revoked.</summary>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<DataPosition> TakeDue(int step)
    {
        _due.Clear();
        for (; _firstDueStep <= step && _dueByStep.Count > 0; _firstDueStep++)
        {
            if (_dueByStep.Remove(_firstDueStep, out List<int>? places))
            {
                foreach (int place in places)
                {
                    Leave(place);
                }

                places.Clear();
                _spareLists.Push(places);
            }
        }

        return CollectionsMarshal.AsSpan(_due);
    }

    /// <summary>Forgets all positions and keeps the memory.</summary>
    public void Clear()
    {
        foreach (List<int> places in _dueByStep.Values)
        {
            places.Clear();
            _spareLists.Push(places);
        }

        _dueByStep.Clear();
        _entries.Clear();
        _unused.Clear();
        Array.Fill(_newest, None);
        Count = 0;
    }

    private void Enlist(int place, int step)
    {
        if (!_dueByStep.TryGetValue(step, out List<int>? places))
        {
            _dueByStep[step] = places = _spareLists.Count > 0 ? _spareLists.Pop() : [];
        }

        places.Add(place);
        At(place).ListCount++;
        _firstDueStep = _dueByStep.Count == 1 ? step : Math.Min(_firstDueStep, step);
    }

    // A position that was revoked is in two lists: it ends with the first, and its place is free with the last.
    private void Leave(int place)
    {
        ref Entry entry = ref At(place);
        entry.ListCount--;
        if (entry.IsOpen)
        {
            entry.IsOpen = false;
            Unlink(entry);
            Count--;
            _due.Add(entry.Position);
        }

        if (entry.ListCount == 0)
        {
            _unused.Push(place);
        }
    }

    private void Unlink(in Entry entry)
    {
        if (entry.Newer == None)
        {
            _newest[entry.Position.Contributor] = entry.Older;
        }
        else
        {
            At(entry.Newer).Older = entry.Older;
        }

        if (entry.Older != None)
        {
            At(entry.Older).Newer = entry.Newer;
        }
    }

    private ref Entry At(int place) => ref CollectionsMarshal.AsSpan(_entries)[place];

    private struct Entry(DataPosition position)
    {
        public DataPosition Position = position;
        public int Older = None;
        public int Newer = None;
        public int ListCount = 0;
        public bool IsOpen = false;
    }
}

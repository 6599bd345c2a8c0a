using Souk.Simulation.Crews;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Populations;

/// <summary>The few agents of a population that do something in a step, each with an amount, by row.</summary>
/// <remarks>
/// A loop over chunks opens a part for each and closes it; <see cref="Complete"/> then puts the parts in the order of
/// rows, whatever the order in which threads wrote them. Later rules walk the few instead of all.
/// </remarks>
public sealed class Shortlist : Slot, IAgentRows
{
    private int[] _rows;
    private Int128[] _amounts;
    private int[] _firsts;
    private int[] _counts;
    private int _partCount;
    private int _count;

    internal Shortlist(Population population, string name)
        : base($"{population.Name}.{name}", isInitialised: false)
    {
        _rows = new int[population.Count];
        _amounts = new Int128[population.Count];
        _firsts = new int[PartsMax(population.Count)];
        _counts = new int[PartsMax(population.Count)];
        population.Join(this);
    }

    /// <summary>Rows of the agents, rising.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _count);

    /// <summary>Base units, one per row of <see cref="Rows"/>.</summary>
    public ReadOnlySpan<Int128> Amounts => _amounts.AsSpan(0, _count);

    /// <summary>Starts anew.</summary>
    public void Begin()
    {
        _count = 0;
        _partCount = 0;
    }

    /// <summary>Room for the agents of rows <paramref name="first"/> to <paramref name="end"/> − 1.</summary>
    public ShortlistPart Open(int first, int end) =>
        new(first, _rows.AsSpan(first, end - first), _amounts.AsSpan(first, end - first));

    /// <summary>Keeps what a part holds.</summary>
    public void Close(ShortlistPart part)
    {
        int index = Interlocked.Increment(ref _partCount) - 1;
        _firsts[index] = part.First;
        _counts[index] = part.Count;
    }

    /// <summary>Puts the parts together, after the loop and on one thread.</summary>
    public void Complete()
    {
        Array.Sort(_firsts, _counts, 0, _partCount);
        _count = 0;
        for (int part = 0; part < _partCount; part++)
        {
            _rows.AsSpan(_firsts[part], _counts[part]).CopyTo(_rows.AsSpan(_count));
            _amounts.AsSpan(_firsts[part], _counts[part]).CopyTo(_amounts.AsSpan(_count));
            _count += _counts[part];
        }
    }

    void IAgentRows.Grow(int count)
    {
        if (count > _rows.Length)
        {
            int capacity = Population.CapacityFor(count, _rows.Length);
            Array.Resize(ref _rows, capacity);
            Array.Resize(ref _amounts, capacity);
            Array.Resize(ref _firsts, PartsMax(capacity));
            Array.Resize(ref _counts, PartsMax(capacity));
        }
    }

    void IAgentRows.CheckFree(int index) { }

    void IAgentRows.Clear(int index) { }

    void IAgentRows.Reset(int count) => Begin();

    internal override void Reset() { }

    internal override object Save() => (Rows.ToArray(), Amounts.ToArray());

    internal override void Restore(object saved)
    {
        (int[] rows, Int128[] amounts) = ((int[], Int128[]))saved;
        rows.CopyTo(_rows, 0);
        amounts.CopyTo(_amounts, 0);
        _count = rows.Length;
    }

    internal override bool Differs(object saved)
    {
        (int[] rows, Int128[] amounts) = ((int[], Int128[]))saved;
        return !Rows.SequenceEqual(rows) || !Amounts.SequenceEqual(amounts);
    }

    /// <summary>Drops the last agent and gives the others other amounts.</summary>
    internal override void Disturb()
    {
        _count = Math.Max(0, _count - 1);
        foreach (ref Int128 amount in _amounts.AsSpan(0, _count))
        {
            amount += 1;
        }
    }

    private static int PartsMax(int rowCount) => (rowCount / Crew.ChunkRowsMin) + 1;
}

/// <summary>What one chunk adds to a shortlist.</summary>
public ref struct ShortlistPart
{
    private readonly Span<int> _rows;
    private readonly Span<Int128> _amounts;

    internal ShortlistPart(int first, Span<int> rows, Span<Int128> amounts)
    {
        First = first;
        _rows = rows;
        _amounts = amounts;
    }

    /// <summary>First row of the chunk.</summary>
    public int First { get; }

    public int Count { get; private set; }

    /// <summary>Adds an agent; rows must rise.</summary>
    public void Add(int row, Int128 amount)
    {
        _rows[Count] = row;
        _amounts[Count] = amount;
        Count++;
    }
}

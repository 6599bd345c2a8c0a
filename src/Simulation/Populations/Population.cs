using Souk.Simulation.Slots;

namespace Souk.Simulation.Populations;

/// <summary>Agents of one kind as rows of columns. As a slot it stands for who is alive.</summary>
/// <remarks>
/// Loops run over all rows, 0 to <see cref="Count"/> − 1; where agents can die they ask <see cref="IsAlive"/>. A dead
/// agent's row is given to the next newcomer, the row freed last first. Columns double when they are full, so growth
/// costs a constant time per newcomer, and nothing within a loop over agents.
/// </remarks>
public sealed class Population : Slot
{
    private readonly List<IAgentRows> _rows = [];
    private readonly Stack<int> _free = new();
    private readonly int _initialCount;
    private uint[] _generations;
    private bool[] _isAlive;

    internal Population(string name, int count)
        : base(name, isInitialised: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _initialCount = count;
        _generations = new uint[count];
        _isAlive = new bool[count];
        Reset();
    }

    /// <summary>Rows in use, dead agents included: the length of every column.</summary>
    public int Count { get; private set; }

    public int AliveCount { get; private set; }

    public ReadOnlySpan<bool> IsAlive => _isAlive.AsSpan(0, Count);

    /// <summary>The id of the agent that has a row now.</summary>
    public AgentId IdAt(int index) => new(index, _generations.AsSpan(0, Count)[index]);

    /// <summary>Whether the id's agent lives.</summary>
    public bool Has(AgentId agent) =>
        (uint)agent.Index < (uint)Count && _isAlive[agent.Index] && _generations[agent.Index] == agent.Generation;

    /// <summary>Adds an agent, whose columns have their initial values.</summary>
    /// <remarks>Moves columns when they are full: take spans anew afterwards.</remarks>
    public AgentId Add()
    {
        if (_free.TryPop(out int index))
        {
            foreach (IAgentRows rows in _rows)
            {
                rows.Clear(index);
            }
        }
        else
        {
            index = Count;
            Grow(Count + 1);
        }

        _isAlive[index] = true;
        AliveCount++;
        return IdAt(index);
    }

    /// <summary>Ends an agent's life; its row is free.</summary>
    /// <exception cref="ArgumentException">It is dead already.</exception>
    /// <exception cref="InvalidOperationException">It still holds tokens; nothing changes.</exception>
    public void Remove(AgentId agent)
    {
        int index = RowOf(agent);
        foreach (IAgentRows rows in _rows)
        {
            rows.CheckFree(index);
        }

        _isAlive[index] = false;
        unchecked
        {
            _generations[index]++;
        }

        AliveCount--;
        _free.Push(index);
    }

    /// <summary>The row of a living agent.</summary>
    /// <exception cref="ArgumentException">The agent is dead.</exception>
    public int RowOf(AgentId agent) =>
        Has(agent)
            ? agent.Index
            : throw new ArgumentException(
                $"{Name}[{agent.Index}] of generation {agent.Generation} is not alive.",
                nameof(agent)
            );

    internal bool HasRows(IAgentRows rows) => _rows.Contains(rows);

    internal void Join(IAgentRows rows) => _rows.Add(rows);

    internal static int CapacityFor(int count, int capacity) => Math.Max(count, checked(2 * capacity));

    internal override void Reset()
    {
        _free.Clear();
        Array.Clear(_generations);
        Array.Fill(_isAlive, true, 0, _initialCount);
        Array.Clear(_isAlive, _initialCount, _isAlive.Length - _initialCount);
        Count = _initialCount;
        AliveCount = _initialCount;
        foreach (IAgentRows rows in _rows)
        {
            rows.Reset(_initialCount);
        }
    }

    internal override object Save() => new Saved(Count, AliveCount, [.. _generations], [.. _isAlive], [.. _free]);

    internal override void Restore(object saved)
    {
        Saved state = (Saved)saved;
        Count = state.Count;
        AliveCount = state.AliveCount;
        Array.Clear(_generations);
        Array.Clear(_isAlive);
        state.Generations.CopyTo(_generations, 0);
        state.IsAlive.CopyTo(_isAlive, 0);
        _free.Clear();
        foreach (int index in state.Free.Reverse())
        {
            _free.Push(index);
        }
    }

    internal override bool Differs(object saved)
    {
        Saved state = (Saved)saved;
        return Count != state.Count
            || !IsAlive.SequenceEqual(state.IsAlive.AsSpan(0, Count))
            || !_generations.AsSpan(0, Count).SequenceEqual(state.Generations.AsSpan(0, Count));
    }

    /// <summary>Turns life and death around in every row, without touching anything else.</summary>
    internal override void Disturb()
    {
        foreach (ref bool isAlive in _isAlive.AsSpan(0, Count))
        {
            isAlive = !isAlive;
        }
    }

    private void Grow(int count)
    {
        if (count > _isAlive.Length)
        {
            int capacity = CapacityFor(count, _isAlive.Length);
            Array.Resize(ref _isAlive, capacity);
            Array.Resize(ref _generations, capacity);
        }

        foreach (IAgentRows rows in _rows)
        {
            rows.Grow(count);
        }

        Count = count;
    }

    private sealed record Saved(int Count, int AliveCount, uint[] Generations, bool[] IsAlive, int[] Free);
}

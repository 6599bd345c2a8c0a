using System.Runtime.InteropServices;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Populations;

/// <summary>One property of all agents of a population.</summary>
/// <remarks>Take <see cref="Span"/> at the start of a rule: a population that grows moves its columns.</remarks>
public sealed class Column<T> : Slot, IAgentRows, IResult
    where T : unmanaged
{
    private readonly T _initial;
    private readonly Population _population;
    private T[] _values;

    internal Column(Population population, string name, T? initial)
        : base($"{population.Name}.{name}", initial is not null)
    {
        _population = population;
        _initial = initial ?? default;
        _values = new T[population.Count];
        Array.Fill(_values, _initial);
        population.Join(this);
    }

    /// <summary>The values by row, of living and dead agents alike.</summary>
    public Span<T> Span => _values.AsSpan(0, _population.Count);

    public ref T this[int index] => ref Span[index];

    /// <summary>The value of one agent.</summary>
    /// <exception cref="ArgumentException">The agent is dead.</exception>
    public ref T this[AgentId agent] => ref Span[_population.RowOf(agent)];

    ReadOnlySpan<byte> IResult.Bytes => MemoryMarshal.AsBytes(Span);

    void IAgentRows.Grow(int count)
    {
        if (count > _values.Length)
        {
            int old = _values.Length;
            Array.Resize(ref _values, Population.CapacityFor(count, old));
            Array.Fill(_values, _initial, old, _values.Length - old);
        }
    }

    void IAgentRows.CheckFree(int index) { }

    void IAgentRows.Clear(int index) => _values[index] = _initial;

    void IAgentRows.Reset(int count) => Array.Fill(_values, _initial);

    // The population resets its columns, because they must agree on the number of rows.
    internal override void Reset() { }

    internal override object Save() => Span.ToArray();

    // Rows beyond the saved ones await newcomers, so they start anew.
    internal override void Restore(object saved)
    {
        Array.Fill(_values, _initial);
        ((T[])saved).CopyTo(_values, 0);
    }

    internal override bool Differs(object saved) =>
        !MemoryMarshal.AsBytes(Span).SequenceEqual(MemoryMarshal.AsBytes(((T[])saved).AsSpan()));

    /// <summary>Reverses the rows and changes each value.</summary>
    internal override void Disturb()
    {
        Span.Reverse();
        if (typeof(T) == typeof(double))
        {
            foreach (ref double value in MemoryMarshal.Cast<T, double>(Span))
            {
                value = (1.5 * value) + 1;
            }

            return;
        }

        Span<byte> bytes = MemoryMarshal.AsBytes(Span);
        int size = bytes.Length / Math.Max(1, Span.Length);
        for (int i = 0; i < bytes.Length; i += size)
        {
            bytes[i] ^= 1;
        }
    }
}

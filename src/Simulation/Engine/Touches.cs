using Souk.Simulation.Slots;

namespace Souk.Simulation.Engine;

/// <summary>How a rule uses a slot.</summary>
internal enum TouchKind
{
    Read,
    ReadYesterday,
    Write,
    Update,
    Add,

    /// <summary>Gives newcomers their rows; follows from updating the population.</summary>
    Extend,
}

/// <summary>What a rule says it reads and writes. The order of a step follows from it.</summary>
public sealed class Touches
{
    private readonly List<(Slot Slot, TouchKind Kind)> _all = [];
    private readonly List<string> _after = [];

    /// <summary>Reads today's value: the rule runs after all that write the slot in its phase.</summary>
    public Touches Reads(params ReadOnlySpan<Slot> slots) => Add(TouchKind.Read, slots);

    /// <summary>Reads yesterday's value: the rule runs before all that write the slot today.</summary>
    public Touches ReadsYesterday(params ReadOnlySpan<Slot> slots) => Add(TouchKind.ReadYesterday, slots);

    /// <summary>Replaces the value without looking at it.</summary>
    public Touches Writes(params ReadOnlySpan<Slot> slots) => Add(TouchKind.Write, slots);

    /// <summary>Reads and changes the value; sees whatever others added in its phase.</summary>
    public Touches Updates(params ReadOnlySpan<Slot> slots) => Add(TouchKind.Update, slots);

    /// <summary>Adds to the value without looking at it, as a payment to an account does. Any number of rules may.</summary>
    public Touches Adds(params ReadOnlySpan<Slot> slots) => Add(TouchKind.Add, slots);

    /// <summary>Runs after another rule of its phase, where slots do not say so.</summary>
    public Touches After(string rule)
    {
        _after.Add(rule);
        return this;
    }

    internal IReadOnlyList<(Slot Slot, TouchKind Kind)> All => _all;

    internal IReadOnlyList<string> Predecessors => _after;

    internal bool Has(Slot slot, params ReadOnlySpan<TouchKind> kinds)
    {
        foreach ((Slot touched, TouchKind kind) in _all)
        {
            if (ReferenceEquals(touched, slot) && kinds.Contains(kind))
            {
                return true;
            }
        }

        return false;
    }

    internal bool Changes(Slot slot) => Has(slot, TouchKind.Write, TouchKind.Update, TouchKind.Add, TouchKind.Extend);

    internal Touches Extends(params ReadOnlySpan<Slot> slots) => Add(TouchKind.Extend, slots);

    private Touches Add(TouchKind kind, ReadOnlySpan<Slot> slots)
    {
        foreach (Slot slot in slots)
        {
            _all.Add((slot, kind));
        }

        return this;
    }
}

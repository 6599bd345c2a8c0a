using Souk.Simulation.Slots;

namespace Souk.Simulation.OwnRules;

/// <summary>A quantity that a rule reads.</summary>
public sealed class Reading
{
    private readonly Slot[] _slots;
    private readonly Func<double> _read;

    internal Reading(Slot[] slots, Func<double> read)
    {
        _slots = slots;
        _read = read;
    }

    /// <summary>In whole units: tokens, USD, days. For money to the base unit read an account.</summary>
    public double Value => _read();

    /// <summary>What the rule has to declare.</summary>
    public ReadOnlySpan<Slot> Slots => _slots;
}

namespace Souk.Simulation.Slots;

/// <summary>A named piece of a model's state. Rules declare which slots they read and write.</summary>
/// <remarks>
/// Values are read and written through the typed slot itself, so a rule pays no look-up. The engine saves, restores and
/// disturbs slots only when it checks that rules keep to what they declared.
/// </remarks>
public abstract class Slot
{
    private protected Slot(string name, bool isInitialised)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        IsInitialised = isInitialised;
    }

    /// <summary>Unique within its model, for example `price` or `treasury.MASA`.</summary>
    public string Name { get; }

    /// <summary>Whether it has a value before any rule ran.</summary>
    public bool IsInitialised { get; }

    public override string ToString() => Name;

    /// <summary>Returns to the value from before the first step.</summary>
    internal abstract void Reset();

    /// <summary>A copy of the value.</summary>
    internal abstract object Save();

    internal abstract void Restore(object saved);

    internal abstract bool Differs(object saved);

    /// <summary>Puts another value in place, so that a rule that reads it is found out.</summary>
    internal abstract void Disturb();
}

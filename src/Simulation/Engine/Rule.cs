using Souk.Simulation.Crews;

namespace Souk.Simulation.Engine;

/// <summary>A mechanism of a protocol or a policy of people: something that happens once per step.</summary>
/// <remarks>
/// A rule holds its slots in fields, declares them, and touches no other. It allocates nothing when it runs. Its fields
/// are fixed once it is made; scratch memory may be kept, memory of earlier steps belongs into slots or must be forgotten
/// in <see cref="Forget"/>.
/// </remarks>
public abstract class Rule(string name, Phase phase)
{
    /// <summary>Unique within its model.</summary>
    public string Name { get; } = name;

    public Phase Phase { get; } = phase;

    /// <summary>
    /// Whether the rule remembers earlier steps outside of slots, as one around a mechanism with a book of its own does.
    /// The check of declared reads runs rules twice, so it leaves these out.
    /// </summary>
    public virtual bool HasMemory => false;

    /// <summary>Says what the rule reads and writes; asked once, when the model is scheduled.</summary>
    public abstract void Declare(Touches touches);

    public abstract void Run(in Step step);

    /// <summary>Returns to how the rule was when it was made, before each run.</summary>
    public virtual void Forget() { }

    public override string ToString() => Name;
}

/// <summary>A rule that is one small piece of code, for models written as lists of rules.</summary>
internal sealed class SmallRule(string name, Phase phase, Action<Touches> declare, Action<Step> run) : Rule(name, phase)
{
    public override void Declare(Touches touches) => declare(touches);

    public override void Run(in Step step) => run(step);
}

/// <summary>A rule whose work is a loop over agents that threads share.</summary>
public abstract class AgentRule(string name, Phase phase) : Rule(name, phase), IChunkLoop
{
    private Step _step;

    /// <summary>Rows to loop over.</summary>
    protected abstract int RowCount { get; }

    public sealed override void Run(in Step step)
    {
        _step = step;
        Open(step);
        step.Crew.Run(this, RowCount);
        Close(step);
    }

    void IChunkLoop.Run(int first, int end, int worker) => Loop(_step, first, end, worker);

    /// <summary>Before the loop, on one thread.</summary>
    protected virtual void Open(in Step step) { }

    /// <summary>Rows <paramref name="first"/> to <paramref name="end"/> − 1: writes those rows only; sums go to a tally.</summary>
    protected abstract void Loop(in Step step, int first, int end, int worker);

    /// <summary>After the loop, on one thread.</summary>
    protected virtual void Close(in Step step) { }
}

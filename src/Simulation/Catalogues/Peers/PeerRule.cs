using Souk.Simulation.Engine;
using Souk.Simulation.Peers.Sequences;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Peers;

/// <summary>The state of a rebuilt model while it runs, as all its rules see it.</summary>
/// <param name="before">Makes the state before the first step.</param>
internal sealed class PeerState<TState>(Func<TState> before)
{
    public TState Value = before();

    public void Forget() => Value = before();
}

/// <summary>One rule of a rebuilt model. Its place in the sequential phase is its place in the model's own order.</summary>
/// <remarks>
/// What such rules hand on lies in a state of many doubles that only they see; the clock that each of them moves on
/// stands for it, so that the schedule shows that all of them belong together.
/// </remarks>
internal sealed class PeerRule<TState, TParameters>(
    string name,
    SequentialRule<TState, TParameters> apply,
    PeerState<TState> state,
    Func<int, TParameters> parametersAt,
    Counter clock
) : Rule(name, Phase.Sequential)
{
    public override bool HasMemory => true;

    public override void Declare(Touches touches) => touches.Updates(clock);

    public override void Run(in Step step)
    {
        apply(ref state.Value, parametersAt(step.Index), step.Index + 1);
        clock.Value++;
    }

    public override void Forget() => state.Forget();
}

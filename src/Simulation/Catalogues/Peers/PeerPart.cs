using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Peers.Sequences;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Peers;

/// <summary>A whole model of others as the only part of a scenario: a step of it is a day of the scenario.</summary>
internal abstract class PeerPart<TState, TParameters> : Component
{
    private readonly Dial<TParameters> _parameters;
    private readonly Counter _clock;
    private int _day;

    protected PeerPart(
        ModelAssembly assembly,
        Part part,
        Func<Part, TParameters> read,
        Func<TParameters, TState> before
    )
        : base(assembly, part)
    {
        _parameters = Dial(read);
        _clock = Model.Counter($"{Name}.rules_run", 0);
        State = new PeerState<TState>(() => before(_parameters.AtStart));
    }

    protected PeerState<TState> State { get; }

    /// <summary>The parameters that hold on the day last run.</summary>
    protected TParameters Now => _parameters.At(_day);

    protected void Play(RuleSequence<TState, TParameters> sequence)
    {
        foreach ((string name, SequentialRule<TState, TParameters> apply) in sequence.Rules)
        {
            Model.Add(new PeerRule<TState, TParameters>($"{Name} {name}", apply, State, At, _clock));
        }
    }

    protected TParameters AtStart => _parameters.AtStart;

    private TParameters At(int day)
    {
        _day = day;
        return _parameters.At(day);
    }
}

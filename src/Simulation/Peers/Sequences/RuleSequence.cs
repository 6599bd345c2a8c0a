namespace Souk.Simulation.Peers.Sequences;

/// <summary>One rule of a rebuilt model: changes the state, and sees what the rules before it did.</summary>
/// <param name="step">The step that is being made; the first is 1.</param>
public delegate void SequentialRule<TState, TParameters>(ref TState state, TParameters parameters, int step);

/// <summary>Rules that run one after another in a stated order, as in the model that they are rebuilt from.</summary>
/// <remarks>
/// Results depend on that order, unlike those of Souk's own models: whoever shows them says so. Amounts are doubles,
/// because the published numbers are; nothing is conserved by construction.
/// </remarks>
public sealed class RuleSequence<TState, TParameters>
{
    private readonly (string Name, SequentialRule<TState, TParameters> Apply)[] _rules;

    public RuleSequence(params (string Name, SequentialRule<TState, TParameters> Apply)[] rules) => _rules = rules;

    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<(string Name, SequentialRule<TState, TParameters> Apply)> Rules => _rules;

    /// <summary>Makes one step.</summary>
    public void Apply(ref TState state, TParameters parameters, int step)
    {
        foreach ((_, SequentialRule<TState, TParameters> apply) in _rules)
        {
            apply(ref state, parameters, step);
        }
    }
}

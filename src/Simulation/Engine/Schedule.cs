using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Engine;

/// <summary>The order in which the rules of a model run, derived from what they declare.</summary>
/// <remarks>
/// Within a phase whoever writes a slot comes before whoever reads it, additions come before updates, and readers of
/// yesterday's value come before all of them. Where declarations leave the order open, the order of addition decides.
/// </remarks>
public sealed class Schedule
{
    private readonly Model _model;
    private readonly Touches[] _touches;
    private readonly List<string> _problems = [];

    /// <exception cref="ModelException">No order keeps to the declarations; says which rules and slots are at odds.</exception>
    public Schedule(Model model)
    {
        _model = model;
        _touches = [.. model.Rules.Select(Declared)];
        CheckNames();
        foreach (int rule in Enumerable.Range(0, _touches.Length))
        {
            SlotChecks.Check(model.Rules, _touches, rule, _problems);
        }

        if (_problems.Count == 0)
        {
            Start = InOrder([Phase.Start]);
            Step = InOrder(Enum.GetValues<Phase>().Where(phase => phase != Phase.Start));
        }

        if (_problems.Count > 0)
        {
            throw new ModelException(model.Name, _problems);
        }
    }

    /// <summary>Rules of the start, by index into the model's rules.</summary>
    public IReadOnlyList<int> Start { get; } = [];

    /// <summary>Rules of a step, by index into the model's rules.</summary>
    public IReadOnlyList<int> Step { get; } = [];

    /// <summary>What the rule at an index declared.</summary>
    internal Touches TouchesOf(int rule) => _touches[rule];

    /// <summary>Rules that declare to change balances of a token.</summary>
    internal IEnumerable<string> WritersOf(Token token) =>
        _model
            .Rules.Where(
                (_, rule) =>
                    _touches[rule]
                        .All.Any(touch =>
                            touch.Slot is Holdings held && held.Token == token && _touches[rule].Changes(held)
                        )
            )
            .Select(rule => rule.Name);

    /// <summary>Declared slots that the model does not have.</summary>
    internal IEnumerable<(Rule Rule, string Slot)> Strangers() =>
        _model.Rules.SelectMany(
            (rule, index) =>
                _touches[index]
                    .All.Where(touch => !_model.Slots.Contains(touch.Slot))
                    .Select(touch => (rule, touch.Slot.Name))
        );

    private Touches Declared(Rule rule)
    {
        Touches touches = new();
        rule.Declare(touches);
        foreach (Population population in _model.Slots.OfType<Population>().Where(touches.Changes))
        {
            touches.Extends([.. _model.Slots.Where(slot => IsRowOf(slot, population) && !touches.Changes(slot))]);
        }

        return touches;
    }

    private static bool IsRowOf(Slot slot, Population population) =>
        slot is Holdings held
            ? held.Group.Population == population
            : slot is IAgentRows rows && population.HasRows(rows);

    private void CheckNames()
    {
        IEnumerable<string> names = _model
            .Rules.Select(rule => $"rule '{rule.Name}'")
            .Concat(_model.Slots.Select(slot => $"slot '{slot.Name}'"));
        _problems.AddRange(
            names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"{group.Key} exists twice")
        );
        foreach (Rule rule in _model.Rules.Where(rule => !Enum.IsDefined(rule.Phase)))
        {
            _problems.Add($"rule '{rule.Name}' is in phase {(int)rule.Phase}, which does not exist");
        }
    }

    private List<int> InOrder(IEnumerable<Phase> phases) => [.. phases.SelectMany(InOrder)];

    private List<int> InOrder(Phase phase)
    {
        List<int> rules = [.. Enumerable.Range(0, _touches.Length).Where(i => _model.Rules[i].Phase == phase)];
        if (phase == Phase.Sequential)
        {
            return rules;
        }

        RuleGraph graph = new(rules);
        Slot[] slots = [.. rules.SelectMany(rule => _touches[rule].All.Select(touch => touch.Slot)).Distinct()];
        foreach (Slot slot in slots)
        {
            Relate(graph, rules, slot);
        }

        AddPredecessors(graph, rules);
        List<int> sorted = graph.Sorted();
        if (sorted.Count < rules.Count)
        {
            _problems.Add($"cycle in {Name(phase)}: {graph.Cycle(rule => _model.Rules[rule].Name)}");
            return rules;
        }

        foreach (Slot slot in _model.BreaksTiesByAddition ? [] : slots)
        {
            CheckWriters(graph, rules, slot, phase);
        }

        return sorted;
    }

    private void Relate(RuleGraph graph, List<int> rules, Slot slot)
    {
        int[] extenders = With(rules, slot, TouchKind.Extend);
        int[] adders = [.. extenders, .. With(rules, slot, TouchKind.Add)];
        int[] updaters = With(rules, slot, TouchKind.Update);
        int[] writers = [.. adders, .. updaters, .. With(rules, slot, TouchKind.Write)];
        foreach (int writer in writers)
        {
            Array.ForEach(With(rules, slot, TouchKind.Read), reader => graph.Order(writer, reader, slot));
            Array.ForEach(With(rules, slot, TouchKind.ReadYesterday), reader => graph.Order(reader, writer, slot));
        }

        foreach (int extender in extenders)
        {
            Array.ForEach(writers.Except(extenders).ToArray(), writer => graph.Order(extender, writer, slot));
        }

        foreach (int adder in adders)
        {
            Array.ForEach(updaters, updater => graph.Order(adder, updater, slot));
        }
    }

    private int[] With(List<int> rules, Slot slot, TouchKind kind) =>
        [.. rules.Where(rule => _touches[rule].Has(slot, kind))];

    private void AddPredecessors(RuleGraph graph, List<int> rules)
    {
        foreach (int rule in rules)
        {
            foreach (string before in _touches[rule].Predecessors)
            {
                int index = rules.FindIndex(other => _model.Rules[other].Name == before);
                if (index < 0)
                {
                    string phase = Name(_model.Rules[rule].Phase);
                    _problems.Add($"'{_model.Rules[rule].Name}' runs after '{before}', which is not a rule of {phase}");
                    continue;
                }

                graph.Order(rules[index], rule, "after");
            }
        }
    }

    // Additions commute; all other pairs of writers need an order.
    private void CheckWriters(RuleGraph graph, List<int> rules, Slot slot, Phase phase)
    {
        int[] writers = [.. rules.Where(rule => _touches[rule].Changes(slot))];
        for (int i = 0; i < writers.Length; i++)
        {
            for (int k = i + 1; k < writers.Length; k++)
            {
                (int a, int b) = (writers[i], writers[k]);
                bool isAddition = _touches[a].Has(slot, TouchKind.Add) && _touches[b].Has(slot, TouchKind.Add);
                if (!isAddition && !graph.IsBefore(a, b) && !graph.IsBefore(b, a))
                {
                    _problems.Add(
                        $"'{_model.Rules[a].Name}' and '{_model.Rules[b].Name}' both write '{slot}' in {Name(phase)}"
                            + " and nothing says which comes first: let one run after the other, or let both add"
                    );
                }
            }
        }
    }

    private static string Name(Phase phase) => phase.ToString().ToLowerInvariant();
}

using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Engine;

/// <summary>Slots, rules, initial values and metrics: all that a simulation is made of.</summary>
/// <remarks>
/// A model holds the state of one run at a time, so threads that run replicates each need their own. Add slots first,
/// then the rules that use them, then give it to a <see cref="Simulator"/>.
/// </remarks>
public sealed class Model
{
    private readonly List<Slot> _slots = [];
    private readonly List<Rule> _rules = [];
    private readonly List<MetricReader> _metrics = [];
    private readonly List<Population> _populations = [];
    private readonly List<IResult> _results = [];

    /// <param name="name">Appears in messages.</param>
    /// <param name="steps">How many steps a run has.</param>
    public Model(string name, int steps)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Name = name;
        Steps = steps;
        Ledger = new TokenLedger(new AccountChart());
    }

    public string Name { get; }

    public int Steps { get; }

    /// <summary>
    /// Whether amounts are doubles, as in the model that this one is rebuilt from. Such a model has no tokens, nothing
    /// is conserved by construction, and its results say so.
    /// </summary>
    public bool IsFloatingPointReference { get; init; }

    /// <summary>
    /// Whether rules that change one slot in one phase run in the order of addition where declarations leave it open,
    /// instead of being refused: for models whose parts a file lists in an order that people see.
    /// </summary>
    public bool BreaksTiesByAddition { get; init; }

    /// <summary>What results of this model must be read with: `sequential phase`, `floating-point reference`.</summary>
    public IReadOnlyList<string> Labels =>
        [
            .. _rules.Exists(rule => rule.Phase == Phase.Sequential) ? ["sequential phase"] : Array.Empty<string>(),
            .. IsFloatingPointReference ? ["floating-point reference"] : Array.Empty<string>(),
        ];

    public TokenLedger Ledger { get; }

    public IReadOnlyList<Slot> Slots => _slots;

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<Rule> Rules => _rules;

    public IReadOnlyList<MetricSpec> Metrics => [.. _metrics.Select(metric => metric.Spec)];

    /// <summary>Agents at the start, of all populations.</summary>
    public int AgentCount => _populations.Sum(population => population.Count);

    /// <summary>Agents of one kind.</summary>
    public Population Population(string name, int count)
    {
        Population population = Keep(new Population(name, count));
        _populations.Add(population);
        return population;
    }

    /// <summary>A property of agents with an initial value; without one, a rule must write it before another reads it.</summary>
    public Column<T> Column<T>(Population population, string name, T? initial = null)
        where T : unmanaged => Keep(new Column<T>(population, name, initial));

    /// <summary>The agents of a population that do something in a step, each with an amount.</summary>
    public Shortlist Shortlist(Population population, string name) => Keep(new Shortlist(population, name));

    public Signal Signal(string name, double? initial = null) => Keep(new Signal(name, initial));

    public Amount Amount(string name, Int128? initial = null) => Keep(new Amount(name, initial));

    public Counter Counter(string name, long? initial = null) => Keep(new Counter(name, initial));

    /// <summary>A token of the ledger.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The supply does not fit at this scale.</exception>
    public Token Token(string symbol, int decimals, Int128 supplyMax) =>
        Keep(Ledger.AddToken(symbol, decimals, supplyMax));

    /// <summary>An account.</summary>
    public AccountGroup Account(string name, AccountKind kind) => Ledger.AddAccounts(name, kind);

    /// <summary>A number of accounts.</summary>
    public AccountGroup Accounts(string name, AccountKind kind, int count) => Ledger.AddAccounts(name, kind, count);

    /// <summary>An account per agent.</summary>
    public AccountGroup Accounts(Population population, AccountKind kind) => Ledger.AddAccounts(population, kind);

    /// <summary>The balances of a token in a group of accounts, for rules to declare. Ask once for each pair.</summary>
    public Holdings Holdings(Token token, AccountGroup group) => Keep(new Holdings(Ledger, token, group));

    public T Add<T>(T rule)
        where T : Rule
    {
        _rules.Add(rule);
        return rule;
    }

    /// <summary>Adds a rule that is one small piece of code.</summary>
    /// <param name="declare">Says what it reads and writes.</param>
    /// <param name="run">Called once per step.</param>
    public void Rule(string name, Phase phase, Action<Touches> declare, Action<Step> run) =>
        Add(new SmallRule(name, phase, declare, run));

    /// <summary>A series of the results: <paramref name="read"/> is called at the close of each step.</summary>
    public void Metric(MetricSpec spec, Func<double> read) => _metrics.Add(new(spec, read, Units: null));

    /// <summary>A series of an amount: recorded in whole tokens, and in base units for whoever keeps results exactly.</summary>
    /// <param name="decimals">10 to this power base units are one token.</param>
    public void Metric(MetricSpec spec, int decimals, Func<Int128> readUnits) =>
        _metrics.Add(
            new(spec with { Decimals = decimals }, () => BaseUnits.ToNumber(readUnits(), decimals), readUnits)
        );

    /// <summary>Makes the final value part of the digest; balances and metrics always are.</summary>
    public void Result<T>(Scalar<T> scalar)
        where T : unmanaged, System.Numerics.INumber<T> => _results.Add(scalar);

    /// <summary>Makes the final values part of the digest.</summary>
    public void Result<T>(Column<T> column)
        where T : unmanaged => _results.Add(column);

    internal IReadOnlyList<IResult> Results => _results;

    internal MetricReader[] Readers => [.. _metrics];

    /// <summary>Puts every slot back to where it was before the first step.</summary>
    internal void Reset()
    {
        Ledger.Clear();
        foreach (Slot slot in _slots)
        {
            slot.Reset();
        }

        foreach (Rule rule in _rules)
        {
            rule.Forget();
        }
    }

    /// <summary>Takes slots that were made elsewhere, such as those of a population with typed columns.</summary>
    internal void Adopt(ReadOnlySpan<Slot> slots)
    {
        foreach (Slot slot in slots)
        {
            _slots.Add(slot);
            if (slot is Population population)
            {
                _populations.Add(population);
            }
        }
    }

    private T Keep<T>(T slot)
        where T : Slot
    {
        _slots.Add(slot);
        return slot;
    }
}

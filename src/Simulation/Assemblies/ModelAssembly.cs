using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Formulas;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>A model under construction: what its parts share while they add accounts, slots and rules.</summary>
internal sealed class ModelAssembly
{
    private readonly Dictionary<string, Component> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Token, AccountGroup Group), Holdings> _holdings = [];
    private readonly Dictionary<string, TokenTallies> _tallies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _paid = new(StringComparer.Ordinal);
    private readonly Dictionary<Rule, Component> _owners = [];
    private Component? _connecting;
    private int _ownedCount;

    public ModelAssembly(Blueprint blueprint, List<ScenarioError> errors, bool isFloatingPointReference = false)
    {
        Blueprint = blueprint;
        Errors = errors;
        Published = new Publications(this);
        Model = new Model(blueprint.Name, blueprint.HorizonDays)
        {
            BreaksTiesByAddition = true,
            IsFloatingPointReference = isFloatingPointReference,
        };
        foreach (TokenDeclaration token in blueprint.Tokens)
        {
            Int128 supplyMax = token.SupplyMax is { } max
                ? QuantityText.BaseUnits(max, token.Decimals)
                : Token.SupplyLimit;
            Model.Token(token.Symbol, token.Decimals, supplyMax);
            _tallies[token.Symbol] = new TokenTallies(Model, token.Symbol);
        }
    }

    public Blueprint Blueprint { get; }

    public Model Model { get; }

    public List<ScenarioError> Errors { get; }

    /// <summary>What rules of the scenario's own may read.</summary>
    public Publications Published { get; }

    public List<Opening> Openings { get; } = [];

    public List<VotedChange> VotedChanges { get; } = [];

    /// <summary>A bit per vote that passed; null where the scenario has no votes.</summary>
    public Counter? EnactedVotes { get; set; }

    public IEnumerable<Component> Components => _components.Values;

    /// <summary>All parts of which something becomes free in a token.</summary>
    public IReadOnlyList<IUnlocks> UnlocksOf(Token token) =>
        [.. Components.OfType<IUnlocks>().Where(one => one.Unlocking == token)];

    /// <summary>The part whose rules are being added.</summary>
    public Component? Connecting
    {
        get => _connecting;
        set
        {
            NoteOwners();
            _connecting = value;
        }
    }

    /// <summary>The part that added a rule; null for rules of the assembly's own.</summary>
    public Component? OwnerOf(Rule rule) => _owners.GetValueOrDefault(rule);

    public void Add(Component component) => _components[component.Name] = component;

    public Component? Find(string part) => _components.GetValueOrDefault(part);

    public Token TokenOf(string symbol) => Model.Ledger.Tokens.First(token => token.Symbol == symbol);

    /// <summary>The unit that a text names, such as `USD/day` or `1`.</summary>
    /// <exception cref="ArgumentException">A word that is no unit, or a unit with a factor, such as hours.</exception>
    public Unit UnitOf(string text)
    {
        try
        {
            FormulaNames names = new(new Dictionary<string, Unit>(), Blueprint.Tokens.Select(token => token.Symbol));
            Formula formula = Formula.Parse(text, names);
            return formula.Evaluate([]) == 1
                ? formula.Unit
                : throw new ArgumentException($"unit is '{text}', which is a number of units: write {formula.Unit}");
        }
        catch (FormulaException failure)
        {
            throw new ArgumentException($"unit is '{text}': {failure.Reason}", failure);
        }
    }

    /// <summary>The unit in which formulas read a number, and by what it is multiplied for that.</summary>
    /// <remarks>What is counted in words without a unit, such as tasks or shares, is a plain number.</remarks>
    public (Unit Unit, double Factor) ScaleOf(string text)
    {
        FormulaNames names = new(new Dictionary<string, Unit>(), Blueprint.Tokens.Select(token => token.Symbol));
        if (text.Split('/').Any(word => word != "1" && names.FindUnit(word) is null))
        {
            return (Unit.None, 1);
        }

        Formula formula = Formula.Parse(text, names);
        return (formula.Unit, formula.Evaluate([]));
    }

    public TokenTallies TalliesOf(Token token) => _tallies[token.Symbol];

    /// <summary>The one slot for a token's balances in a group of accounts.</summary>
    public Holdings Holdings(Token token, AccountGroup group)
    {
        if (!_holdings.TryGetValue((token.Index, group), out Holdings? held))
        {
            _holdings[(token.Index, group)] = held = Model.Holdings(token, group);
        }

        return held;
    }

    /// <summary>Notes that some part pays into another.</summary>
    public void NotePayment(string part) => _paid.Add(part);

    public bool IsPaid(string part) => _paid.Contains(part);

    public void Fail(Part part, string? parameter, string message)
    {
        Origin at =
            parameter is not null && part.Settings[parameter].Origin is { Line: > 0 } origin ? origin : part.Origin;
        string path = parameter is null ? part.Name : $"{part.Name}.{parameter}";
        Errors.Add(new ScenarioError(path, message, at.Line, at.Column) { File = at.File });
    }

    private void NoteOwners()
    {
        for (; _ownedCount < Model.Rules.Count; _ownedCount++)
        {
            if (_connecting is not null)
            {
                _owners[Model.Rules[_ownedCount]] = _connecting;
            }
        }
    }
}

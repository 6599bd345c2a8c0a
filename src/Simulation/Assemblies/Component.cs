using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>A part of a scenario on its way into a model.</summary>
/// <remarks>
/// The constructor makes accounts and populations, so that other parts can refer to them; <see cref="Connect"/> then adds
/// the rules. Both may throw argument exceptions of mechanisms: they are shown at the part's place in its file.
/// </remarks>
internal abstract partial class Component(ModelAssembly assembly, Part part)
{
    private readonly LivePart _live = new(
        part,
        assembly.Blueprint.Timeline,
        assembly.VotedChanges,
        assembly.EnactedVotes,
        assembly.Model
    );

    public Part Part { get; } = part;

    public string Name => Part.Name;

    /// <summary>Where payments to the part go; null where it takes none.</summary>
    public virtual AccountGroup? Inlet => null;

    /// <summary>Accounts of those whom the part stands for, who stake and vote; null where it stands for nobody.</summary>
    public virtual AccountGroup? Wallets => Inlet;

    /// <summary>Whether the part does nothing unless another pays into it.</summary>
    public virtual bool NeedsPayer => false;

    /// <summary>How often the part was used on the day, such as the orders of buyers; null where nothing is counted.</summary>
    public virtual Counter? Usage => null;

    /// <summary>Whether the part mints or burns a token that its rules declare to change, beside what a curve does for its trades.</summary>
    public virtual bool ChangesSupply => true;

    public LivePart Live => _live;

    /// <summary>Whether payments in a token come to any use; asked once all parts have their accounts.</summary>
    public virtual bool Takes(Token token) => true;

    protected ModelAssembly Assembly { get; } = assembly;

    protected Model Model => Assembly.Model;

    protected TokenLedger Ledger => Assembly.Model.Ledger;

    /// <summary>Adds rules and metrics, once all parts have their accounts.</summary>
    public abstract void Connect();

    /// <summary>Finds what the part reads of others by name, once all of them are connected.</summary>
    public virtual void Resolve() { }

    /// <summary>The run's luck for this part: two parts of one kind do not share their draws.</summary>
    /// <remarks>It hangs on the part's name alone, so that adding a part leaves the luck of the others as it is.</remarks>
    public RandomStream Luck(RandomStream random)
    {
        uint salt = 2_166_136_261;
        foreach (char letter in Name)
        {
            salt = unchecked((salt ^ letter) * 16_777_619);
        }

        return random with
        {
            Seed = random.Seed ^ salt,
        };
    }

    /// <summary>Declares what every rule of the part reads: which votes passed, and its parameters that are formulas.</summary>
    public void DeclareParameters(Touches touches)
    {
        if (_live.EnactedVotes is { } votes)
        {
            touches.Reads(votes);
        }

        touches.Reads([.. _live.Computed.Select(parameter => (Slot)parameter.Today)]);
    }

    /// <summary>Adds the rule that computes the part's formulas each morning, once all that they may read is known.</summary>
    public void BindFormulas()
    {
        if (_live.Computed.Count == 0)
        {
            return;
        }

        foreach (ComputedParameter parameter in _live.Computed)
        {
            foreach (Part then in _live.AllVersions)
            {
                parameter.Bind(Assembly, then);
            }
        }

        Model.Rule($"{Name} formulas", Phase.Observe, DeclareFormulas, step => UpdateFormulas(step.Index));
    }

    // Yesterday's close is what people know in the morning; the date is today's.
    private void DeclareFormulas(Touches touches)
    {
        if (_live.EnactedVotes is { } votes)
        {
            touches.Reads(votes);
        }

        foreach (Slot slot in _live.Computed.SelectMany(parameter => parameter.Slots).Distinct())
        {
            _ = Assembly.Published.IsToday(slot) ? touches.Reads(slot) : touches.ReadsYesterday(slot);
        }

        touches.Writes([.. _live.Computed.Select(parameter => (Slot)parameter.Today)]);
    }

    private void UpdateFormulas(int day)
    {
        Part then = _live.At(day);
        foreach (ComputedParameter parameter in _live.Computed)
        {
            parameter.Update(then.Settings[parameter.Spec.Name], day);
        }
    }

    protected Dial<T> Dial<T>(Func<Part, T> read) => new(_live, read);

    protected bool Has(string parameter) => Part.Settings[parameter].Values.Count > 0;

    /// <summary>The token whose symbol an amount carries.</summary>
    protected Token TokenOf(string parameter) => Assembly.TokenOf(Part.Word(parameter));

    /// <summary>Base units of an amount.</summary>
    protected Int128 AmountOf(string parameter) => Part.BaseUnits(parameter, TokenOf(parameter).Decimals);

    protected Component Other(string parameter) => Assembly.Find(Part.Word(parameter))!;

    protected Holdings Held(Token token, AccountGroup group) => Assembly.Holdings(token, group);

    /// <summary>The account of the part that a parameter names, for payments to it.</summary>
    /// <param name="token">What is paid; null where it is not known yet.</param>
    /// <exception cref="ArgumentException">The part takes no payments, or none in this token.</exception>
    protected AccountGroup PayeeOf(string parameter, Token? token = null)
    {
        Component other = Other(parameter);
        Assembly.NotePayment(other.Name);
        AccountGroup inlet =
            other.Inlet ?? throw new ArgumentException($"{parameter} is {other.Name}, which takes no payments.");
        return token is null || other.Takes(token)
            ? inlet
            : throw new ArgumentException($"{parameter} is {other.Name}, which has no use for {token.Symbol}.");
    }

    /// <summary>As <see cref="PayeeOf"/>, where one account is needed.</summary>
    /// <exception cref="ArgumentException">The part takes no payments, or has an account per agent.</exception>
    protected AccountGroup OnePayeeOf(string parameter, Token? token = null) =>
        PayeeOf(parameter, token) is { Population: null, Count: 1 } group
            ? group
            : throw new ArgumentException($"{parameter} is {Part.Word(parameter)}: name a part with one account.");

    /// <summary>The accounts of those whom a part stands for.</summary>
    /// <exception cref="ArgumentException">It stands for nobody who could hold tokens.</exception>
    protected AccountGroup WalletsOf(string parameter, string part) =>
        Assembly.Find(part)!.Wallets
        ?? throw new ArgumentException($"{parameter} is {part}, which holds no tokens of its own.");

    /// <exception cref="ArgumentException">Another token.</exception>
    protected void RequireToken(string parameter, Token token)
    {
        if (Part.Word(parameter) != token.Symbol)
        {
            throw new ArgumentException($"{parameter} is in {Part.Word(parameter)}, and {token.Symbol} is needed.");
        }
    }

    protected void Open(string parameter, Holdings to, Int128 amount) =>
        Assembly.Openings.Add(new Opening(to, amount, $"{Name}.{parameter}", OriginOf(parameter)));

    protected void Fail(string? parameter, string message) => Assembly.Fail(Part, parameter, message);

    protected void Rule(string suffix, Phase phase, Action<Touches> declare, Action<Step> run) =>
        Model.Rule(
            suffix.Length == 0 ? Name : $"{Name} {suffix}",
            phase,
            touches =>
            {
                // At the start no vote was held.
                if (phase != Phase.Start)
                {
                    DeclareParameters(touches);
                }

                declare(touches);
            },
            run
        );

    /// <summary>A series of the results in whole tokens.</summary>
    protected void Metric(string key, string title, Token token, string meaning, Func<Int128> read) =>
        Model.Metric(new MetricSpec($"{Name}.{key}", $"{Name}: {title}", token.Symbol, meaning), token.Decimals, read);

    protected void Metric(string key, string title, string unit, string meaning, Func<double> read) =>
        Model.Metric(new MetricSpec($"{Name}.{key}", $"{Name}: {title}", unit, meaning), read);

    /// <summary>Whole days between the scenario's start and a date; the start itself where no date is given.</summary>
    protected int DayOf(Part part, string parameter) =>
        part.Settings[parameter].Values.Count == 0
            ? 0
            : part.Date(parameter).DayNumber - Assembly.Blueprint.Start.DayNumber;

    /// <summary>Pays from a single account to one account or, in equal parts, to many.</summary>
    protected void Pay(Holdings from, Holdings to, Int128 amount)
    {
        if (to.Group.Count == 1)
        {
            Ledger.Transfer(from.Token.Index, from.Account, to.Group.First, amount);
        }
        else
        {
            Split.PayEqually(Ledger, from.Token.Index, from.Account, to.Group.Range, amount);
        }
    }

    private Origin OriginOf(string parameter) =>
        Part.Settings[parameter].Origin is { Line: > 0 } origin ? origin : Part.Origin;
}

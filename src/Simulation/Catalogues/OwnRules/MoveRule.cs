using System.Numerics;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Formulas;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.OwnRules;

/// <summary>`rule.transfer`, `rule.burn`, `rule.mint`: money that moves by a formula.</summary>
/// <remarks>
/// The formula is computed without rounding; the result is rounded down to base units, and the rest stays where it is.
/// An amount below zero is none. Nobody pays more than they hold, and nothing is minted beyond supply_max.
/// </remarks>
internal sealed class MoveRule : FormulaRule
{
    // Whose accounts can be spent from without breaking a promise of their part, such as reserved rewards.
    private static readonly string[] _payers = ["account", "fees", "buy_back", "people.traders"];

    private readonly Token _token;
    private readonly Amount _moved;
    private Holdings? _from;
    private Holdings? _to;

    public static CatalogueEntry Transfer { get; } =
        Entry("rule.transfer", "Moves what a formula says from one account to another.", hasFrom: true, hasTo: true);

    public static CatalogueEntry Burn { get; } =
        Entry("rule.burn", "Burns what a formula says.", hasFrom: true, hasTo: false);

    public static CatalogueEntry Mint { get; } =
        Entry("rule.mint", "Mints what a formula says.", hasFrom: false, hasTo: true);

    private MoveRule(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _token = TokenOf("token");
        _moved = Model.Amount($"{Name}.moved", 0);
    }

    protected override string Quantity => "amount";

    protected override Unit QuantityUnit => Unit.Of(_token.Symbol);

    public override void Connect()
    {
        _from = Names("from") ? Held(_token, OneAccountOf("from")) : null;
        // New tokens need one account; what is moved can be shared by many.
        _to = !Names("to") ? null : Held(_token, _from is null ? OnePayeeOf("to", _token) : PayeeOf("to"));
        base.Connect();
        Show("moved", _token, _moved);
    }

    protected override void DeclareChanges(Touches touches)
    {
        TokenTallies tallies = Assembly.TalliesOf(_token);
        touches.Adds(_moved);
        _ = _from is null ? touches.Updates(_token).Adds(tallies.Emitted) : touches.Updates(_from);
        _ = _to is null ? touches.Adds(_token, tallies.Burned) : touches.Adds(_to);
    }

    protected override void Apply(Fraction amount)
    {
        Int128 most = _from?.Balance ?? (_token.SupplyMax - _token.Supply);
        BigInteger wanted = (amount * Fraction.Of(BaseUnits.One(_token.Decimals), 1)).Floor();
        Int128 moved = (Int128)BigInteger.Clamp(wanted, BigInteger.Zero, most);
        _moved.Value += moved;
        TokenTallies tallies = Assembly.TalliesOf(_token);
        if (_from is null)
        {
            Ledger.Mint(_token.Index, _to!.Account, moved);
            tallies.Emitted.Value += moved;
        }
        else if (_to is null)
        {
            Ledger.Burn(_token.Index, _from.Account, moved);
            tallies.Burned.Value += moved;
        }
        else
        {
            Pay(_from, _to, moved);
        }
    }

    private bool Names(string parameter) => Part.Settings.ContainsKey(parameter);

    private AccountGroup OneAccountOf(string parameter) =>
        Other(parameter).Inlet is { Population: null, Count: 1 } group
            ? group
            : throw new ArgumentException($"{parameter} is {Part.Word(parameter)}: name a part with one account.");

    private static CatalogueEntry Entry(string name, string meaning, bool hasFrom, bool hasTo) =>
        new(
            new(
                name,
                meaning,
                "the scenario's own (docs/OWN-RULES.md)",
                [
                    .. hasFrom
                        ?
                        [
                            new ParameterSpec("from", ParameterKind.Part, "Who pays.")
                            {
                                Words = _payers,
                                IsFixed = true,
                            },
                        ]
                        : Array.Empty<ParameterSpec>(),
                    .. hasTo
                        ? [new ParameterSpec("to", ParameterKind.Part, "Who is paid.") { IsFixed = true }]
                        : Array.Empty<ParameterSpec>(),
                    new("token", ParameterKind.Token, "Which token.") { IsFixed = true },
                    new(
                        "amount",
                        ParameterKind.Formula,
                        "How much each time, in the token; rounded down to base units."
                    ),
                    .. FormulaTerms.Timing,
                ]
            )
            {
                Publishes = [new("moved", "token", "Moved, burned or minted by the rule since the start.")],
            },
            (assembly, part) => new MoveRule(assembly, part)
        );
}

using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Formulas;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.OwnRules;

/// <summary>`rule.set`: a signal that other formulas read as `part.value`. It is a double, so it is never money.</summary>
internal sealed class SetRule : FormulaRule
{
    private readonly Signal _value;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "rule.set",
                "A number by a formula; it keeps its value on days on which its condition does not hold.",
                "the scenario's own (docs/OWN-RULES.md)",
                [
                    new("unit", ParameterKind.Text, "What it counts, such as USD/day; 1 for plain numbers.")
                    {
                        Default = "1",
                        IsFixed = true,
                    },
                    new("initial", ParameterKind.Number, "Before the first time, in that unit.")
                    {
                        Default = "0",
                        Min = double.NegativeInfinity,
                        IsFixed = true,
                    },
                    new("value", ParameterKind.Formula, "Each time."),
                    .. FormulaTerms.Timing,
                ]
            )
            {
                Publishes = [new("value", "UNIT", "Set by a formula of the scenario.")],
            },
            (assembly, part) => new SetRule(assembly, part)
        );

    private SetRule(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        QuantityUnit = Assembly.UnitOf(part.Word("unit"));
        _value = Model.Signal($"{Name}.value", part.Number("initial"));
    }

    protected override string Quantity => "value";

    protected override Unit QuantityUnit { get; }

    public override void Connect()
    {
        base.Connect();
        ShowIn(QuantityUnit.ToString(), "value", () => _value.Value, _value);
    }

    // Updates, for it keeps the former value where the condition does not hold.
    protected override void DeclareChanges(Touches touches) => touches.Updates(_value);

    protected override void Apply(Fraction amount) => _value.Value = amount.ToNumber();
}

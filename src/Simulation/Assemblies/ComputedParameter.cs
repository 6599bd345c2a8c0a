using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>A parameter that is a formula, with today's number.</summary>
internal sealed class ComputedParameter(Model model, Part part, ParameterSpec spec)
{
    private readonly Dictionary<Setting, BoundFormula<Fraction>> _formulas = new(ReferenceEqualityComparer.Instance);

    public ParameterSpec Spec => spec;

    /// <summary>In the unit in which the kind is held.</summary>
    public Signal Today { get; } =
        model.Signal($"{part.Name}.{spec.Name}", (double)part.Settings[spec.Name].Values[0].Number);

    /// <summary>What its formulas read.</summary>
    public IEnumerable<Slot> Slots => _formulas.Values.SelectMany(formula => formula.Slots).Distinct();

    /// <summary>Finds what the formula of a version reads; errors are noted at their place.</summary>
    public void Bind(ModelAssembly assembly, Part then)
    {
        Setting setting = then.Settings[spec.Name];
        if (setting.Formula is not null && !_formulas.ContainsKey(setting))
        {
            if (BoundFormula<Fraction>.Of(assembly, then, spec.Name, SettingFormula.UnitOf(spec.Kind)) is { } formula)
            {
                _formulas[setting] = formula;
            }
        }
    }

    /// <summary>Computes today's number, within the parameter's limits.</summary>
    /// <exception cref="ModelException">A division by zero, or a number of too many digits.</exception>
    public void Update(Setting setting, int day)
    {
        try
        {
            Today.Value = setting.Formula is null
                ? (double)setting.Values[0].Number
                : SettingFormula.Limited(spec, _formulas[setting].Evaluate().ToNumber());
        }
        catch (ArithmeticException failure)
        {
            throw new ModelException(part.Name, [$"{part.Name}.{spec.Name} on day {day}: {failure.Message}"]);
        }
    }

    /// <summary>The setting as of today.</summary>
    public Setting Of(Setting setting) =>
        setting.Formula is null
            ? setting
            : setting with
            {
                Values = [new SettingValue(NumberOf(Today.Value), "")],
                Formula = null,
            };

    // A decimal has 28 digits; the largest parameters have fewer before their point.
    private static decimal NumberOf(double value) => (decimal)Math.Clamp(value, -7e27, 7e27);
}

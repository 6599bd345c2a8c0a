using Souk.Simulation.Blueprints;
using Souk.Simulation.Formulas;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>A formula of a parameter with the quantities that it reads.</summary>
internal sealed class BoundFormula<T>
{
    private readonly ExactFormula<T> _formula;
    private readonly Publication[] _sources;
    private readonly Fraction[] _values;

    private BoundFormula(ExactFormula<T> formula, Publication[] sources)
    {
        _formula = formula;
        _sources = sources;
        _values = new Fraction[sources.Length];
    }

    /// <summary>What it reads, for a rule to declare.</summary>
    public IEnumerable<Slot> Slots => _sources.SelectMany(source => source.Slots);

    /// <param name="then">The part as it is on a day.</param>
    /// <param name="unit">Of the result; null for a condition.</param>
    /// <returns>Null after the error was noted at its place.</returns>
    public static BoundFormula<T>? Of(ModelAssembly assembly, Part then, string parameter, Unit? unit)
    {
        string text = then.Settings[parameter].Formula ?? then.Word(parameter);
        try
        {
            FormulaNames names = new(
                assembly.Published.Units(),
                assembly.Model.Ledger.Tokens.Select(token => token.Symbol)
            );
            ExactFormula<T> formula = ExactFormula<T>.Parse(text, names, unit);
            return new(formula, [.. formula.Reads.Select(assembly.Published.Find)]);
        }
        catch (FormulaException failure)
        {
            Origin written = then.Settings[parameter].Origin;
            Origin at = (written.Line > 0 ? written : then.Origin).Inside(text, failure.Column);
            assembly.Errors.Add(
                new ScenarioError(
                    $"{then.Name}.{parameter}",
                    $"{FormulaText.Place(text, failure.Column)} of the formula: {failure.Reason}",
                    at.Line,
                    at.Column
                )
                {
                    File = at.File,
                }
            );
            return null;
        }
    }

    /// <exception cref="ArithmeticException">A division by zero, a number that is none, or one of too many digits.</exception>
    public T Evaluate()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = _sources[i].Exact();
        }

        return _formula.Evaluate(_values);
    }
}

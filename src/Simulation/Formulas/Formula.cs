using System.Linq.Expressions;

namespace Souk.Simulation.Formulas;

/// <summary>A formula over named quantities, checked for units and compiled: `min(fees.collected, 2 % * treasury)`.</summary>
/// <remarks>
/// Operators by rising precedence: or, and, not, comparisons, + −, * /, sign, ^, units (`300M MASA`, `1.38 USD/h`, `30 %`).
/// Functions: min, max, abs, floor, ceil, exp, log, sqrt, pow, clamp, if. Numbers are IEEE doubles and give the same bits on
/// every machine. A formula reads and never writes; division by zero gives infinity, as in IEEE 754.
/// </remarks>
public sealed class Formula
{
    private readonly Func<double[], double> _evaluate;

    private Formula(string text, Unit unit, IReadOnlyList<string> reads, Func<double[], double> evaluate)
    {
        Text = text;
        Unit = unit;
        Reads = reads;
        _evaluate = evaluate;
    }

    public string Text { get; }

    /// <summary>What its result counts.</summary>
    public Unit Unit { get; }

    /// <summary>What it reads, in the order in which <see cref="Evaluate"/> takes values.</summary>
    public IReadOnlyList<string> Reads { get; }

    /// <summary>Reads a formula.</summary>
    /// <param name="unit">What the result has to be; null for anything.</param>
    /// <exception cref="FormulaException">Names the column, what was expected, and the nearest word.</exception>
    public static Formula Parse(string text, FormulaNames names, Unit? unit = null)
    {
        ParameterExpression values = Expression.Parameter(typeof(double[]), "values");
        FormulaParser parser = new(text, names, FormulaNumbers.Doubles, values);
        Term term = parser.Parse();
        if (unit is not null && !term.NumberUnit.Equals(unit))
        {
            throw new FormulaException($"gives {term.Unit} where {unit} is needed", term.Column);
        }

        Func<double[], double> evaluate = Expression.Lambda<Func<double[], double>>(term.Code, values).Compile();
        return new Formula(text, term.NumberUnit, parser.Reads, evaluate);
    }

    /// <param name="values">One per name in <see cref="Reads"/>, in base units of their unit: whole tokens, USD, days.</param>
    public double Evaluate(double[] values) => _evaluate(values);
}

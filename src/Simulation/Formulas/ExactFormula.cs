using System.Linq.Expressions;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Formulas;

/// <summary>A formula without rounding, for money and for conditions; its words are those of <see cref="Formula"/>.</summary>
/// <typeparam name="T">A <see cref="Fraction"/>, or whether a condition holds.</typeparam>
internal sealed class ExactFormula<T>
{
    private readonly Func<Fraction[], T> _evaluate;

    private ExactFormula(IReadOnlyList<string> reads, Func<Fraction[], T> evaluate)
    {
        Reads = reads;
        _evaluate = evaluate;
    }

    /// <summary>What it reads, in the order in which <see cref="Evaluate"/> takes values.</summary>
    public IReadOnlyList<string> Reads { get; }

    /// <param name="unit">What the result has to be; null for a condition.</param>
    /// <exception cref="FormulaException">Names the column, what was expected, and the nearest word.</exception>
    public static ExactFormula<T> Parse(string text, FormulaNames names, Unit? unit)
    {
        ParameterExpression values = Expression.Parameter(typeof(Fraction[]), "values");
        FormulaParser parser = new(text, names, FormulaNumbers.Fractions, values);
        Term term = parser.Parse();
        if (unit is not null && !term.NumberUnit.Equals(unit))
        {
            throw new FormulaException($"gives {term.Unit} where {unit} is needed", term.Column);
        }

        if (unit is null && !term.IsCondition)
        {
            throw new FormulaException(
                $"a condition such as price > 1 USD is needed here, not a number in {term.Unit}",
                term.Column
            );
        }

        return new(parser.Reads, Expression.Lambda<Func<Fraction[], T>>(term.Code, values).Compile());
    }

    /// <exception cref="ArithmeticException">A division by zero, a number that is none, or one of too many digits.</exception>
    public T Evaluate(Fraction[] values) => _evaluate(values);
}

using System.Linq.Expressions;

namespace Souk.Simulation.Formulas;

/// <summary>A part of a formula with its unit; null for a condition, which has none.</summary>
internal readonly record struct Term(Expression Code, Unit? Unit, int Column)
{
    public bool IsCondition => Unit is null;

    /// <exception cref="FormulaException">A condition stands where a number is needed.</exception>
    public Unit NumberUnit =>
        Unit ?? throw new FormulaException("a condition is true or false, a number is needed here", Column);
}

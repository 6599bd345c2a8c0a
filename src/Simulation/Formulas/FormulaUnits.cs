namespace Souk.Simulation.Formulas;

/// <summary>What may be done with which units.</summary>
internal static class FormulaUnits
{
    public static void RequireSame(Term left, Term right, string verb)
    {
        if (!left.NumberUnit.Equals(right.NumberUnit))
        {
            throw new FormulaException(
                $"{left.Unit} and {right.Unit} cannot be {verb}; convert one, for example with a price",
                right.Column
            );
        }
    }

    public static void RequirePlain(Term term)
    {
        if (!term.NumberUnit.Equals(Unit.None))
        {
            throw new FormulaException($"a plain number is needed here, not {term.Unit}", term.Column);
        }
    }
}

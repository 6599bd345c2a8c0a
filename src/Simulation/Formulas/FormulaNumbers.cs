using System.Linq.Expressions;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Formulas;

/// <summary>The numbers that a formula computes with: doubles for signals, fractions for money.</summary>
internal abstract class FormulaNumbers
{
    public static FormulaNumbers Doubles { get; } = new DoubleNumbers();

    public static FormulaNumbers Fractions { get; } = new FractionNumbers();

    public abstract Expression Constant(double number, Fraction exact);

    /// <param name="function">Min, Max, Abs, Floor, Ceiling, Sqrt, Exp, Log or Pow.</param>
    public abstract Expression Call(string function, params Expression[] arguments);

    private sealed class DoubleNumbers : FormulaNumbers
    {
        public override Expression Constant(double number, Fraction exact) => Expression.Constant(number);

        // The platform's own exp, log and pow differ between machines.
        public override Expression Call(string function, params Expression[] arguments)
        {
            Type owner = function is "Exp" or "Log" or "Pow" ? typeof(DeterministicMath) : typeof(Math);
            return Expression.Call(owner.GetMethod(function, [.. arguments.Select(_ => typeof(double))])!, arguments);
        }
    }

    private sealed class FractionNumbers : FormulaNumbers
    {
        public override Expression Constant(double number, Fraction exact) => Expression.Constant(exact);

        public override Expression Call(string function, params Expression[] arguments) =>
            Expression.Call(typeof(FractionFunctions).GetMethod(function)!, arguments);
    }
}

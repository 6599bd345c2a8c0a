using System.Linq.Expressions;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Formulas;

/// <summary>The functions of formulas. They give the same bits on every machine.</summary>
internal static class FormulaFunctions
{
    private static readonly string[] s_names =
    [
        "min",
        "max",
        "abs",
        "floor",
        "ceil",
        "exp",
        "log",
        "sqrt",
        "pow",
        "clamp",
        "if",
    ];

    public static bool Exists(string name) => s_names.Contains(name);

    public static Term Call(FormulaNumbers numbers, string name, int column, List<Term> arguments) =>
        (name, arguments.Count) switch
        {
            ("min" or "max", >= 2) => arguments.Aggregate((left, right) => MinMax(numbers, name, left, right)),
            ("abs" or "floor" or "ceil", 1) => Rounding(numbers, name, arguments[0]),
            ("exp", 1) => Plain(numbers, "Exp", arguments),
            ("log", 1) => Plain(numbers, "Log", arguments),
            ("sqrt", 1) => SquareRoot(numbers, arguments[0]),
            ("pow", 2) => Plain(numbers, "Pow", arguments),
            ("clamp", 3) => MinMax(numbers, "min", MinMax(numbers, "max", arguments[0], arguments[1]), arguments[2]),
            ("if", 3) => Choose(arguments[0], arguments[1], arguments[2]),
            _ when Exists(name) => throw new FormulaException(
                $"{name} does not take {arguments.Count} arguments; write {Example(name)}",
                column
            ),
            _ => throw new FormulaException(
                $"there is no function '{name}'; did you mean '{NearestWord.To(name, s_names)}'?",
                column
            ),
        };

    private static string Example(string name) =>
        name switch
        {
            "min" or "max" => $"{name}(a, b)",
            "pow" => "pow(x, y)",
            "clamp" => "clamp(x, low, high)",
            "if" => "if(condition, then, else)",
            _ => $"{name}(x)",
        };

    private static Term MinMax(FormulaNumbers numbers, string name, Term left, Term right)
    {
        FormulaUnits.RequireSame(left, right, "compared");
        string method = name == "min" ? nameof(Math.Min) : nameof(Math.Max);
        return new(numbers.Call(method, left.Code, right.Code), left.Unit, left.Column);
    }

    private static Term Rounding(FormulaNumbers numbers, string name, Term argument)
    {
        string method =
            name == "abs" ? nameof(Math.Abs)
            : name == "floor" ? nameof(Math.Floor)
            : nameof(Math.Ceiling);
        return new(numbers.Call(method, argument.Code), argument.NumberUnit, argument.Column);
    }

    private static Term SquareRoot(FormulaNumbers numbers, Term argument) =>
        argument.NumberUnit.SquareRoot() is { } unit
            ? new(numbers.Call(nameof(Math.Sqrt), argument.Code), unit, argument.Column)
            : throw new FormulaException($"{argument.NumberUnit} has no square root", argument.Column);

    private static Term Plain(FormulaNumbers numbers, string method, List<Term> arguments)
    {
        arguments.ForEach(FormulaUnits.RequirePlain);
        Expression code = numbers.Call(method, [.. arguments.Select(a => a.Code)]);
        return new(code, Unit.None, arguments[0].Column);
    }

    private static Term Choose(Term condition, Term then, Term otherwise)
    {
        if (!condition.IsCondition)
        {
            throw new FormulaException("if needs a condition first, such as price > 1 USD", condition.Column);
        }

        FormulaUnits.RequireSame(then, otherwise, "chosen between");
        return new(Expression.Condition(condition.Code, then.Code, otherwise.Code), then.Unit, condition.Column);
    }
}

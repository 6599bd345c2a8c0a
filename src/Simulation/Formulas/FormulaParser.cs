using System.Globalization;
using System.Linq.Expressions;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Formulas;

/// <summary>Recursive descent over a formula: or, and, not, comparison, sum, product, sign, power, unit.</summary>
internal sealed class FormulaParser(string text, FormulaNames names, FormulaNumbers numbers, ParameterExpression values)
{
    /// <summary>Deeper nesting is refused before it could exhaust the stack.</summary>
    private const int DepthMax = 100;

    private readonly List<Symbol> _symbols = FormulaLexer.Read(text);
    private readonly List<string> _reads = [];
    private int _at;
    private int _depth;

    /// <summary>What the formula reads, each name once, in the order of its first use.</summary>
    public IReadOnlyList<string> Reads => _reads;

    private Symbol Current => _symbols[_at];

    public Term Parse()
    {
        Term term = ParseOr();
        return Current.Kind == SymbolKind.End ? term : throw Unexpected("an operator or the end");
    }

    private Term ParseOr()
    {
        if (++_depth > DepthMax)
        {
            throw new FormulaException($"is nested more than {DepthMax} deep", Current.Column);
        }

        Term left = ParseAnd();
        while (Take("or"))
        {
            left = Logic(left, ParseAnd(), Expression.OrElse);
        }

        _depth--;
        return left;
    }

    private Term ParseAnd()
    {
        Term left = ParseNot();
        while (Take("and"))
        {
            left = Logic(left, ParseNot(), Expression.AndAlso);
        }

        return left;
    }

    private Term ParseNot()
    {
        if (!Take("not"))
        {
            return ParseComparison();
        }

        Term term = ParseComparison();
        return term.IsCondition ? term with { Code = Expression.Not(term.Code) } : throw NoCondition(term);
    }

    private Term ParseComparison()
    {
        Term left = ParseSum();
        ExpressionType? comparison = Current.Text switch
        {
            "<" => ExpressionType.LessThan,
            "<=" => ExpressionType.LessThanOrEqual,
            ">" => ExpressionType.GreaterThan,
            ">=" => ExpressionType.GreaterThanOrEqual,
            "==" => ExpressionType.Equal,
            "!=" => ExpressionType.NotEqual,
            _ => null,
        };
        if (comparison is not { } type)
        {
            return left;
        }

        _at++;
        Term right = ParseSum();
        FormulaUnits.RequireSame(left, right, "compared");
        return new(Expression.MakeBinary(type, left.Code, right.Code), null, left.Column);
    }

    private Term ParseSum()
    {
        Term left = ParseProduct();
        while (Current.Text is "+" or "-")
        {
            bool adds = _symbols[_at++].Text == "+";
            Term right = ParseProduct();
            FormulaUnits.RequireSame(left, right, adds ? "added" : "subtracted");
            left = left with
            {
                Code = adds ? Expression.Add(left.Code, right.Code) : Expression.Subtract(left.Code, right.Code),
            };
        }

        return left;
    }

    private Term ParseProduct()
    {
        Term left = ParseSign();
        while (Current.Text is "*" or "/")
        {
            bool multiplies = _symbols[_at++].Text == "*";
            Term right = ParseSign();
            left = multiplies
                ? new(Expression.Multiply(left.Code, right.Code), left.NumberUnit * right.NumberUnit, left.Column)
                : new(Expression.Divide(left.Code, right.Code), left.NumberUnit / right.NumberUnit, left.Column);
        }

        return left;
    }

    private Term ParseSign()
    {
        if (!Take("-"))
        {
            return ParsePower();
        }

        Term term = ParsePower();
        return new(Expression.Negate(term.Code), term.NumberUnit, term.Column);
    }

    // The exponent of a quantity with a unit is a whole number, or its unit would not be known.
    private Term ParsePower()
    {
        Term left = ParseUnits();
        if (!Take("^"))
        {
            return left;
        }

        Symbol exponent = Current;
        if (left.NumberUnit.Equals(Unit.None))
        {
            Term right = ParseSign();
            FormulaUnits.RequirePlain(right);
            return FormulaFunctions.Call(numbers, "pow", left.Column, [left, right]);
        }

        if (exponent.Kind != SymbolKind.Number || exponent.Number != Math.Floor(exponent.Number) || exponent.Number > 9)
        {
            throw Unexpected($"a whole number from 0 to 9 as the power of {left.Unit}");
        }

        _at++;
        Expression power = numbers.Constant(exponent.Number, exponent.Exact);
        Expression code = numbers.Call("Pow", left.Code, power);
        return new(code, left.NumberUnit.Power((int)exponent.Number), left.Column);
    }

    // `300M MASA`, `1.38 USD/h`, `30 %`: a unit behind a number multiplies it.
    private Term ParseUnits()
    {
        Term term = ParseAtom();
        while (true)
        {
            if (Take("%"))
            {
                FormulaUnits.RequirePlain(term);
                term = term with { Code = Expression.Divide(term.Code, numbers.Constant(100, 100)) };
            }
            else if (Current.Kind == SymbolKind.Word && names.FindUnit(Current.Text) is { } unit)
            {
                _at++;
                Expression code = Expression.Multiply(term.Code, numbers.Constant(unit.Factor, unit.Exact));
                term = new(code, term.NumberUnit * unit.Unit, term.Column);
            }
            else
            {
                return term;
            }
        }
    }

    private Term ParseAtom()
    {
        Symbol symbol = Current;
        if (symbol.Kind is SymbolKind.End or SymbolKind.Mark && symbol.Text != "(")
        {
            throw Unexpected("a number, a name or '('");
        }

        _at++;
        if (symbol.Kind == SymbolKind.Number)
        {
            return new(numbers.Constant(symbol.Number, symbol.Exact), Unit.None, symbol.Column);
        }

        if (symbol.Text == "(")
        {
            Term inner = ParseOr();
            Expect(")");
            return inner;
        }

        return Current.Text == "(" ? ParseCall(symbol) : ParseName(symbol);
    }

    private Term ParseCall(Symbol name)
    {
        List<Term> arguments = [];
        do
        {
            _at++;
            arguments.Add(ParseOr());
        } while (Current.Text == ",");

        Expect(")");
        return FormulaFunctions.Call(numbers, name.Text, name.Column, arguments);
    }

    private Term ParseName(Symbol name)
    {
        if (names.Find(name.Text) is { } unit)
        {
            int index = _reads.IndexOf(name.Text);
            if (index < 0)
            {
                index = _reads.Count;
                _reads.Add(name.Text);
            }

            return new(Expression.ArrayIndex(values, Expression.Constant(index)), unit, name.Column);
        }

        if (names.FindUnit(name.Text) is { } alone)
        {
            return new(numbers.Constant(alone.Factor, alone.Exact), alone.Unit, name.Column);
        }

        string nearest = NearestWord.To(name.Text, [.. names.All]);
        throw new FormulaException($"'{name.Text}' is unknown; did you mean '{nearest}'?", name.Column);
    }

    private static Term Logic(Term left, Term right, Func<Expression, Expression, Expression> join) =>
        !left.IsCondition ? throw NoCondition(left)
        : !right.IsCondition ? throw NoCondition(right)
        : left with { Code = join(left.Code, right.Code) };

    private static FormulaException NoCondition(Term term) =>
        new($"a condition such as price > 1 USD is needed here, not a number in {term.Unit}", term.Column);

    private bool Take(string word)
    {
        bool isThere = Current.Text == word && Current.Kind != SymbolKind.End;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(string mark)
    {
        if (!Take(mark))
        {
            throw Unexpected($"'{mark}'");
        }
    }

    private FormulaException Unexpected(string expected) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{expected} is expected here, not '{Current.Text}'"),
            Current.Column
        );
}

using Souk.Simulation.Formulas;

namespace Souk.Simulation.Tests.Formulas;

public class FormulaTests
{
    private static readonly FormulaNames s_names = new(
        new Dictionary<string, Unit>
        {
            ["fees.collected"] = Unit.Of("MASA"),
            ["treasury"] = Unit.Of("MASA"),
            ["price"] = Unit.Usd / Unit.Of("MASA"),
            ["active"] = Unit.None,
            ["step"] = Unit.Day,
        },
        ["MASA"]
    );

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("-2 ^ 2", -4)]
    [InlineData("2 ^ -1", 0.5)]
    [InlineData("2 ^ 3 ^ 2", 512)]
    [InlineData("7 - 4 - 2", 1)]
    [InlineData("8 / 4 / 2", 1)]
    [InlineData("1_000 + 2.5e-1", 1000.25)]
    [InlineData("30 %", 0.3)]
    [InlineData("25 bp", 0.0025)]
    [InlineData("min(3, 1, 2) + max(3, 1, 2)", 4)]
    [InlineData("clamp(7, 0, 5)", 5)]
    [InlineData("floor(-1.5) + ceil(-1.5) + abs(-1.5)", -1.5)]
    [InlineData("sqrt(9)", 3)]
    [InlineData("if(1 < 2 and not 3 <= 2, 10, 20)", 10)]
    [InlineData("if(1 == 2 or 1 != 1, 10, 20)", 20)]
    [InlineData("365 days / 1 year", 1)]
    [InlineData("1 week / 1 h", 168)]
    [InlineData("2k", 2_000)]
    [InlineData("1.5M / 3B", 0.0005)]
    public void Numbers_are_computed_by_the_usual_rules(string text, double expected) =>
        Formula.Parse(text, s_names, Unit.None).Evaluate([]).ShouldBe(expected, 1e-12);

    [Fact]
    public void A_formula_says_what_it_reads_and_in_which_unit_its_result_is()
    {
        Formula formula = Formula.Parse(
            "min(fees.collected, 2 % * treasury) * price + 0 USD * treasury / treasury",
            s_names
        );

        formula.Reads.ShouldBe(["fees.collected", "treasury", "price"]);
        formula.Unit.ToString().ShouldBe("USD");
        formula.Evaluate([1_000, 10_000, 0.5]).ShouldBe(100);
    }

    [Theory]
    [InlineData("1.38 USD/h", "USD/day", 33.12)]
    [InlineData("300M MASA", "MASA", 300_000_000)]
    [InlineData("6 months", "day", 182.5)]
    [InlineData("price * treasury / step", "USD/day", 30)]
    [InlineData("(2 USD)^2 / 1 USD", "USD", 4)]
    [InlineData("sqrt(treasury * fees.collected)", "MASA", 6)]
    public void Units_are_carried_through(string text, string unit, double expected)
    {
        Formula formula = Formula.Parse(text, s_names);
        Dictionary<string, double> values = new()
        {
            ["price"] = 5,
            ["treasury"] = 12,
            ["step"] = 2,
            ["fees.collected"] = 3,
        };

        formula.Unit.ToString().ShouldBe(unit);
        formula.Evaluate([.. formula.Reads.Select(name => values[name])]).ShouldBe(expected, 1e-9);
    }

    [Theory]
    [InlineData("treasury + 5 USD", 12, "MASA and USD cannot be added")]
    [InlineData("price - 1", 9, "USD/MASA and 1 cannot be subtracted")]
    [InlineData("max(1 day, 1)", 12, "day and 1 cannot be compared")]
    [InlineData("exp(price)", 5, "a plain number is needed here, not USD/MASA")]
    [InlineData("sqrt(treasury)", 6, "MASA has no square root")]
    [InlineData("treasury ^ active", 12, "a whole number from 0 to 9 as the power of MASA")]
    [InlineData("if(active, 1, 2)", 4, "if needs a condition first")]
    [InlineData("1 < 2 and 3", 11, "a condition such as")]
    [InlineData("(1 < 2) + 3", 2, "a condition is true or false")]
    [InlineData("tresury * 2", 1, "did you mean 'treasury'?")]
    [InlineData("mim(1, 2)", 1, "did you mean 'min'?")]
    [InlineData("pow(1)", 1, "write pow(x, y)")]
    [InlineData("1 +", 4, "a number, a name or '(' is expected here, not 'the end'")]
    [InlineData("(1 + 2", 7, "')' is expected here")]
    [InlineData("1 2", 3, "an operator or the end is expected here, not '2'")]
    [InlineData("1 $ 2", 3, "'$' has no meaning here")]
    [InlineData("1.2.3", 1, "'1.2.3' is not a number")]
    [InlineData("", 1, "a number, a name")]
    public void What_has_no_meaning_is_refused_at_its_column(string text, int column, string message)
    {
        FormulaException error = Should.Throw<FormulaException>(() => Formula.Parse(text, s_names));

        error.Message.ShouldContain(message);
        error.Column.ShouldBe(column);
    }

    [Fact]
    public void A_result_in_another_unit_than_needed_is_refused() =>
        Should
            .Throw<FormulaException>(() => Formula.Parse("treasury * price", s_names, Unit.Of("MASA")))
            .Message.ShouldContain("gives USD where MASA is needed");

    [Fact]
    public void Formulas_beyond_length_and_depth_are_refused_and_not_a_crash()
    {
        Should.Throw<FormulaException>(() => Formula.Parse(new string('1', 2_001), s_names)).Column.ShouldBe(2_001);
        Should
            .Throw<FormulaException>(() => Formula.Parse(new string('(', 1_500), s_names))
            .Message.ShouldContain("nested more than 100");
    }

    [Fact]
    public void A_name_that_is_a_unit_is_refused() =>
        Should
            .Throw<ArgumentException>(() => new FormulaNames(new Dictionary<string, Unit> { ["day"] = Unit.None }, []))
            .Message.ShouldContain("'day'");
}

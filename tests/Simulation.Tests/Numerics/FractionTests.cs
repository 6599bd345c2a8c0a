using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class FractionTests
{
    [Theory]
    [InlineData("0.3", 3, 10)]
    [InlineData("12.50", 25, 2)]
    [InlineData("1e-3", 1, 1000)]
    [InlineData("2.5E+2", 250, 1)]
    [InlineData(".5", 1, 2)]
    public void Digits_mean_what_is_written(string digits, int above, int below) =>
        Fraction.Parse(digits).ShouldBe(Fraction.Of(above, below));

    [Theory]
    [InlineData(0.1, 1, 10)]
    [InlineData(-0.3, -3, 10)]
    [InlineData(1e21, 1, 0)]
    [InlineData(0.0, 0, 1)]
    public void A_double_is_the_decimal_number_that_it_shows(double number, int above, int below) =>
        Fraction
            .FromNumber(number)
            .ShouldBe(below == 0 ? Fraction.Of(System.Numerics.BigInteger.Pow(10, 21), 1) : Fraction.Of(above, below));

    [Fact]
    public void Thirds_and_sixths_add_up_and_floors_go_down()
    {
        (Fraction.Of(1, 3) + Fraction.Of(1, 6)).ShouldBe(Fraction.Of(1, 2));
        (Fraction.Of(1, 3) / Fraction.Of(-1, 6)).ShouldBe(-2);
        (Fraction.Of(1, -3) < Fraction.Of(-1, 4)).ShouldBeTrue();
        Fraction.Of(-7, 2).Floor().ShouldBe(-4);
        Fraction.Of(7, 2).Floor().ShouldBe(3);
        Fraction.Of(7, 2).ToNumber().ShouldBe(3.5);
        default(Fraction).ShouldBe(Fraction.Of(0, 5));
    }

    [Fact]
    public void What_is_no_number_or_has_too_many_digits_is_refused()
    {
        Should.Throw<DivideByZeroException>(() => Fraction.Of(1, 0));
        Should.Throw<ArithmeticException>(() => Fraction.FromNumber(double.NaN));
        Should.Throw<OverflowException>(() => Fraction.Parse("1e9999"));
        Fraction large = Fraction.Parse("1e900");
        Should.Throw<OverflowException>(() => large * large).Message.ShouldContain("more than 4096 bits");
    }
}

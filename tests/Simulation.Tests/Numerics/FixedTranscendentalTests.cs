using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class FixedTranscendentalTests
{
    // opentensor/subtensor 14bc6f9, pallets/subtensor/src/tests/math.rs, `test_math_sigmoid_safe`: equal to ten digits.
    // There the inputs of the steeper curve have single precision.
    [Theory]
    [InlineData(30, 0, 0.0000003057)]
    [InlineData(30, .4, 0.0474258729)]
    [InlineData(30, .5, 0.5)]
    [InlineData(30, .6, 0.952574127)]
    [InlineData(30, 1, 0.9999996943)]
    [InlineData(40, .1f, 0.0000001125)]
    [InlineData(40, .2f, 0.0000061442)]
    [InlineData(40, .3f, 0.0003353502)]
    [InlineData(40, .4f, 0.017986214)]
    [InlineData(40, .6f, 0.9820138067)]
    [InlineData(40, .7f, 0.9996646498)]
    [InlineData(40, .8f, 0.9999938558)]
    [InlineData(40, .9f, 0.9999998875)]
    public void A_sigmoid_has_the_digits_of_the_chain(int steepness, double x, double expected)
    {
        Q32x32 exponent = -Q32x32.Of(steepness) * (Fixed(x) - Fixed(.5));
        Q32x32 sigmoid = Q32x32.One / (Q32x32.One + FixedTranscendental.Exp(exponent)!.Value);

        sigmoid.ToDouble().ShouldBe(expected, 1.0 / (1L << 32));
    }

    [Fact]
    public void The_exponential_of_one_has_23_bits_and_of_other_numbers_about_30()
    {
        FixedTranscendental.Exp(Q32x32.Zero).ShouldBe(Q32x32.One);
        FixedTranscendental.Exp(Q32x32.One)!.Value.ToDouble().ShouldBe(Math.Floor(Math.E * (1 << 23)) / (1 << 23));
        FixedTranscendental.Exp(Q32x32.Of(-1))!.Value.ToDouble().ShouldBe(Math.Exp(-1), 1e-8);
        FixedTranscendental.Exp(Fixed(2.5))!.Value.ToDouble().ShouldBe(Math.Exp(2.5), 1e-7);
    }

    [Fact]
    public void An_exponential_that_needs_more_than_32_bits_is_not_there()
    {
        FixedTranscendental.Exp(Q32x32.Of(20)).ShouldNotBeNull();
        FixedTranscendental.Exp(Q32x32.Of(22)).ShouldBeNull();
        FixedTranscendental.Exp(Q32x32.Of(2_000_000_000)).ShouldBeNull();
        FixedTranscendental.Exp(Q32x32.Of(-2_000_000_000)).ShouldBeNull();
    }

    [Theory]
    [InlineData(9)]
    [InlineData(1.0 / 9)]
    [InlineData(1.5)]
    [InlineData(0.001)]
    [InlineData(123_456)]
    public void The_logarithm_is_close_to_the_mathematical_one(double x)
    {
        double error = FixedTranscendental.Log(Fixed(x))!.Value.ToDouble() - Math.Log(x);

        Math.Abs(error).ShouldBeLessThan(2e-6 * Math.Max(1, Math.Abs(Math.Log(x))));
    }

    [Fact]
    public void The_logarithm_of_nothing_is_not_there()
    {
        FixedTranscendental.Log(Q32x32.Zero).ShouldBeNull();
        FixedTranscendental.Log(Q32x32.Of(-1)).ShouldBeNull();
        FixedTranscendental.Log(Q32x32.OfRaw(2)).ShouldBeNull();
        FixedTranscendental.Log(Q32x32.One).ShouldBe(Q32x32.Zero);
    }

    private static Q32x32 Fixed(double value) => Q32x32.OfRaw((long)Math.Round(value * (1L << 32)));
}

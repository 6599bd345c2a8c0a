using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Markets.Curves;

namespace Souk.Simulation.Tests.Markets.Curves;

public class PolynomialCurveTests
{
    // price = s / 1000, so the first 1000 tokens cost 1000² / 2000 = 500.
    private static readonly PolynomialCurve Line = new([0, 1], 1_000);

    // price = (3 + 2 s + s²) / 7
    private static readonly PolynomialCurve Square = new([3, 2, 1], 7);

    [Fact]
    public void A_line_costs_the_area_below_it()
    {
        Line.Cost(supply: 0, tokens: 1_000).ShouldBe(500);
        Line.Cost(supply: 1_000, tokens: 1_000).ShouldBe(1_500);
        Line.Proceeds(supply: 2_000, tokens: 1_000).ShouldBe(1_500);
        Line.Purchase(supply: 1_000, payment: 1_500).ShouldBe(1_000);
    }

    [Fact]
    public void A_constant_price_is_a_polynomial_too()
    {
        PolynomialCurve flat = new([5], 2);

        flat.Cost(supply: 1_000_000, tokens: 3).ShouldBe(8);
        flat.Proceeds(supply: 1_000_000, tokens: 3).ShouldBe(7);
        flat.Purchase(supply: 1_000_000, payment: 8).ShouldBe(3);
    }

    // (3 s + s² + s³ / 3) / 7 from 2 to 5: (15 + 25 + 125/3 − 6 − 4 − 8/3) / 7 = 69 / 7.
    [Fact]
    public void A_square_is_integrated_exactly_and_rounded_once()
    {
        Square.Cost(supply: 2, tokens: 3).ShouldBe(10);
        Square.Proceeds(supply: 5, tokens: 3).ShouldBe(9);
    }

    [Fact]
    public void Supplies_of_a_thousand_million_tokens_with_18_decimals_stay_exact()
    {
        Int128 billion = (Int128)1_000_000_000 * 1_000_000_000_000_000_000;
        BigInteger divisor = BigInteger.Pow(10, 45);
        PolynomialCurve curve = new([0, 1], divisor);

        Int128 cost = curve.Cost(billion, 1_000_000_000_000_000_000);

        // (2·10⁴⁵ + 10³⁶) / (2·10⁴⁵) of 10¹⁸ tokens' base units: 10¹⁸ × 10²⁷ / 10⁴⁵ = 1, and the half above it rounds up.
        cost.ShouldBe(2);
    }

    [Fact]
    public void Splitting_a_purchase_never_makes_it_cheaper_and_a_round_trip_never_profits()
    {
        Prop.ForAll<uint, ushort, ushort>(
                (supply, first, second) =>
                {
                    Int128 both = (Int128)first + second;
                    Int128 cost = Square.Cost(supply, both);

                    return Square.Cost(supply, first) + Square.Cost((Int128)supply + first, second) >= cost
                        && Square.Proceeds(supply + both, both) <= cost;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_payment_buys_the_most_that_it_covers()
    {
        Prop.ForAll<uint, uint>(
                (supply, payment) =>
                {
                    Int128 tokens = Square.Purchase(supply, payment);

                    return Square.Cost(supply, tokens) <= payment && Square.Cost(supply, tokens + 1) > payment;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Impossible_curves_and_amounts_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new PolynomialCurve([0, 0], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new PolynomialCurve([], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new PolynomialCurve([-1, 2], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new PolynomialCurve([1], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Line.Cost(-1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Line.Cost(1, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => Line.Proceeds(5, 6));
        Should.Throw<ArgumentOutOfRangeException>(() => Line.Purchase(0, -1));
    }
}

using System.Globalization;
using System.Numerics;
using Souk.Simulation.Markets.WeightedPools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Markets.WeightedPools;

public class WeightedVectorTests
{
    public static TheoryData<int> Contract => Where(vector => vector.Function != "true");

    public static TheoryData<int> Powers => Where(vector => vector.Function == "true");

    [Theory]
    [MemberData(nameof(Contract))]
    public void An_answer_equals_the_contract_bit_for_bit(int number)
    {
        WeightedVector vector = WeightedVector.All[number];

        if (vector.Answer is { } expected)
        {
            Answer(vector).ShouldBe(expected, vector.ToString());
        }
        else
        {
            Should.Throw<Exception>(() => Answer(vector), vector.ToString()).ShouldBeAssignableTo<SystemException>();
        }
    }

    // The published bound: one part in 10¹⁴, and a unit in the last place.
    [Theory]
    [MemberData(nameof(Powers))]
    public void The_true_power_lies_between_the_two_roundings(int number)
    {
        WeightedVector vector = WeightedVector.All[number];
        UInt256 x = UInt256.Parse(vector.Arguments[0]);
        UInt256 y = UInt256.Parse(vector.Arguments[1]);
        BigInteger truth = vector.Answer!.Value;

        BigInteger below = FixedPoint.PowDown(x, y);
        BigInteger above = FixedPoint.PowUp(x, y);

        below.ShouldBeLessThanOrEqualTo(truth);
        above.ShouldBeGreaterThanOrEqualTo(truth);
        (above - below).ShouldBeLessThanOrEqualTo((truth * 2 / 100_000_000_000_000) + 4);
    }

    [Fact]
    public void Every_function_is_covered()
    {
        WeightedVector.All.Select(vector => vector.Function).Distinct().Count().ShouldBe(13);
        WeightedVector.All.Count.ShouldBe(233);
    }

    private static TheoryData<int> Where(Func<WeightedVector, bool> predicate) =>
        [.. Enumerable.Range(0, WeightedVector.All.Count).Where(number => predicate(WeightedVector.All[number]))];

    private static BigInteger Answer(WeightedVector vector)
    {
        string[] words = vector.Arguments;
        return vector.Function switch
        {
            "pow" => LogExpMath.Pow(Wide(words[0]), Wide(words[1])),
            "powDown" => FixedPoint.PowDown(Wide(words[0]), Wide(words[1])),
            "powUp" => FixedPoint.PowUp(Wide(words[0]), Wide(words[1])),
            "exp" => LogExpMath.Exp(words[0][0] == '-', (UInt128)Wide(words[0].TrimStart('-'))),
            "ln" => Wide(words[0]) < 1_000_000_000_000_000_000
                ? -(BigInteger)LogExpMath.Ln(Wide(words[0]))
                : LogExpMath.Ln(Wide(words[0])),
            "invariant" => WeightedPool.Invariant(Amounts(words[0]), Amounts(words[1])),
            _ => PoolAnswer(vector.Function, [.. words.Select(Amount)]),
        };
    }

    private static BigInteger PoolAnswer(string function, Int128[] a) =>
        function switch
        {
            "amountOut" => WeightedPool.AmountOut(a[0], a[1], a[2], a[3], a[4]),
            "amountIn" => WeightedPool.AmountIn(a[0], a[1], a[2], a[3], a[4]),
            "sharesForTokenIn" => WeightedShares.ForTokenIn(a[0], a[1], a[2], a[3], a[4]),
            "tokenInFor" => WeightedShares.TokenInFor(a[0], a[1], a[2], a[3], a[4]),
            "sharesForTokenOut" => WeightedShares.ForTokenOut(a[0], a[1], a[2], a[3], a[4]),
            "tokenOutFor" => WeightedShares.TokenOutFor(a[0], a[1], a[2], a[3], a[4]),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No such function."),
        };

    private static UInt256 Wide(string digits) => UInt256.Parse(digits);

    private static Int128 Amount(string digits) => Int128.Parse(digits, CultureInfo.InvariantCulture);

    private static Int128[] Amounts(string list) => [.. list.Split(',').Select(Amount)];
}

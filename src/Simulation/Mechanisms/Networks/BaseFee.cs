using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Networks;

/// <summary>The base fee of EIP-1559: it rises when blocks are fuller than their target and falls when emptier.</summary>
/// <remarks>
/// Step: fee × |used − target| / target / denominator, each division rounded down; a rise is at least 1. Source: EIP-1559;
/// go-ethereum, `consensus/misc/eip1559/eip1559.go`. Amounts are the smallest unit of the native coin per gas.
/// </remarks>
public sealed record BaseFee
{
    /// <param name="elasticity">Gas limit over gas target.</param>
    /// <param name="changeDenominator">A full block raises the fee by one over this.</param>
    /// <param name="initial">Fee of the first block that has one.</param>
    public BaseFee(int elasticity, int changeDenominator, Int128 initial)
    {
        Require.Between(elasticity, 1, 1_000, "a target cannot exceed the limit");
        Require.Between(changeDenominator, 1, 1_000_000, "use 8, as Ethereum does");
        Require.Amount(initial);
        Elasticity = elasticity;
        ChangeDenominator = changeDenominator;
        Initial = initial;
    }

    /// <summary>Ethereum since London: 1 gwei at first, blocks twice their target, steps of an eighth.</summary>
    public static BaseFee Ethereum { get; } = new(2, 8, 1_000_000_000);

    public int Elasticity { get; }

    public int ChangeDenominator { get; }

    public Int128 Initial { get; }

    /// <summary>The base fee of a block, given its parent.</summary>
    /// <param name="parent">The parent's base fee; null before the rule began, which gives the initial fee.</param>
    /// <param name="gasLimit">Of the parent.</param>
    /// <param name="gasUsed">By the parent, at most its limit.</param>
    public Int128 Next(Int128? parent, long gasLimit, long gasUsed)
    {
        if (parent is not { } fee)
        {
            return Initial;
        }

        Require.Amount(fee, nameof(parent));
        Require.Between(gasLimit, Elasticity, long.MaxValue, "a block needs a target above zero");
        Require.Between(gasUsed, 0, gasLimit, "a block cannot use more than its limit");
        long target = gasLimit / Elasticity;
        if (gasUsed == target)
        {
            return fee;
        }

        Int128 step = Step(fee, (ulong)Math.Abs(gasUsed - target), (ulong)target);
        return gasUsed > target ? fee + Int128.Max(step, 1) : Int128.Max(fee - step, 0);
    }

    // Products of real chains fit in 64 bits, whose divisions take a tenth of the time; years of blocks are millions of these.
    private Int128 Step(Int128 fee, ulong distance, ulong target) =>
        fee <= long.MaxValue && Math.BigMul((ulong)fee, distance, out ulong product) == 0
            ? product / target / (ulong)ChangeDenominator
            : WideMath.MultiplyDivide(fee, distance, target) / ChangeDenominator;
}

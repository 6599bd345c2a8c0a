using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.WeightedPools;

/// <summary>Joining and leaving a weighted pool with one token only.</summary>
/// <remarks>
/// That is a join in all tokens and swaps, so the part that is swapped pays the swap fee. Source: Balancer v2,
/// `WeightedMath` of pool-weighted (316ded0), bit for bit; units as in <see cref="WeightedPool"/>. All roundings favour
/// the pool.
/// </remarks>
public static class WeightedShares
{
    /// <summary>Shares for an amount paid in, rounded down.</summary>
    public static Int128 ForTokenIn(Int128 balance, Int128 weight, Int128 amountIn, Int128 supply, Int128 fee)
    {
        UInt256 held = (UInt256)balance;
        UInt256 amount = (UInt256)amountIn;
        UInt256 share = (UInt256)weight;
        UInt256 grown = FixedPoint.DivideDown(held + amount, held);
        UInt256 invariantGrown = FixedPoint.MultiplyDown(grown, share) + FixedPoint.Complement(share);
        if (grown > invariantGrown)
        {
            UInt256 untaxed = FixedPoint.MultiplyDown(held, Excess(invariantGrown));
            UInt256 taxed = amount - untaxed;
            amount = untaxed + (taxed - FixedPoint.MultiplyUp(taxed, (UInt256)fee));
        }
        else if (amount.IsZero)
        {
            return 0;
        }

        UInt256 invariantRatio = FixedPoint.PowDown(FixedPoint.DivideDown(held + amount, held), share);
        return (Int128)FixedPoint.MultiplyDown((UInt256)supply, Excess(invariantRatio));
    }

    /// <summary>What shares cost in one token, rounded up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The invariant would grow by more than <see cref="WeightedPool.InvariantRatioMax"/>.</exception>
    public static Int128 TokenInFor(Int128 balance, Int128 weight, Int128 sharesOut, Int128 supply, Int128 fee)
    {
        UInt256 share = (UInt256)weight;
        UInt256 ratio = FixedPoint.DivideUp((UInt256)(supply + sharesOut), (UInt256)supply);
        WeightedPool.ThrowIfAbove(ratio, WeightedPool.InvariantRatioMax, nameof(sharesOut));
        UInt256 grown = FixedPoint.PowUp(ratio, FixedPoint.DivideUp(FixedPoint.One, share));
        UInt256 beforeFee = FixedPoint.MultiplyUp((UInt256)balance, grown - FixedPoint.One);
        UInt256 taxed = FixedPoint.MultiplyUp(beforeFee, FixedPoint.Complement(share));
        UInt256 withFee = FixedPoint.DivideUp(taxed, FixedPoint.Complement((UInt256)fee));
        return (Int128)(beforeFee - taxed + withFee);
    }

    /// <summary>Shares that an amount taken out costs, rounded up.</summary>
    public static Int128 ForTokenOut(Int128 balance, Int128 weight, Int128 amountOut, Int128 supply, Int128 fee)
    {
        UInt256 held = (UInt256)balance;
        UInt256 amount = (UInt256)amountOut;
        UInt256 share = (UInt256)weight;
        UInt256 left = FixedPoint.DivideUp(held - amount, held);
        UInt256 invariantLeft = FixedPoint.MultiplyUp(left, share) + FixedPoint.Complement(share);
        if (invariantLeft > left)
        {
            UInt256 untaxed = FixedPoint.MultiplyDown(held, FixedPoint.Complement(invariantLeft));
            UInt256 taxed = amount - untaxed;
            amount = untaxed + FixedPoint.DivideUp(taxed, FixedPoint.Complement((UInt256)fee));
        }
        else if (amount.IsZero)
        {
            return 0;
        }

        UInt256 ratio = FixedPoint.PowDown(FixedPoint.DivideDown(held - amount, held), share);
        return (Int128)FixedPoint.MultiplyUp((UInt256)supply, FixedPoint.Complement(ratio));
    }

    /// <summary>What shares are worth in one token, rounded down.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The invariant would fall below <see cref="WeightedPool.InvariantRatioMin"/>.</exception>
    public static Int128 TokenOutFor(Int128 balance, Int128 weight, Int128 sharesIn, Int128 supply, Int128 fee)
    {
        UInt256 share = (UInt256)weight;
        UInt256 ratio = FixedPoint.DivideUp((UInt256)(supply - sharesIn), (UInt256)supply);
        if (ratio < WeightedPool.InvariantRatioMin)
        {
            throw new ArgumentOutOfRangeException(nameof(sharesIn), sharesIn, "The invariant would fall too far.");
        }

        UInt256 left = FixedPoint.PowUp(ratio, FixedPoint.DivideDown(FixedPoint.One, share));
        UInt256 beforeFee = FixedPoint.MultiplyDown((UInt256)balance, FixedPoint.Complement(left));
        UInt256 taxed = FixedPoint.MultiplyUp(beforeFee, FixedPoint.Complement(share));
        UInt256 afterFee = FixedPoint.MultiplyUp(taxed, FixedPoint.Complement((UInt256)fee));
        return (Int128)(beforeFee - taxed + afterFee);
    }

    private static UInt256 Excess(UInt256 ratio) => ratio > FixedPoint.One ? ratio - FixedPoint.One : UInt256.Zero;
}

using Souk.Simulation.Markets.WeightedPools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.Curves;

/// <summary>A token that is made when it is bought and destroyed when it is sold, against a reserve of constant ratio.</summary>
/// <remarks>
/// The reserve is a constant share F of price × supply, so supply grows as reserve^F. Source: Bancor, `BancorFormula` of
/// contracts-solidity (calculatePurchaseReturn, calculateSaleReturn, calculateFundCost). The power is Balancer's, whose
/// error is bounded: results are rounded against the trader and differ from the true value by less than 2·10⁻¹⁴ of the
/// supply (or reserve) times the growth. At a ratio of one the curve is a line and exact.
/// </remarks>
/// <param name="Supply">Base units of the token.</param>
/// <param name="Reserve">Base units of the reserve.</param>
/// <param name="RatioMillionths">F in parts of a million.</param>
public readonly record struct ReserveCurve(Int128 Supply, Int128 Reserve, int RatioMillionths)
{
    private const int Whole = 1_000_000;

    /// <summary>Base units of reserve for one base unit of the token, at the margin.</summary>
    public double Price => (double)Reserve / ((double)Supply * RatioMillionths / Whole);

    /// <summary>Tokens made for a deposit: S ((1 + d / R)^F − 1), rounded down.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative deposit, or a curve without supply, reserve or ratio.</exception>
    public Int128 Purchase(Int128 deposit)
    {
        Check(deposit, Int128.MaxValue);
        if (deposit == 0 || RatioMillionths == Whole)
        {
            return WideMath.MultiplyDivide(Supply, deposit, Reserve);
        }

        UInt256 growth = FixedPoint.DivideDown((UInt256)(Reserve + deposit), (UInt256)Reserve);
        UInt256 power = FixedPoint.PowDown(growth, Ratio);
        return power <= FixedPoint.One ? 0 : (Int128)FixedPoint.MultiplyDown((UInt256)Supply, power - FixedPoint.One);
    }

    /// <summary>What an amount of tokens costs: R ((1 + t / S)^(1/F) − 1), rounded up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative amount, or a curve without supply, reserve or ratio.</exception>
    public Int128 Cost(Int128 tokens)
    {
        Check(tokens, Int128.MaxValue);
        if (tokens == 0 || RatioMillionths == Whole)
        {
            return (Int128)WideMath.MultiplyDivideUp((UInt128)Reserve, (UInt128)tokens, (UInt128)Supply);
        }

        UInt256 growth = FixedPoint.DivideUp((UInt256)(Supply + tokens), (UInt256)Supply);
        UInt256 power = FixedPoint.PowUp(growth, FixedPoint.DivideUp(FixedPoint.One, Ratio));
        return (Int128)FixedPoint.MultiplyUp((UInt256)Reserve, power - FixedPoint.One);
    }

    /// <summary>What tokens are paid back with: R (1 − (1 − t / S)^(1/F)), rounded down; all of the reserve for all tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// More tokens than there are, a curve without supply, reserve or ratio, or (1 − t / S)^(1/F) below e⁻⁴¹.
    /// </exception>
    public Int128 Sale(Int128 tokens)
    {
        Check(tokens, Supply);
        if (tokens == 0 || tokens == Supply || RatioMillionths == Whole)
        {
            return WideMath.MultiplyDivide(Reserve, tokens, Supply);
        }

        UInt256 left = FixedPoint.DivideUp((UInt256)(Supply - tokens), (UInt256)Supply);
        UInt256 power = FixedPoint.PowUp(left, FixedPoint.DivideDown(FixedPoint.One, Ratio));
        return (Int128)FixedPoint.MultiplyDown((UInt256)Reserve, FixedPoint.Complement(power));
    }

    private UInt256 Ratio => FixedPoint.One * (ulong)RatioMillionths / Whole;

    private void Check(Int128 amount, Int128 amountMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, amountMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(Supply, Int128.One);
        ArgumentOutOfRangeException.ThrowIfLessThan(Reserve, Int128.One);
        ArgumentOutOfRangeException.ThrowIfLessThan(RatioMillionths, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RatioMillionths, Whole);
    }
}

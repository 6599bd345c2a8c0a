using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets;

/// <summary>A constant-product pool with the shares of those who gave its liquidity.</summary>
/// <remarks>
/// A value: every change returns a new pair. Source: `UniswapV2Pair` of v2-core 1.0.1. All roundings favour the pool.
/// Reserves stay below 2¹¹², as in the contract, so that no intermediate overflows.
/// </remarks>
/// <param name="Reserve0">Base units of the first token.</param>
/// <param name="Reserve1">Base units of the second token.</param>
/// <param name="Shares">All shares of the pool, the locked ones among them.</param>
/// <param name="ProductLast">Reserve0 × Reserve1 after the last change of liquidity under a protocol fee; else zero.</param>
public readonly record struct ConstantProductPair(Int128 Reserve0, Int128 Reserve1, Int128 Shares, UInt256 ProductLast)
{
    /// <summary>Shares that nobody owns, made with the first liquidity.</summary>
    public const int LockedShares = 1_000;

    /// <summary>The largest reserve: 2¹¹² − 1.</summary>
    public static readonly Int128 ReserveMax = (Int128.One << 112) - 1;

    /// <summary>Takes payments and pays out if the product of reserves, after the fee, does not fall.</summary>
    /// <param name="in0">Paid in of the first token.</param>
    /// <param name="in1">Paid in of the second token.</param>
    /// <param name="out0">Paid out of the first token.</param>
    /// <param name="out1">Paid out of the second token.</param>
    /// <param name="feeBasisPoints">Share of every payment that does not count.</param>
    /// <returns>The pair after the swap, or null where the product would fall.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is paid in or out, or more is paid out than there is.</exception>
    public ConstantProductPair? Swap(Int128 in0, Int128 in1, Int128 out0, Int128 out1, int feeBasisPoints)
    {
        CheckSwap(in0, in1, out0, out1, feeBasisPoints);
        ConstantProductPair after = Checked(
            this with
            {
                Reserve0 = Reserve0 + in0 - out0,
                Reserve1 = Reserve1 + in1 - out1,
            }
        );
        UInt128 counted0 = (UInt128)((after.Reserve0 * ConstantProductPool.Whole) - (in0 * feeBasisPoints));
        UInt128 counted1 = (UInt128)((after.Reserve1 * ConstantProductPool.Whole) - (in1 * feeBasisPoints));
        UInt256 required = Product() * (ulong)(ConstantProductPool.Whole * ConstantProductPool.Whole);
        return UInt256.Multiply(counted0, counted1) >= required ? after : null;
    }

    /// <summary>Adds liquidity; shares are rounded down and the first <see cref="LockedShares"/> belong to nobody.</summary>
    /// <param name="amount0">Base units of the first token.</param>
    /// <param name="amount1">Base units of the second token.</param>
    /// <param name="protocolFee">The protocol's part of the fees, as a divisor: 6 is a sixth, 0 none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amounts are too small to give a share.</exception>
    public LiquidityChange Mint(Int128 amount0, Int128 amount1, int protocolFee = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount0);
        ArgumentOutOfRangeException.ThrowIfNegative(amount1);
        Int128 protocolShares = ProtocolShares(protocolFee);
        Int128 total = Shares + protocolShares;
        Int128 locked = total == 0 ? LockedShares : 0;
        Int128 minted =
            total == 0
                ? (Int128)UInt256.Sqrt(UInt256.Multiply((UInt128)amount0, (UInt128)amount1)) - LockedShares
                : Int128.Min(
                    WideMath.MultiplyDivide(amount0, total, Reserve0),
                    WideMath.MultiplyDivide(amount1, total, Reserve1)
                );
        if (minted <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(amount0), amount0, $"With {amount1} it gives no share.");
        }

        ConstantProductPair after = new(Reserve0 + amount0, Reserve1 + amount1, total + locked + minted, default);
        return new(Checked(after).Remember(protocolFee), minted, amount0, amount1, protocolShares);
    }

    /// <summary>Gives shares back for their part of both reserves, rounded down.</summary>
    /// <param name="shares">Shares to destroy.</param>
    /// <param name="protocolFee">The protocol's part of the fees, as a divisor: 6 is a sixth, 0 none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer shares, or they are worth nothing of a token.</exception>
    public LiquidityChange Burn(Int128 shares, int protocolFee = 0)
    {
        Int128 protocolShares = ProtocolShares(protocolFee);
        Int128 total = Shares + protocolShares;
        ArgumentOutOfRangeException.ThrowIfLessThan(shares, Int128.One);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shares, Shares - LockedShares);
        Int128 amount0 = WideMath.MultiplyDivide(shares, Reserve0, total);
        Int128 amount1 = WideMath.MultiplyDivide(shares, Reserve1, total);
        if (amount0 == 0 || amount1 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(shares), shares, "They are worth nothing of one token.");
        }

        ConstantProductPair after = new(Reserve0 - amount0, Reserve1 - amount1, total - shares, default);
        return new(after.Remember(protocolFee), shares, amount0, amount1, protocolShares);
    }

    // With fees of a divisor d: S (√k − √k₀) / ((d − 1) √k + √k₀), so that the protocol owns 1/d of the growth of √k.
    private Int128 ProtocolShares(int protocolFee)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(protocolFee);
        if (protocolFee == 0 || ProductLast.IsZero)
        {
            return 0;
        }

        UInt128 root = (UInt128)UInt256.Sqrt(Product());
        UInt128 rootLast = (UInt128)UInt256.Sqrt(ProductLast);
        return root <= rootLast
            ? 0
            : (Int128)
                WideMath.MultiplyDivide(
                    (UInt128)Shares,
                    root - rootLast,
                    (root * (UInt128)(protocolFee - 1)) + rootLast
                );
    }

    private UInt256 Product() => UInt256.Multiply((UInt128)Reserve0, (UInt128)Reserve1);

    private ConstantProductPair Remember(int protocolFee) =>
        this with
        {
            ProductLast = protocolFee == 0 ? UInt256.Zero : Product(),
        };

    private void CheckSwap(Int128 in0, Int128 in1, Int128 out0, Int128 out1, int feeBasisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(in0);
        ArgumentOutOfRangeException.ThrowIfNegative(in1);
        ArgumentOutOfRangeException.ThrowIfNegative(out0);
        ArgumentOutOfRangeException.ThrowIfNegative(out1);
        ArgumentOutOfRangeException.ThrowIfEqual(in0 + in1, Int128.Zero);
        ArgumentOutOfRangeException.ThrowIfEqual(out0 + out1, Int128.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(out0, Reserve0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(out1, Reserve1);
        ArgumentOutOfRangeException.ThrowIfNegative(feeBasisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(feeBasisPoints, ConstantProductPool.Whole);
    }

    private static ConstantProductPair Checked(ConstantProductPair pair)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pair.Reserve0, ReserveMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pair.Reserve1, ReserveMax);
        return pair;
    }
}

/// <summary>What a change of a pair's liquidity did.</summary>
/// <param name="Pair">The pair after it.</param>
/// <param name="Shares">Shares made for the giver, or destroyed.</param>
/// <param name="Amount0">Base units of the first token that went in or out.</param>
/// <param name="Amount1">Base units of the second token that went in or out.</param>
/// <param name="ProtocolShares">Shares made for the protocol, as its part of the fees since the last change.</param>
public readonly record struct LiquidityChange(
    ConstantProductPair Pair,
    Int128 Shares,
    Int128 Amount0,
    Int128 Amount1,
    Int128 ProtocolShares
);

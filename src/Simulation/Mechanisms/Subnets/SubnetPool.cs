using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>The pool between TAO and a subnet's alpha, which only the protocol provides.</summary>
/// <param name="taoReserve">TAO base units.</param>
/// <param name="alphaReserve">Alpha base units.</param>
internal sealed class SubnetPool(PoolCurve curve, ulong taoReserve, ulong alphaReserve)
{
    private const ulong FeeWhole = ushort.MaxValue;

    /// <summary>The curve; a pool keeps reserves and price when it changes from constant product to weighted.</summary>
    public PoolCurve Curve { get; set; } = curve;

    public ulong TaoReserve { get; private set; } = taoReserve;

    public ulong AlphaReserve { get; private set; } = alphaReserve;

    /// <summary>The weight of TAO in parts of 10¹⁸; one half until an injection changes it.</summary>
    public ulong TaoWeight { get; private set; } = WeightedCurve.Half;

    /// <summary>TAO per alpha, rounded down.</summary>
    public Q64x64 Price =>
        Curve == PoolCurve.Weighted
            ? WeightedCurve.Price(TaoReserve, AlphaReserve, TaoWeight)
            : ProductCurve.Price(TaoReserve, AlphaReserve);

    /// <summary>Pays TAO in and alpha out; null, and nothing changed, where the pool does not swap.</summary>
    /// <param name="feeRate">The fee in parts of 65,535, rounded down and taken from what is paid in.</param>
    public SwapOutcome? Buy(ulong tao, ushort feeRate = 0)
    {
        ulong fee = Fee(tao, feeRate);
        if (Payout(tao - fee, TaoReserve, AlphaReserve, TaoWeight) is not { } alpha)
        {
            return null;
        }

        TaoReserve += tao - fee;
        AlphaReserve -= alpha;
        return new(tao - fee, fee, alpha);
    }

    /// <summary>Pays alpha in and TAO out; null, and nothing changed, where the pool does not swap.</summary>
    /// <param name="feeRate">The fee in parts of 65,535, rounded down and taken from what is paid in.</param>
    public SwapOutcome? Sell(ulong alpha, ushort feeRate = 0)
    {
        ulong fee = Fee(alpha, feeRate);
        if (Payout(alpha - fee, AlphaReserve, TaoReserve, WeightedCurve.Whole - TaoWeight) is not { } tao)
        {
            return null;
        }

        AlphaReserve += alpha - fee;
        TaoReserve -= tao;
        return new(alpha - fee, fee, tao);
    }

    /// <summary>Prepares an injection: a weighted pool moves its weights so that the price will stay.</summary>
    /// <returns>Whether it may be injected; false, and nothing changed, where a weight would leave its range.</returns>
    public bool TryPrepare(ulong tao, ulong alpha)
    {
        if (Curve == PoolCurve.Weighted)
        {
            ulong? weight = WeightedCurve.WeightAfter(TaoReserve, AlphaReserve, TaoWeight, tao, alpha);
            TaoWeight = weight ?? TaoWeight;
            return weight is not null;
        }

        return true;
    }

    /// <summary>Adds to the reserves.</summary>
    public void Inject(ulong tao, ulong alpha)
    {
        TaoReserve += tao;
        AlphaReserve += alpha;
    }

    private ulong? Payout(ulong amountIn, ulong reserveIn, ulong reserveOut, ulong weightIn) =>
        Curve == PoolCurve.Weighted
            ? WeightedCurve.Payout(amountIn, reserveIn, reserveOut, weightIn)
            : ProductCurve.Payout(amountIn, reserveIn, reserveOut);

    private static ulong Fee(ulong amount, ushort feeRate) =>
        feeRate == 0 ? 0 : (Q64x64.Of(amount) * (Q64x64.Of(feeRate) / Q64x64.Of(FeeWhole))).ToUInt64();
}

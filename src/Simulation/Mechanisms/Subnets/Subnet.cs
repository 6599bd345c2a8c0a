using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>A subnet between epochs: its pool, its alpha, and what waits to be paid out.</summary>
/// <remarks>
/// Alpha outstanding is all alpha outside the pool. Invariant: it changes only by emission, swaps and recycling, so it
/// equals what was staked, is pending, burned, kept by the protocol, or left by rounding.
/// </remarks>
internal sealed class Subnet(SubnetPool pool)
{
    public SubnetPool Pool { get; } = pool;

    /// <summary>Alpha base units outside the pool.</summary>
    public ulong AlphaOut { get; set; }

    /// <summary>The average price that decides emission, TAO per alpha.</summary>
    public Q96x32 MovingPrice { get; set; }

    /// <summary>The block before the first emission.</summary>
    public long StartBlock { get; init; }

    /// <summary>TAO base units that users staked less what they took out since the last block.</summary>
    public long TaoFlow { get; private set; }

    /// <summary>The moving average of that, in base units a block.</summary>
    public Q64x64 TaoFlowAverage { get; set; }

    /// <summary>The part of miners' pay of the last epoch that went to the owner's keys and so was withheld.</summary>
    public Q96x32 MinerBurned { get; set; }

    /// <summary>Whether TAO is emitted to the subnet; alpha is in any case.</summary>
    public bool IsEmissionEnabled { get; set; } = true;

    /// <summary>Whether the owner gets a cut.</summary>
    public bool IsOwnerCutEnabled { get; set; } = true;

    /// <summary>Alpha base units that wait for the next epoch.</summary>
    public PendingAlpha Pending { get; set; }

    /// <summary>TAO base units from sold root dividends that wait for the next epoch.</summary>
    public ulong PendingRootTao { get; set; }

    /// <summary>Alpha base units that the protocol bought and keeps.</summary>
    public ulong ProtocolAlpha { get; set; }

    /// <summary>Alpha base units burned: outside the pool, and nobody's.</summary>
    public ulong BurnedAlpha { get; private set; }

    /// <summary>Alpha base units that rounding left to nobody; negative where it paid more than was pending.</summary>
    public long RestAlpha { get; set; }

    /// <summary>All alpha, by which the subnet's alpha emission halves.</summary>
    public ulong AlphaIssuance => Pool.AlphaReserve + AlphaOut;

    /// <summary>Stakes TAO: buys alpha from the pool with slippage; null, and nothing changed, where it does not swap.</summary>
    public SwapOutcome? Stake(ulong tao, ushort feeRate = 0)
    {
        SwapOutcome? bought = BuyAlpha(tao, feeRate);
        TaoFlow += (long)(bought?.PaidIn ?? 0);
        return bought;
    }

    /// <summary>Unstakes alpha: sells it to the pool with slippage; null, and nothing changed, where it does not swap.</summary>
    /// <remarks>A fee in alpha stays outstanding: it belongs to the block's author.</remarks>
    public SwapOutcome? Unstake(ulong alpha, ushort feeRate = 0)
    {
        SwapOutcome? sold = SellAlpha(alpha, feeRate);
        TaoFlow -= (long)(sold?.PaidOut ?? 0);
        return sold;
    }

    /// <summary>Buys alpha for the protocol, which is no flow.</summary>
    public SwapOutcome? BuyAlpha(ulong tao, ushort feeRate = 0)
    {
        SwapOutcome? bought = Pool.Buy(tao, feeRate);
        AlphaOut += bought?.PaidOut ?? 0;
        return bought;
    }

    /// <summary>Sells alpha for the protocol, which is no flow.</summary>
    public SwapOutcome? SellAlpha(ulong alpha, ushort feeRate = 0)
    {
        SwapOutcome? sold = Pool.Sell(alpha, feeRate);
        AlphaOut -= sold?.PaidIn ?? 0;
        return sold;
    }

    /// <summary>Takes alpha out of existence: issuance falls, and what it allows can be emitted again.</summary>
    public void Recycle(ulong alpha) => AlphaOut -= alpha;

    /// <summary>Makes alpha nobody's: issuance still counts it.</summary>
    public void Burn(ulong alpha) => BurnedAlpha += alpha;

    /// <summary>The flow since the last call.</summary>
    public long TakeTaoFlow()
    {
        long flow = TaoFlow;
        TaoFlow = 0;
        return flow;
    }
}

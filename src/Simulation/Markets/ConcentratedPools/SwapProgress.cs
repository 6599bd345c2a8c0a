using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>How far a swap has come; the pool takes it over at the end.</summary>
internal struct SwapProgress
{
    public UInt256 SqrtPrice;
    public int Tick;
    public UInt128 Liquidity;
    public UInt128 Remaining;
    public UInt128 Counterpart;
    public FeeGrowth Growth;
    public UInt128 ProtocolFee;

    /// <summary>Books a step: what it used of the given amount, what it gave for it, and who earned the fee.</summary>
    public void Book(SwapStep step, bool isExactIn, bool sells0, int protocolFee)
    {
        UInt128 paid = (UInt128)(step.AmountIn + step.Fee);
        UInt128 received = (UInt128)step.AmountOut;
        Remaining -= isExactIn ? paid : received;
        Counterpart += isExactIn ? received : paid;
        UInt128 fee = (UInt128)step.Fee;
        UInt128 forProtocol = protocolFee == 0 ? 0 : fee / (UInt128)protocolFee;
        ProtocolFee += forProtocol;
        SqrtPrice = step.SqrtPrice;
        if (Liquidity == 0 || fee == forProtocol)
        {
            return;
        }

        UInt256 grown = FeeGrowth.Of(fee - forProtocol, Liquidity);
        Growth = sells0
            ? Growth with
            {
                Token0 = UInt256.WrappingAdd(Growth.Token0, grown),
            }
            : Growth with
            {
                Token1 = UInt256.WrappingAdd(Growth.Token1, grown),
            };
    }

    /// <summary>Passes a tick.</summary>
    public void Pass(Int128 net, bool sells0) =>
        Liquidity = (UInt128)checked((Int128)Liquidity + (sells0 ? -net : net));
}

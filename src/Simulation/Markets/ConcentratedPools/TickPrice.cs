using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>The price of the tick that was asked for last: most swaps end before the same tick.</summary>
internal struct TickPrice
{
    private int _tick;
    private UInt256 _sqrtPrice;

    /// <summary>The same as <see cref="TickMath.SqrtPriceAt"/>.</summary>
    public UInt256 SqrtPriceAt(int tick)
    {
        if (_tick != tick || _sqrtPrice.IsZero)
        {
            _sqrtPrice = TickMath.SqrtPriceAt(tick);
            _tick = tick;
        }

        return _sqrtPrice;
    }
}

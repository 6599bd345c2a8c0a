using System.Runtime.InteropServices;

namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>What a pool knows of the ticks where liquidity starts or ends.</summary>
/// <remarks>Source: Uniswap v3-core 1.0.0, `Tick`.</remarks>
internal sealed class TickTable(int spacing)
{
    private readonly Dictionary<int, TickState> _states = [];

    public int Spacing => spacing;

    public TickBitmap Bitmap { get; } = new(spacing);

    /// <summary>The most liquidity that may start or end at one tick, so that all of it together fits in 128 bits.</summary>
    public UInt128 LiquidityMax { get; } = UInt128.MaxValue / (UInt128)((TickMath.TickMax / spacing * 2) + 1);

    public UInt128 LiquidityAt(int tick) => _states.TryGetValue(tick, out TickState state) ? state.Gross : 0;

    /// <summary>Changes the liquidity that starts (or ends) at a tick.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than a tick may have.</exception>
    public void Change(int tick, int currentTick, Int128 liquidity, bool isUpper, FeeGrowth growth)
    {
        TickState state = _states.GetValueOrDefault(tick);
        UInt128 gross = (UInt128)((Int128)state.Gross + liquidity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gross, LiquidityMax, nameof(liquidity));
        if (state.Gross == 0 && tick <= currentTick)
        {
            // By convention all growth before a tick is set happened below it.
            state.Outside = growth;
        }

        if (state.Gross == 0 != (gross == 0))
        {
            Bitmap.Flip(tick);
        }

        state.Gross = gross;
        state.Net += isUpper ? -liquidity : liquidity;
        _states[tick] = state;
    }

    /// <summary>The growth between two ticks.</summary>
    public FeeGrowth Inside(int lower, int upper, int currentTick, FeeGrowth growth)
    {
        FeeGrowth outsideLower = _states.GetValueOrDefault(lower).Outside;
        FeeGrowth outsideUpper = _states.GetValueOrDefault(upper).Outside;
        FeeGrowth below = currentTick >= lower ? outsideLower : growth - outsideLower;
        FeeGrowth above = currentTick < upper ? outsideUpper : growth - outsideUpper;
        return growth - below - above;
    }

    /// <summary>Forgets a tick where nothing starts or ends any more.</summary>
    public void Forget(int tick)
    {
        if (LiquidityAt(tick) == 0)
        {
            _states.Remove(tick);
        }
    }

    /// <summary>The liquidity that begins when the price rises over a tick.</summary>
    public Int128 Net(int tick) => _states[tick].Net;

    /// <summary>The price passed a tick: what was outside of it is now on the other side.</summary>
    public void Cross(int tick, FeeGrowth growth)
    {
        ref TickState state = ref CollectionsMarshal.GetValueRefOrNullRef(_states, tick);
        state.Outside = growth - state.Outside;
    }

    private struct TickState
    {
        public UInt128 Gross;
        public Int128 Net;
        public FeeGrowth Outside;
    }
}

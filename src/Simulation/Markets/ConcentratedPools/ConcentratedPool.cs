using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>A pool whose liquidity is given between prices, as in Uniswap v3.</summary>
/// <remarks>
/// Source: Uniswap v3-core 1.0.0, `UniswapV3Pool`, without its oracle, flash loans and token transfers: amounts are
/// returned for the caller's ledger to move. Exact to the base unit. What throws changes nothing. Not for two threads.
/// </remarks>
public sealed class ConcentratedPool
{
    private readonly TickTable _ticks;
    private readonly Dictionary<PositionKey, LiquidityPosition> _positions = [];
    private readonly List<(int Tick, FeeGrowth Growth)> _crossed = [];
    private FeeGrowth _growth;
    private TickPrice _below;
    private TickPrice _above;

    /// <param name="feeMillionths">Share of what is paid in, in parts of a million.</param>
    /// <param name="tickSpacing">Positions start and end at multiples of it.</param>
    /// <param name="sqrtPrice">The root of the first token's price in the second, in 2⁻⁹⁶.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fee of a million or more, or a price beyond the ticks.</exception>
    public ConcentratedPool(int feeMillionths, int tickSpacing, UInt256 sqrtPrice)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feeMillionths);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(feeMillionths, SwapStep.Whole);
        FeeMillionths = feeMillionths;
        Tick = TickMath.TickAt(sqrtPrice);
        SqrtPrice = sqrtPrice;
        _ticks = new TickTable(tickSpacing);
    }

    public int FeeMillionths { get; }

    /// <summary>The root of the first token's price in the second, in 2⁻⁹⁶.</summary>
    public UInt256 SqrtPrice { get; private set; }

    public int Tick { get; private set; }

    /// <summary>Liquidity at the price.</summary>
    public UInt128 Liquidity { get; private set; }

    public FeeGrowth Growth => _growth;

    /// <summary>The protocol's part of the fees in the first token, as a divisor: 6 is a sixth, 0 none.</summary>
    public int ProtocolFee0 { get; private set; }

    /// <summary>The protocol's part of the fees in the second token.</summary>
    public int ProtocolFee1 { get; private set; }

    /// <summary>Base units of the first token that the protocol earned and did not collect.</summary>
    public Int128 ProtocolOwed0 { get; private set; }

    /// <summary>Base units of the second token that the protocol earned and did not collect.</summary>
    public Int128 ProtocolOwed1 { get; private set; }

    /// <summary>The most liquidity that may start or end at one tick.</summary>
    public UInt128 LiquidityPerTickMax => _ticks.LiquidityMax;

    /// <summary>Sets the protocol's part of later fees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Neither 0 nor 4 to 10.</exception>
    public void SetProtocolFee(int divisor0, int divisor1)
    {
        CheckProtocolFee(divisor0);
        CheckProtocolFee(divisor1);
        (ProtocolFee0, ProtocolFee1) = (divisor0, divisor1);
    }

    /// <summary>A position as it was last counted; an empty one where there is none.</summary>
    public LiquidityPosition Position(int owner, int lower, int upper) =>
        _positions.GetValueOrDefault(new PositionKey(owner, lower, upper));

    /// <summary>Gives liquidity between two ticks. Amounts to pay are rounded up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No liquidity, too much of it, or ticks that are not in order.</exception>
    public (Int128 Amount0, Int128 Amount1) Mint(int owner, int lower, int upper, Int128 liquidity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(liquidity, Int128.One);
        return Change(new PositionKey(owner, lower, upper), liquidity);
    }

    /// <summary>Takes liquidity back: amounts, rounded down, are owed to the owner. Zero only counts the fees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than the position has.</exception>
    public (Int128 Amount0, Int128 Amount1) Burn(int owner, int lower, int upper, Int128 liquidity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(liquidity);
        PositionKey key = new(owner, lower, upper);
        (Int128 amount0, Int128 amount1) = Change(key, -liquidity);
        LiquidityPosition position = _positions[key];
        _positions[key] = position with { Owed0 = position.Owed0 - amount0, Owed1 = position.Owed1 - amount1 };
        return (-amount0, -amount1);
    }

    /// <summary>Pays out all that is owed to the owner of a position, and forgets the position if it is empty.</summary>
    public (Int128 Amount0, Int128 Amount1) Collect(int owner, int lower, int upper)
    {
        PositionKey key = new(owner, lower, upper);
        LiquidityPosition position = _positions.GetValueOrDefault(key);
        if (position.Liquidity == 0)
        {
            _positions.Remove(key);
        }
        else
        {
            _positions[key] = position with { Owed0 = 0, Owed1 = 0 };
        }

        return (position.Owed0, position.Owed1);
    }

    /// <summary>Pays out all that the protocol earned. The contract leaves one base unit of each token; this does not.</summary>
    public (Int128 Amount0, Int128 Amount1) CollectProtocol()
    {
        (Int128, Int128) owed = (ProtocolOwed0, ProtocolOwed1);
        (ProtocolOwed0, ProtocolOwed1) = (0, 0);
        return owed;
    }

    /// <summary>Sells one token for the other until the amount is used or the price reaches a limit.</summary>
    /// <param name="sells0">The first token is paid in; otherwise the second.</param>
    /// <param name="amount">Base units: above zero what is paid in, fee included; below zero what is to be received.</param>
    /// <param name="limit">The root of the price not to be passed; none for no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">No amount, or a limit on the wrong side of the price.</exception>
    public PoolSwap Swap(bool sells0, Int128 amount, UInt256? limit = null)
    {
        SwapProgress progress = Run(sells0, amount, limit);
        PoolSwap swap = Result(progress, sells0, amount);
        foreach ((int tick, FeeGrowth growth) in _crossed)
        {
            _ticks.Cross(tick, growth);
        }

        (SqrtPrice, Tick, Liquidity, _growth) = (
            progress.SqrtPrice,
            progress.Tick,
            progress.Liquidity,
            progress.Growth
        );
        ProtocolOwed0 += sells0 ? (Int128)progress.ProtocolFee : 0;
        ProtocolOwed1 += sells0 ? 0 : (Int128)progress.ProtocolFee;
        return swap;
    }

    /// <summary>What a swap would move, without making it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No amount, or a limit on the wrong side of the price.</exception>
    public PoolSwap Quote(bool sells0, Int128 amount, UInt256? limit = null) =>
        Result(Run(sells0, amount, limit), sells0, amount);

    private SwapProgress Run(bool sells0, Int128 amount, UInt256? givenLimit)
    {
        UInt256 limit =
            givenLimit ?? (sells0 ? TickMath.SqrtPriceMin + UInt256.One : TickMath.SqrtPriceMax - UInt256.One);
        CheckSwap(sells0, amount, limit);
        _crossed.Clear();
        SwapProgress progress = new()
        {
            SqrtPrice = SqrtPrice,
            Tick = Tick,
            Liquidity = Liquidity,
            Remaining = (UInt128)Int128.Abs(amount),
            Growth = _growth,
        };
        while (progress.Remaining != 0 && progress.SqrtPrice != limit)
        {
            Advance(ref progress, sells0, amount > 0, limit);
        }

        return progress;
    }

    private void Advance(ref SwapProgress progress, bool sells0, bool isExactIn, UInt256 limit)
    {
        int next = _ticks.Bitmap.Next(progress.Tick, sells0, out bool isSet);
        next = Math.Clamp(next, TickMath.TickMin, TickMath.TickMax);
        UInt256 nextPrice = sells0 ? _below.SqrtPriceAt(next) : _above.SqrtPriceAt(next);
        UInt256 target = (sells0 ? nextPrice < limit : nextPrice > limit) ? limit : nextPrice;
        UInt256 before = progress.SqrtPrice;
        SwapStep step = isExactIn
            ? SwapStep.Spend(before, target, progress.Liquidity, progress.Remaining, FeeMillionths)
            : SwapStep.Receive(before, target, progress.Liquidity, progress.Remaining, FeeMillionths);
        progress.Book(step, isExactIn, sells0, sells0 ? ProtocolFee0 : ProtocolFee1);
        if (progress.SqrtPrice == nextPrice)
        {
            if (isSet)
            {
                _crossed.Add((next, progress.Growth));
                progress.Pass(_ticks.Net(next), sells0);
            }

            progress.Tick = sells0 ? next - 1 : next;
        }
        else if (progress.SqrtPrice != before)
        {
            progress.Tick = TickMath.TickAt(progress.SqrtPrice);
        }
    }

    private PoolSwap Result(SwapProgress progress, bool sells0, Int128 amount)
    {
        Int128 used = Int128.Abs(amount) - (Int128)progress.Remaining;
        Int128 counterpart = (Int128)progress.Counterpart;
        (Int128 paid, Int128 received) = amount > 0 ? (used, counterpart) : (counterpart, used);
        return sells0 ? new PoolSwap(paid, -received, _crossed.Count) : new PoolSwap(-received, paid, _crossed.Count);
    }

    private (Int128 Amount0, Int128 Amount1) Change(PositionKey key, Int128 liquidity)
    {
        CheckTicks(key, liquidity);
        LiquidityPosition held = _positions.GetValueOrDefault(key);
        (Int128 amount0, Int128 amount1) = Amounts(key, liquidity);
        if (liquidity != 0)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(-liquidity, (Int128)held.Liquidity, nameof(liquidity));
            _ticks.Change(key.Lower, Tick, liquidity, isUpper: false, _growth);
            _ticks.Change(key.Upper, Tick, liquidity, isUpper: true, _growth);
        }

        FeeGrowth inside = _ticks.Inside(key.Lower, key.Upper, Tick, _growth);
        _positions[key] = held.Change(liquidity, inside);
        _ticks.Forget(key.Lower);
        _ticks.Forget(key.Upper);
        Liquidity = key.Lower <= Tick && Tick < key.Upper ? (UInt128)((Int128)Liquidity + liquidity) : Liquidity;
        return (amount0, amount1);
    }

    // What a change of liquidity costs at this price: rounded up where it is paid, down where it is paid back.
    private (Int128 Amount0, Int128 Amount1) Amounts(PositionKey key, Int128 liquidity)
    {
        bool isPaid = liquidity > 0;
        UInt128 size = (UInt128)Int128.Abs(liquidity);
        UInt256 lower = TickMath.SqrtPriceAt(key.Lower);
        UInt256 upper = TickMath.SqrtPriceAt(key.Upper);
        UInt256 price =
            Tick < key.Lower ? lower
            : Tick < key.Upper ? SqrtPrice
            : upper;
        Int128 amount0 = (Int128)SqrtPriceMath.Amount0(price, upper, size, isPaid);
        Int128 amount1 = (Int128)SqrtPriceMath.Amount1(lower, price, size, isPaid);
        return isPaid ? (amount0, amount1) : (-amount0, -amount1);
    }

    private void CheckTicks(PositionKey key, Int128 liquidity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Lower, TickMath.TickMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Upper, TickMath.TickMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(key.Lower, key.Upper);
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Lower % _ticks.Spacing, 0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Upper % _ticks.Spacing, 0);
        Int128 room = (Int128)(
            _ticks.LiquidityMax - UInt128.Max(_ticks.LiquidityAt(key.Lower), _ticks.LiquidityAt(key.Upper))
        );
        ArgumentOutOfRangeException.ThrowIfGreaterThan(liquidity, room);
    }

    private void CheckSwap(bool sells0, Int128 amount, UInt256 limit)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(amount, Int128.Zero);
        bool isAhead = sells0
            ? limit < SqrtPrice && limit > TickMath.SqrtPriceMin
            : limit > SqrtPrice && limit < TickMath.SqrtPriceMax;
        if (!isAhead)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"The price stands at {SqrtPrice}.");
        }
    }

    private static void CheckProtocolFee(int divisor)
    {
        if (divisor is not (0 or (>= 4 and <= 10)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(divisor),
                divisor,
                "A protocol takes 1/4 to 1/10, or nothing."
            );
        }
    }
}

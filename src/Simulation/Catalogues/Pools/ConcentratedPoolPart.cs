using System.Numerics;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets.ConcentratedPools;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>`pool.concentrated`: a token and money whose liquidity lies between prices.</summary>
/// <remarks>
/// Positions stay as they are opened, so the root of the price is all that changes: it is two slots, and each rule makes
/// the kernel's pool anew from them. Fees stay with the pool. Beyond the outermost price nobody sells: what is left of a
/// day's orders goes back.
/// </remarks>
internal sealed class ConcentratedPoolPart : Venue
{
    private readonly int _feeMillionths;
    private readonly PriceRange[] _ranges;
    private readonly UInt256 _firstRoot;
    private readonly Amount _rootHigh;
    private readonly Amount _rootLow;

    public static CatalogueEntry Entry { get; } =
        new(ConcentratedPoolParameters.Kind, (assembly, part) => new ConcentratedPoolPart(assembly, part));

    private ConcentratedPoolPart(ModelAssembly assembly, Part part)
        : base(
            assembly,
            part,
            assembly.TokenOf(part.Word("token_reserve")),
            assembly.TokenOf(part.Word("money_reserve"))
        )
    {
        _feeMillionths = (int)Math.Round(part.Number("fee") * 1_000_000);
        ConcentratedPoolParameters parameters = new(part, Token, Money);
        _firstRoot = parameters.FirstRoot;
        _ranges = parameters.Ranges();
        _rootHigh = Model.Amount($"{Name}.root_high");
        _rootLow = Model.Amount($"{Name}.root_low");
    }

    public override Int128 Bought(Int128 money, int day) =>
        money == 0 || PoolNow().SqrtPrice >= Top ? 0 : -PoolNow().Quote(sells0: false, money, Top).Amount0;

    public override Int128 Proceeds(Int128 tokens, int day) =>
        tokens == 0 || PoolNow().SqrtPrice <= Bottom ? 0 : -PoolNow().Quote(sells0: true, tokens, Bottom).Amount1;

    public override (BigInteger Money, BigInteger Tokens) PriceAfter(Int128 money, int day)
    {
        ConcentratedPool pool = PoolNow();
        if (money > 0 && pool.SqrtPrice < Top)
        {
            pool.Swap(sells0: false, money, Top);
        }

        BigInteger root = pool.SqrtPrice;
        return (root * root, BigInteger.One << 192);
    }

    public override void Buy(Holdings payer, Holdings buyer, Int128 money, Int128 tokens, int day)
    {
        base.Buy(payer, buyer, money, tokens, day);
        Move(sells0: false, money, Top);
    }

    public override void Sell(Holdings seller, Holdings payee, Int128 tokens, Int128 money, int day)
    {
        base.Sell(seller, payee, tokens, money, day);
        Move(sells0: true, tokens, Bottom);
    }

    public override void DeclareSwap(Touches touches)
    {
        base.DeclareSwap(touches);
        touches.Updates(_rootHigh, _rootLow);
    }

    protected override void DeclareReserves(Touches touches) => touches.Reads(_rootHigh, _rootLow);

    protected override Int128 MoneyMax(int day)
    {
        ConcentratedPool pool = PoolNow();
        return pool.SqrtPrice < Top ? pool.Quote(sells0: false, BaseUnits.AmountMax, Top).Amount1 : 0;
    }

    protected override Int128 TokensMax(int day)
    {
        ConcentratedPool pool = PoolNow();
        return pool.SqrtPrice > Bottom ? pool.Quote(sells0: true, BaseUnits.AmountMax, Bottom).Amount0 : 0;
    }

    protected override void OpenReserves()
    {
        ConcentratedPool pool = PoolAt(_firstRoot, out Int128 tokens, out Int128 money);
        if (pool.Liquidity == 0)
        {
            Fail("lower", "and upper hold the price of no position, so nobody could trade on the first day");
        }

        Open("token_reserve", Tokens, tokens);
        Open("money_reserve", Moneys, money);
        Rule("first root", Phase.Start, touches => touches.Writes(_rootHigh, _rootLow), _ => Root = _firstRoot);
    }

    private UInt256 Top => TickMath.SqrtPriceAt(_ranges.Max(range => range.Upper));

    private UInt256 Bottom => TickMath.SqrtPriceAt(_ranges.Min(range => range.Lower));

    private UInt256 Root
    {
        get => ((UInt256)_rootHigh.Value << 96) | (UInt256)_rootLow.Value;
        set
        {
            UInt256 high = value >> 96;
            _rootHigh.Value = (Int128)high;
            _rootLow.Value = (Int128)(value - (high << 96));
        }
    }

    private ConcentratedPool PoolNow() => PoolAt(Root, out _, out _);

    private ConcentratedPool PoolAt(UInt256 root, out Int128 tokens, out Int128 money)
    {
        ConcentratedPool pool = new(_feeMillionths, ConcentratedPoolParameters.TickSpacing, root);
        (tokens, money) = (0, 0);
        foreach (PriceRange range in _ranges)
        {
            (Int128 amount0, Int128 amount1) = pool.Mint(owner: 0, range.Lower, range.Upper, range.Liquidity);
            tokens += amount0;
            money += amount1;
        }

        return pool;
    }

    private void Move(bool sells0, Int128 amount, UInt256 limit)
    {
        if (amount == 0)
        {
            return;
        }

        ConcentratedPool pool = PoolNow();
        pool.Swap(sells0, amount, limit);
        Root = pool.SqrtPrice;
    }
}

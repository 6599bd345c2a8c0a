using System.Numerics;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Markets;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>`pool.constant_product`: a token and money, in which all orders of a day clear at one price.</summary>
internal sealed class TradingPool : Venue
{
    private readonly Dial<int> _feeBasisPoints;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "pool.constant_product",
                "A pool of a token and money; a day's orders clear in one batch, the difference passes through the pool.",
                "Uniswap v2: UniswapV2Library of v2-periphery 1.1.0",
                [
                    new("token_reserve", ParameterKind.Tokens, "Tokens in the pool before the first day.")
                    {
                        IsFixed = true,
                    },
                    new(
                        "money_reserve",
                        ParameterKind.Tokens,
                        "Money in the pool before the first day; 1 is worth 1 USD."
                    )
                    {
                        IsFixed = true,
                    },
                    new("fee", ParameterKind.Share, "Of what a swap pays in; whole basis points.")
                    {
                        Default = "30 bp",
                        Source = "UniswapV2Pair of v2-core 1.0.1",
                        Max = 0.9999,
                    },
                ]
            )
            {
                Publishes = Venue.PoolQuantities(),
            },
            (assembly, part) => new TradingPool(assembly, part)
        );

    private TradingPool(ModelAssembly assembly, Part part)
        : base(
            assembly,
            part,
            assembly.TokenOf(part.Word("token_reserve")),
            assembly.TokenOf(part.Word("money_reserve"))
        )
    {
        _feeBasisPoints = Dial(ReadFee);
    }

    public override double PriceAt(int day) =>
        BaseUnits.ToNumber(Moneys.Balance, Money.Decimals) / BaseUnits.ToNumber(Tokens.Balance, Token.Decimals);

    public override Int128 Bought(Int128 money, int day) =>
        ConstantProductPool.AmountOut(money, Moneys.Balance, Tokens.Balance, _feeBasisPoints.At(day));

    public override Int128 Proceeds(Int128 tokens, int day) =>
        ConstantProductPool.AmountOut(tokens, Tokens.Balance, Moneys.Balance, _feeBasisPoints.At(day));

    public override (BigInteger Money, BigInteger Tokens) PriceAfter(Int128 money, int day) =>
        ((BigInteger)Moneys.Balance + money, Tokens.Balance - (money == 0 ? 0 : Bought(money, day)));

    public override BatchClearing Clear(Int128 sold, Int128 spent, int day) =>
        BatchClearing.Clear(sold, spent, Tokens.Balance, Moneys.Balance, _feeBasisPoints.At(day));

    public override Int128 Worth(Int128 money, int day) =>
        WideMath.MultiplyDivide(money, Tokens.Balance, Moneys.Balance);

    protected override bool HasDatedPrice => false;

    protected override void OpenReserves() => OpenBoth();

    /// <exception cref="ArgumentException">Not whole basis points, in which the pool counts.</exception>
    private static int ReadFee(Part then)
    {
        decimal basisPoints = then.List("fee")[0].Number * 10_000;
        return basisPoints == decimal.Floor(basisPoints) || then.Settings["fee"].IsDrawn
            ? (int)decimal.Round(basisPoints)
            : throw new ArgumentException($"fee is {basisPoints:0.####} bp; write whole basis points, such as 30 bp");
    }
}

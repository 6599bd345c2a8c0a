using System.Numerics;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Markets.WeightedPools;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>`pool.weighted`: a token and money of unequal weights, which the timeline may move as a bootstrapping pool does.</summary>
/// <remarks>
/// Amounts are scaled to 18 decimals for the kernel and rounded down on the way back. The kernel takes at most 30 % of a
/// reserve in one swap, so a larger order is swapped in several, each at the reserves that the one before left.
/// </remarks>
internal sealed class WeightedPoolPart : Venue
{
    private const long One = 1_000_000_000_000_000_000;
    private const int Decimals = 18;

    private readonly Int128 _tokenScale;
    private readonly Int128 _moneyScale;
    private readonly Dial<(Int128 TokenWeight, Int128 Fee)> _terms;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "pool.weighted",
                "A pool of a token and money with weights: 80 % token and 20 % money needs little money for a price.",
                "Balancer v2, WeightedMath of pool-weighted (docs/mechanisms/weighted-pool.md)",
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
                    new("token_weight", ParameterKind.Share, "Weight of the token; money has the rest.")
                    {
                        Default = "80 %",
                        Min = 0.01,
                        Max = 0.99,
                    },
                    new("fee", ParameterKind.Share, "Of what a swap pays in.")
                    {
                        Default = "30 bp",
                        Max = 0.1,
                        Source = "within the limits of Balancer v2, 0.0001 % to 10 %",
                    },
                ]
            )
            {
                Publishes = Venue.PoolQuantities(),
            },
            (assembly, part) => new WeightedPoolPart(assembly, part)
        );

    private WeightedPoolPart(ModelAssembly assembly, Part part)
        : base(
            assembly,
            part,
            assembly.TokenOf(part.Word("token_reserve")),
            assembly.TokenOf(part.Word("money_reserve"))
        )
    {
        _tokenScale = BaseUnits.One(Decimals - Token.Decimals);
        _moneyScale = BaseUnits.One(Decimals - Money.Decimals);
        _terms = Dial(then =>
            ((Int128)(then.List("token_weight")[0].Number * One), (Int128)(then.List("fee")[0].Number * One))
        );
    }

    public override Int128 Bought(Int128 money, int day)
    {
        (Int128 weight, Int128 fee) = _terms.At(day);
        return Swap(
                Moneys.Balance * _moneyScale,
                One - weight,
                Tokens.Balance * _tokenScale,
                weight,
                money * _moneyScale,
                fee
            ) / _tokenScale;
    }

    public override Int128 Proceeds(Int128 tokens, int day)
    {
        (Int128 weight, Int128 fee) = _terms.At(day);
        return Swap(
                Tokens.Balance * _tokenScale,
                weight,
                Moneys.Balance * _moneyScale,
                One - weight,
                tokens * _tokenScale,
                fee
            ) / _moneyScale;
    }

    public override (BigInteger Money, BigInteger Tokens) PriceAfter(Int128 money, int day)
    {
        Int128 weight = _terms.At(day).TokenWeight;
        Int128 tokens = Tokens.Balance - (money == 0 ? 0 : Bought(money, day));
        return (((BigInteger)Moneys.Balance + money) * weight, (BigInteger)tokens * (One - weight));
    }

    protected override void OpenReserves() => OpenBoth();

    // The fee stays in the pool, so the next swap finds it there.
    private static Int128 Swap(
        Int128 reserveIn,
        Int128 weightIn,
        Int128 reserveOut,
        Int128 weightOut,
        Int128 amount,
        Int128 fee
    )
    {
        Int128 paid = 0;
        while (amount > 0)
        {
            Int128 piece = Int128.Min(amount, reserveIn / 4);
            Int128 received = WeightedPool.AmountOut(
                reserveIn,
                weightIn,
                reserveOut,
                weightOut,
                WeightedPool.AfterFee(piece, fee)
            );
            if (piece == 0)
            {
                break;
            }

            reserveIn += piece;
            reserveOut -= received;
            amount -= piece;
            paid += received;
        }

        return paid;
    }
}

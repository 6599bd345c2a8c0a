using System.Numerics;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets.ConcentratedPools;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>Liquidity between two ticks.</summary>
internal readonly record struct PriceRange(int Lower, int Upper, Int128 Liquidity);

/// <summary>Turns prices and amounts of a scenario into ticks and liquidity.</summary>
internal sealed class ConcentratedPoolParameters(Part part, Token token, Token money)
{
    /// <summary>Ranges start and end at multiples of so many ticks of 0.01 %, as in Uniswap's pools of 0.3 %.</summary>
    public const int TickSpacing = 60;

    private const int RangesMax = 50;
    private const double PriceMin = 1e-9;
    private const double PriceMax = 1e9;

    public static PartKind Kind { get; } =
        new(
            "pool.concentrated",
            "A pool of a token and money whose liquidity lies between prices, in one or more positions.",
            "Uniswap v3-core 1.0.0, UniswapV3Pool (docs/mechanisms/concentrated-pool.md)",
            [
                new("price", ParameterKind.Usd, "Before the first day.")
                {
                    Min = PriceMin,
                    Max = PriceMax,
                    IsFixed = true,
                },
                new("lower", ParameterKind.Usd, "Lowest price of each position; moved to the nearest tick.")
                {
                    IsList = true,
                    Min = PriceMin,
                    Max = PriceMax,
                    IsFixed = true,
                },
                new("upper", ParameterKind.Usd, "Highest price of each position; moved to the nearest tick.")
                {
                    IsList = true,
                    Min = PriceMin,
                    Max = PriceMax,
                    IsFixed = true,
                },
                new("token_reserve", ParameterKind.Tokens, "Tokens offered for each position, at most.")
                {
                    IsList = true,
                    IsFixed = true,
                },
                new(
                    "money_reserve",
                    ParameterKind.Tokens,
                    "Money offered for each position, at most; 1 is worth 1 USD."
                )
                {
                    IsList = true,
                    IsFixed = true,
                },
                new("fee", ParameterKind.Share, "Of what a swap pays in; to a millionth.")
                {
                    Default = "30 bp",
                    Source = "UniswapV3Factory of v3-core 1.0.0",
                    Max = 0.1,
                    IsFixed = true,
                },
            ]
        )
        {
            Publishes = Venue.PoolQuantities(),
        };

    /// <summary>The root of the first price in 2⁻⁹⁶, rounded down.</summary>
    public UInt256 FirstRoot => RootOf(part.List("price")[0].Number);

    /// <summary>Each position with the most liquidity that both of its amounts allow.</summary>
    /// <exception cref="ArgumentException">Lists of different lengths, ranges without width, or no liquidity.</exception>
    public PriceRange[] Ranges()
    {
        int count = part.List("lower").Count;
        foreach (string other in (string[])["upper", "token_reserve", "money_reserve"])
        {
            if (part.List(other).Count != count)
            {
                throw new ArgumentException($"{other} has {part.List(other).Count} values and lower has {count}");
            }
        }

        return count <= RangesMax
            ? [.. Enumerable.Range(0, count).Select(RangeOf)]
            : throw new ArgumentException($"lower has {count} positions, more than {RangesMax}");
    }

    private PriceRange RangeOf(int index)
    {
        int lower = TickOf(part.List("lower")[index].Number);
        int upper = TickOf(part.List("upper")[index].Number);
        if (lower >= upper)
        {
            throw new ArgumentException($"upper[{index}] is not above lower[{index}] by a tick spacing of 0.6 %");
        }

        BigInteger low = TickMath.SqrtPriceAt(lower);
        BigInteger high = TickMath.SqrtPriceAt(upper);
        BigInteger root = BigInteger.Clamp(FirstRoot, low, high);
        BigInteger tokens = QuantityText.BaseUnits(part.List("token_reserve")[index].Number, token.Decimals);
        BigInteger moneys = QuantityText.BaseUnits(part.List("money_reserve")[index].Number, money.Decimals);
        // One base unit less of each, since what a position costs is rounded up.
        BigInteger? ofTokens = root < high ? ((tokens - 1) * root * high / (high - root)) >> 96 : null;
        BigInteger? ofMoney = root > low ? ((moneys - 1) << 96) / (root - low) : null;
        BigInteger liquidity = BigInteger.Min(ofTokens ?? ofMoney!.Value, ofMoney ?? ofTokens!.Value);
        return liquidity > 0
            ? new PriceRange(lower, upper, (Int128)liquidity)
            : throw new ArgumentException($"token_reserve[{index}] and money_reserve[{index}] make no liquidity");
    }

    private int TickOf(decimal price)
    {
        int tick = TickMath.TickAt(RootOf(price));
        return (int)Math.Round((double)tick / TickSpacing) * TickSpacing;
    }

    // Money over token in base units, as a root with 96 bits after the point.
    private UInt256 RootOf(decimal price)
    {
        BigInteger scaled = (BigInteger)(price * 1e9m) * (BigInteger)BaseUnits.One(money.Decimals) << 192;
        return (UInt256)Root(scaled / ((BigInteger)BaseUnits.One(token.Decimals) * 1_000_000_000));
    }

    // Newton's method from above: the floor of the root.
    private static BigInteger Root(BigInteger square)
    {
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}

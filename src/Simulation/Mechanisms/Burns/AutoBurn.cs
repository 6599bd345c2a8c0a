using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Burns;

/// <summary>BNB's quarterly auto-burn: more when blocks are many and the price is low.</summary>
/// <remarks>
/// B = N × 1000 / (P + K) coins, rounded down to the base unit; nothing once fewer coins than the floor are left. N:
/// blocks of the quarter. P: mean price in USD. K: price anchor, 1000 at first. Source: Binance, "Introducing BNB
/// Auto-Burn", 2021-12-22. How P is averaged is for the caller; Binance takes the median of samples of a price oracle.
/// </remarks>
public sealed record AutoBurn
{
    private const long Scale = 1_000;

    /// <param name="anchorUsd">K, in the same units as prices.</param>
    /// <param name="floor">Base units below which burning stops.</param>
    /// <param name="oneToken">Base units of one coin.</param>
    /// <param name="oneUsd">Units of one USD in prices and anchor.</param>
    public AutoBurn(Int128 anchorUsd, Int128 floor, Int128 oneToken, Int128 oneUsd)
    {
        Require.Between(anchorUsd, 1, 1_000_000_000_000_000, "give the anchor in units of a USD");
        Require.Amount(floor);
        Require.Between(oneToken, 1, 1_000_000_000_000_000_000, "18 decimals at most");
        Require.Between(oneUsd, 1, 1_000_000_000, "9 decimals at most");
        AnchorUsd = anchorUsd;
        Floor = floor;
        OneToken = oneToken;
        OneUsd = oneUsd;
    }

    /// <summary>BNB with 18 decimals and prices in millionths of a USD.</summary>
    public static AutoBurn Bnb { get; } =
        new(
            anchorUsd: 1_000_000_000,
            floor: 100_000_000 * (Int128)1_000_000_000_000_000_000,
            oneToken: 1_000_000_000_000_000_000,
            oneUsd: 1_000_000
        );

    public Int128 AnchorUsd { get; }

    public Int128 Floor { get; }

    public Int128 OneToken { get; }

    public Int128 OneUsd { get; }

    /// <summary>Base units to burn for a quarter, at most the supply.</summary>
    /// <param name="blocks">Blocks produced in the quarter.</param>
    /// <param name="meanPriceUsd">Mean price, in units of <see cref="OneUsd"/>.</param>
    /// <param name="supply">Base units in circulation before the burn.</param>
    public Int128 At(long blocks, Int128 meanPriceUsd, Int128 supply)
    {
        Require.Between(blocks, 0, 1_000_000_000_000, "give the blocks of one quarter");
        Require.Between(meanPriceUsd, 0, 1_000_000_000_000_000, "give the price in units of a USD");
        Require.Amount(supply);
        return supply < Floor
            ? 0
            : Int128.Min(supply, WideMath.MultiplyDivide(blocks * Scale * OneToken, OneUsd, meanPriceUsd + AnchorUsd));
    }
}

using Souk.Simulation.Numerics;

namespace Souk.Simulation.DataValues;

/// <summary>What a body of data is worth, and what its attributes add to its price.</summary>
/// <remarks>
/// Value is a product of powers: models improve with a power of the data below 1 (Kaplan et al., arXiv:2001.08361, and
/// Hestness et al., arXiv:1712.00409), and attributes multiply. The premium is hedonic, ln(price) linear in attributes
/// (Rosen, J. Political Economy 82, 1974). Exponents and weights are assumed.
/// </remarks>
public static class DataValue
{
    /// <summary>No data is worth this and not 0, so that logarithms stay finite.</summary>
    public const double Least = 1e-6;

    /// <summary>(volume / reference)^a × spread^b × diversity^c × quality^d, at least <see cref="Least"/>.</summary>
    /// <param name="volume">Units given; not negative.</param>
    /// <param name="spread">Share of people who gave, 0 to 1.</param>
    /// <param name="diversity">0 to 1, see <see cref="Diversity"/>.</param>
    /// <param name="quality">0 to 1.</param>
    public static double Of(double volume, double spread, double diversity, double quality, in ValueTerms terms) =>
        Math.Max(
            Least,
            DeterministicMath.Pow(volume / terms.Reference, terms.Volume)
                * DeterministicMath.Pow(spread, terms.Spread)
                * DeterministicMath.Pow(diversity, terms.Diversity)
                * DeterministicMath.Pow(quality, terms.Quality)
        );

    /// <summary>The factor on the price: 1 at no exclusivity, quality one half, no verification.</summary>
    public static double Premium(double exclusivity, double quality, double verification, in PremiumTerms terms) =>
        DeterministicMath.Exp(
            (terms.Exclusivity * exclusivity) + (terms.Quality * (quality - 0.5)) + (terms.Verification * verification)
        );

    /// <summary>
    /// How evenly units are spread over sources: the effective number of sources (Hill number of order 1, e to the Shannon
    /// entropy) over their number. 1 when all have the same, 1/k when one of k has everything, 0 without units.
    /// </summary>
    public static double Diversity(ReadOnlySpan<long> units)
    {
        double total = 0;
        foreach (long one in units)
        {
            total += one;
        }

        if (total == 0)
        {
            return 0;
        }

        double entropy = 0;
        foreach (long one in units)
        {
            double share = one / total;
            entropy -= one == 0 ? 0 : share * DeterministicMath.Log(share);
        }

        return DeterministicMath.Exp(entropy) / units.Length;
    }

    /// <summary>Share of sources that have any units.</summary>
    public static double Coverage(ReadOnlySpan<long> units)
    {
        int covered = 0;
        foreach (long one in units)
        {
            covered += one > 0 ? 1 : 0;
        }

        return (double)covered / units.Length;
    }

    /// <summary>Demand over demand and supply: 0 when nobody asks, ½ in balance, 1 when there is nothing to give.</summary>
    public static double Scarcity(double demand, double supply) =>
        demand + supply == 0 ? 0 : demand / (demand + supply);
}

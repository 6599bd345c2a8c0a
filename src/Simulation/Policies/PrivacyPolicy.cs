namespace Souk.Simulation.Policies;

/// <summary>Who shares data at which level of privacy.</summary>
/// <remarks>
/// The privacy calculus of Culnan and Armstrong, Organization Science 10 (1999): one discloses where the benefit exceeds the
/// cost. Valuations of privacy are spread widely and skewed (Acquisti, John and Loewenstein, J. Legal Studies 42, 2013), so
/// concerns are lognormal.
/// </remarks>
public static class PrivacyPolicy
{
    /// <summary>Whether the net reward makes up for what remains exposed.</summary>
    /// <param name="rewardUsd">Per day.</param>
    /// <param name="privacy">0 shares all in the open, 1 reveals nothing.</param>
    /// <param name="proofCostUsd">Per day, of proving at full privacy; in proportion below it.</param>
    /// <param name="concernUsd">Per day, wanted for sharing all in the open.</param>
    public static bool Consents(double rewardUsd, double privacy, double proofCostUsd, double concernUsd) =>
        rewardUsd - (proofCostUsd * privacy) >= concernUsd * (1 - privacy);
}

namespace Souk.Simulation.Policies;

/// <summary>Diffusion of a product among those who could use it.</summary>
/// <remarks>
/// Bass, "A new product growth for model consumer durables", Management Science 15 (1969):
/// F(t) = (1 − e⁻⁽ᵖ⁺ᑫ⁾ᵗ) / (1 + (q/p) e⁻⁽ᵖ⁺ᑫ⁾ᵗ) in continuous time.
/// </remarks>
public static class AdoptionPolicy
{
    /// <summary>Probability per day that one who has not adopted does so, at most 1.</summary>
    /// <param name="innovation">p, per day.</param>
    /// <param name="imitation">q, per day.</param>
    /// <param name="adopted">Share of all who have adopted.</param>
    public static double Hazard(double innovation, double imitation, double adopted) =>
        Math.Min(1, innovation + (imitation * adopted));
}

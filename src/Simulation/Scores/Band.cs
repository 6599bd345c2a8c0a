namespace Souk.Simulation.Scores;

/// <summary>A central interval of a forecast, both ends in it.</summary>
/// <param name="Share">Of simulated futures that lie in it, such as 0.9.</param>
public readonly record struct Band(double Low, double High, double Share)
{
    public bool Covers(double observed) => observed >= Low && observed <= High;

    /// <summary>The interval score: its width, and 2/α for each unit by which it was missed. Small is good.</summary>
    /// <remarks>Gneiting and Raftery, JASA 102 (2007), equation 43, with α = 1 − share.</remarks>
    public double Score(double observed)
    {
        double missed = Math.Max(0, Low - observed) + Math.Max(0, observed - High);
        return High - Low + (2 / (1 - Share) * missed);
    }
}

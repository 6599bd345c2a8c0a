namespace Souk.Simulation.Numerics.Distributions;

/// <summary>The common part of Hörmann's PTRS and BTRS: a table mountain mapped onto a bell of counts.</summary>
/// <param name="Width">b of the papers.</param>
/// <param name="Tail">a of the papers.</param>
/// <param name="Centre">c of the papers.</param>
/// <param name="Accepted">v_r of the papers: heights below it are accepted unseen, in the middle.</param>
/// <param name="Scale">What the height is multiplied by: 1/α or α.</param>
/// <remarks>
/// Both of W. Hörmann, 1993: Insurance: Mathematics and Economics 12, 39-45, and Journal of Statistical Computation and
/// Simulation 46, 101-110.
/// </remarks>
internal readonly record struct TransformedRejection(
    double Width,
    double Tail,
    double Centre,
    double Accepted,
    double Scale
)
{
    private const double MiddleMin = 0.07;

    /// <summary>One candidate from two uniforms; its count may lie outside the distribution, or be negative.</summary>
    public Candidate Draw(ref DrawSequence draws)
    {
        double u = draws.Uniform() - 0.5;
        double v = draws.Uniform();
        double edge = 0.5 - Math.Abs(u);
        double count = Math.Floor((((2 * Tail / edge) + Width) * u) + Centre);
        bool isAccepted = edge >= MiddleMin && v <= Accepted;
        return new Candidate(count, isAccepted, v * Scale / ((Tail / (edge * edge)) + Width));
    }

    /// <param name="Count">A whole number.</param>
    /// <param name="IsAccepted">Without looking at its probability.</param>
    /// <param name="Height">To be at most the probability, up to the factor that the scale leaves.</param>
    internal readonly record struct Candidate(double Count, bool IsAccepted, double Height)
    {
        public double LogHeight => DeterministicMath.Log(Height);
    }
}

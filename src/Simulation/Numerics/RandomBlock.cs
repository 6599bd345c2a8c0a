namespace Souk.Simulation.Numerics;

/// <summary>128 random bits, read as four words, two halves of 64 bits, or two independent uniforms.</summary>
public readonly record struct RandomBlock(uint Word0, uint Word1, uint Word2, uint Word3)
{
    private const int UnusedBits = 12;
    private const double Resolution = 1.0 / (1L << 52);

    public ulong FirstBits => ((ulong)Word0 << 32) | Word1;

    public ulong SecondBits => ((ulong)Word2 << 32) | Word3;

    /// <summary>The first uniform in the open interval (0, 1), with 52 random bits.</summary>
    public double First => Uniform(FirstBits);

    /// <summary>The second uniform in the open interval (0, 1), independent of <see cref="First"/>.</summary>
    public double Second => Uniform(SecondBits);

    /// <summary>The uniform in the open interval (0, 1) that the upper 52 bits choose.</summary>
    /// <remarks>Half a step above zero and below one; a 53rd bit would round the largest value up to one.</remarks>
    public static double Uniform(ulong bits) => ((bits >> UnusedBits) + 0.5) * Resolution;
}

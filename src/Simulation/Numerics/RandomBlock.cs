namespace Souk.Simulation.Numerics;

/// <summary>128 random bits, read as four words or as two independent uniforms.</summary>
public readonly record struct RandomBlock(uint Word0, uint Word1, uint Word2, uint Word3)
{
    private const double Resolution = 1.0 / (1L << 52);

    /// <summary>The first uniform in the open interval (0, 1), with 52 random bits.</summary>
    public double First => Uniform(Word0, Word1);

    /// <summary>The second uniform in the open interval (0, 1), independent of <see cref="First"/>.</summary>
    public double Second => Uniform(Word2, Word3);

    // Half a step above zero and below one; a 53rd bit would round the largest value up to one.
    private static double Uniform(uint high, uint low)
    {
        ulong bits = ((ulong)(high >> 6) << 26) | (low >> 6);
        return (bits + 0.5) * Resolution;
    }
}

namespace Souk.Simulation.Numerics;

/// <summary>Draws for many agents at once.</summary>
public static class RandomFills
{
    /// <summary>Agents whose draws a loop asks for at a time, so that they stay in the first cache.</summary>
    public const int BlockRows = 256;

    /// <summary>Both uniforms of the agents from <paramref name="agent"/> on: those of <see cref="RandomStream.Draw"/>.</summary>
    public static void Fill(
        this RandomStream random,
        DrawKind kind,
        int agent,
        int step,
        int draw,
        Span<double> first,
        Span<double> second
    )
    {
        for (int i = 0; i < first.Length; i++)
        {
            RandomBlock block = random.Draw(kind, agent + i, step, draw);
            first[i] = block.First;
            second[i] = block.Second;
        }
    }
}

namespace Souk.Simulation.Numerics;

/// <summary>What a draw decides. Part of the counter, so that two decisions of one agent never share a draw.</summary>
/// <remarks>The numbers are part of every digest: append, never renumber.</remarks>
public enum DrawKind : uint
{
    ContributorTraits = 1,
    ContributorDecision = 2,
    BuyerDecision = 3,
    OrderSize = 4,
    InsiderDecision = 5,
    TraderFlow = 6,

    /// <summary>The order in which agents act.</summary>
    Shuffle = 7,

    /// <summary>Whom an agent meets.</summary>
    Choice = 8,

    /// <summary>What an uncertain parameter is in a replicate.</summary>
    Parameter = 9,
}

/// <summary>The random numbers of one run: keyed by seed and replicate, counted by agent, step, kind and draw.</summary>
/// <remarks>
/// The scenario is not in the key. Two scenarios under one seed share their luck (common random numbers), so that a
/// difference between them has a cause in the scenario.
/// </remarks>
public readonly record struct RandomStream(uint Seed, uint Replicate)
{
    public RandomBlock Draw(DrawKind kind, int agent, int step, int draw = 0) =>
        Philox4x32.Block(Seed, Replicate, (uint)agent, (uint)step, (uint)kind, (uint)draw);

    /// <summary>Both uniforms of neighbouring agents, the same that <see cref="Draw"/> gives for each of them.</summary>
    /// <param name="kind">What the draw decides.</param>
    /// <param name="agent">The first agent.</param>
    /// <param name="step">Of the run.</param>
    /// <param name="first">Filled: <see cref="RandomBlock.First"/> of each agent.</param>
    /// <param name="second">Filled: <see cref="RandomBlock.Second"/> of each agent; as long as <paramref name="first"/>.</param>
    public void Fill(DrawKind kind, int agent, int step, Span<double> first, Span<double> second, int draw = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, first.Length);
        int done = 0;
        if (PhiloxLanes.IsSupported)
        {
            for (; done <= first.Length - PhiloxLanes.LaneCount; done += PhiloxLanes.LaneCount)
            {
                PhiloxLanes.Fill(
                    Seed,
                    Replicate,
                    (uint)(agent + done),
                    (uint)step,
                    (uint)kind,
                    (uint)draw,
                    first[done..],
                    second[done..]
                );
            }
        }

        for (; done < first.Length; done++)
        {
            RandomBlock block = Draw(kind, agent + done, step, draw);
            first[done] = block.First;
            second[done] = block.Second;
        }
    }
}

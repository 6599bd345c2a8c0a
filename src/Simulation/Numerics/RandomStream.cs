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
}

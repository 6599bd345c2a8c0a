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

    // People of the catalogue, from 40 on.
    WorkerTraits = 40,
    WorkerDecision = 41,
    WorkQuality = 42,
    AccountTraits = 43,
    AccountDecision = 44,
    CustomerTraits = 45,
    CustomerDecision = 46,
    CustomerOrder = 47,
    OperatorTraits = 48,
    OperatorDecision = 49,
    StakerTraits = 50,
    StakerDecision = 51,
    BeliefTraits = 52,
    BeliefNoise = 53,
    InvestorDecision = 54,
    SectorReturn = 55,
    DealTraits = 56,
    DealDecision = 57,
    Meeting = 58,
    IntegratorTraits = 59,
    WashFlow = 60,
    CoverageOrder = 61,
    SourceTraits = 62,
    AgentTraits = 63,
    AgentDecision = 64,
    ServiceTraits = 65,
    ServiceDecision = 66,
    ContractTraits = 67,
    ContractDecision = 68,
    Connection = 69,
    Attestation = 70,
    SaverDecision = 71,
    FarmerTraits = 72,
    FarmerDecision = 73,
}

/// <summary>The random numbers of one run: keyed by seed and replicate, counted by agent, step, kind and draw.</summary>
/// <remarks>
/// The scenario is not in the key. Two scenarios under one seed share their luck (common random numbers), so that a
/// difference between them has a cause in the scenario. Every other way to draw reads what <see cref="Draw"/> gives.
/// </remarks>
public readonly record struct RandomStream(uint Seed, uint Replicate)
{
    /// <summary>Agents whose draws a loop does well to fill at a time: they stay in the first cache.</summary>
    public const int FillRows = 256;

    public RandomBlock Draw(DrawKind kind, int agent, int step, int draw = 0) =>
        Philox4x32.Block(Seed, Replicate, (uint)agent, (uint)step, (uint)kind, (uint)draw);

    /// <summary>One agent's draws for one decision, as many as it takes, from the given one on.</summary>
    public DrawSequence Sequence(DrawKind kind, int agent, int step, int draw = 0) =>
        new(this, kind, agent, step, draw);

    /// <summary>The draws of the agents from <paramref name="agent"/> on, several at a time where the machine can.</summary>
    /// <remarks>The bits of <see cref="Draw"/>, however a population is cut into spans.</remarks>
    public void Fill(DrawKind kind, int agent, int step, int draw, Span<RandomBlock> blocks)
    {
        int last = agent + blocks.Length;
        int done = PhiloxLanes.IsSupported ? Lanes(kind, step, draw).FillBlocks((uint)agent, blocks) : 0;
        for (; agent + done < last; done++)
        {
            blocks[done] = Draw(kind, agent + done, step, draw);
        }
    }

    /// <summary>The first uniforms of the agents from <paramref name="agent"/> on.</summary>
    public void Fill(DrawKind kind, int agent, int step, int draw, Span<double> first) =>
        Fill(kind, agent, step, draw, first, []);

    /// <summary>Both uniforms of the agents from <paramref name="agent"/> on.</summary>
    /// <param name="second">As long as <paramref name="first"/>, or empty if not wanted.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Fill(DrawKind kind, int agent, int step, int draw, Span<double> first, Span<double> second)
    {
        if (!second.IsEmpty && second.Length != first.Length)
        {
            throw new ArgumentException($"{first.Length} first and {second.Length} second uniforms.", nameof(second));
        }

        int last = agent + first.Length;
        int done = PhiloxLanes.IsSupported ? Lanes(kind, step, draw).FillUniforms((uint)agent, first, second) : 0;
        for (; agent + done < last; done++)
        {
            RandomBlock block = Draw(kind, agent + done, step, draw);
            first[done] = block.First;
            if (!second.IsEmpty)
            {
                second[done] = block.Second;
            }
        }
    }

    private PhiloxLanes Lanes(DrawKind kind, int step, int draw) =>
        new(Seed, Replicate, (uint)step, (uint)kind, (uint)draw);
}

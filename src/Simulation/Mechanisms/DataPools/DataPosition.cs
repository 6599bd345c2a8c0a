namespace Souk.Simulation.Mechanisms.DataPools;

/// <summary>Data points of one contributor and type that stay in a pool.</summary>
/// <param name="Units">Data points.</param>
/// <param name="Reward">Base units reserved for them in the pool's escrow.</param>
/// <param name="EndStep">The reward is due at the end of this step.</param>
/// <param name="ConsentStep">Last step for which the contributor consents; the position ends with the earlier of both.</param>
internal record struct DataPosition(
    int Pool,
    int Contributor,
    int Type,
    long Units,
    Int128 Reward,
    int StartStep,
    int EndStep,
    int ConsentStep
)
{
    /// <summary>The step that ends the position.</summary>
    public readonly int DueStep => Math.Min(EndStep, ConsentStep);
}

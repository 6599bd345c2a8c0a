namespace Souk.Simulation.Mechanisms.DataPools;

/// <summary>What a buyer offers to those who stake data in a pool of theirs.</summary>
/// <param name="Name">For messages.</param>
/// <param name="RewardToken">Ledger token in which the pool pays: native, stablecoin or a partner's.</param>
/// <param name="Escrow">Ledger account that holds the buyer's budget; it belongs to this pool alone.</param>
/// <param name="RewardPerUnit">Base units for a data point that stays for the whole period, by data type; 0 takes none.</param>
/// <param name="PeriodSteps">How long data stays, above zero.</param>
/// <param name="UnitsPerContributorMax">Most data points that one contributor may have in the pool at once.</param>
/// <param name="LastStep">Last step at which the pool takes data.</param>
/// <param name="PaysOnRevocation">Whether consent that ends early is paid for the time it lasted, or not at all.</param>
public sealed record DataPoolTerms(
    string Name,
    int RewardToken,
    int Escrow,
    IReadOnlyList<Int128> RewardPerUnit,
    int PeriodSteps,
    long UnitsPerContributorMax,
    int LastStep = int.MaxValue,
    bool PaysOnRevocation = true
)
{
    internal void Check()
    {
        if (PeriodSteps <= 0)
        {
            throw new ArgumentException($"Pool {Name} keeps data for {PeriodSteps} steps; a period is 1 step or more.");
        }

        if (UnitsPerContributorMax <= 0)
        {
            throw new ArgumentException(
                $"Pool {Name} takes {UnitsPerContributorMax} data points of each contributor; the cap is 1 or more."
            );
        }

        if (RewardPerUnit.Any(reward => reward < 0))
        {
            throw new ArgumentException($"Pool {Name} has a negative reward; use 0 for types that it does not take.");
        }
    }
}

namespace Souk.Simulation.Mechanisms.Stakes;

/// <summary>One way to stake: how long, and for how much.</summary>
/// <param name="PeriodSteps">The stake cannot be unlocked before, above zero.</param>
/// <param name="InterestRate">Reward for the whole period, in millionths of a percent of the stake: 8 % is 8,000,000.</param>
public readonly record struct StakeTerm(int PeriodSteps, long InterestRate);

/// <summary>The rules of a stake pool.</summary>
/// <param name="Token">Ledger token.</param>
/// <param name="Staked">Ledger account that holds the stakes.</param>
/// <param name="Rewards">Ledger account from which rewards are paid; nobody else pays from it, or promises could break.</param>
/// <param name="Terms">The choices.</param>
/// <param name="CooldownSteps">Between unlocking and claiming.</param>
/// <param name="LastStep">The reward programme ends: no stake is taken after this step. Stakes taken before keep their terms.</param>
public sealed record StakeTerms(
    int Token,
    int Staked,
    int Rewards,
    IReadOnlyList<StakeTerm> Terms,
    int CooldownSteps,
    int LastStep = int.MaxValue
)
{
    /// <summary>Interest rates are parts of this: a hundred percent in millionths.</summary>
    public const long InterestWhole = 100_000_000;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(CooldownSteps);
        if (Terms.Count == 0 || Terms.Any(term => term.PeriodSteps <= 0 || term.InterestRate < 0))
        {
            throw new ArgumentException(
                "A stake pool needs at least one term, of 1 step or more, with a rate of 0 or more."
            );
        }
    }
}

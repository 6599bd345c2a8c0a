using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Stakes;

/// <summary>Tokens locked for a period, with a reward that is set aside when they are staked.</summary>
/// <remarks>
/// Source: `MasaStakingV2` of Masa's staking contracts 0.6.0: reward = amount × rate / 100,000,000, rounded down, and
/// refused if the unreserved rewards do not cover it; unlock after the period, claim after the cooldown. MODELLED
/// beyond it: slashing, the end of the programme, and a stake that stays locked until its owner's vesting has ended.
/// Staked tokens lie in an account of their own, so they are out of circulation.
/// </remarks>
public sealed class StakePool
{
    private readonly TokenLedger _ledger;
    private readonly StakeTerms _terms;
    private readonly AccountRange _owners;
    private readonly Int128[] _earning;
    private readonly List<Stake> _stakes = [];

    /// <param name="owners">Accounts that may stake.</param>
    /// <exception cref="ArgumentException">Terms that cannot be kept.</exception>
    public StakePool(TokenLedger ledger, AccountRange owners, StakeTerms terms)
    {
        terms.Check();
        _ledger = ledger;
        _owners = owners;
        _earning = new Int128[owners.Count];
        _terms = terms;
    }

    /// <summary>Rewards set aside for stakes that are not claimed yet, base units.</summary>
    public Int128 RewardsReserved { get; private set; }

    /// <summary>Stakes not claimed yet, base units.</summary>
    public Int128 TotalStaked { get; private set; }

    /// <summary>Rewards that can still be promised, base units.</summary>
    public Int128 RewardsAvailable => _ledger.Balance(_terms.Token, _terms.Rewards) - RewardsReserved;

    /// <summary>Locks an amount.</summary>
    /// <param name="owner">Index among the owners.</param>
    /// <param name="term">Index into the terms.</param>
    /// <param name="vestingEndStep">The stake cannot be unlocked before this step, whatever its period; 0 for no vesting.</param>
    /// <returns>The stake's index, or null where nothing was done: the programme has ended or rewards do not suffice.</returns>
    /// <exception cref="InvalidOperationException">The owner holds less than the amount.</exception>
    public int? Lock(int owner, Int128 amount, int term, int step, int vestingEndStep = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, Int128.One);
        Int128 reward = Interest(amount, _terms.Terms[term].InterestRate);
        if (step > _terms.LastStep || reward > RewardsAvailable)
        {
            return null;
        }

        _ledger.Transfer(_terms.Token, _owners[owner], _terms.Staked, amount);
        int unlockStep = Math.Max(vestingEndStep, checked(step + _terms.Terms[term].PeriodSteps));
        _stakes.Add(new(owner, amount, reward, _terms.Terms[term].InterestRate, unlockStep));
        _earning[owner] += amount;
        RewardsReserved += reward;
        TotalStaked += amount;
        return _stakes.Count - 1;
    }

    /// <summary>Starts the cooldown of a stake whose period is over.</summary>
    /// <returns>Whether it could be unlocked.</returns>
    public bool Unlock(int stake, int step)
    {
        Stake current = _stakes[stake];
        if (current.ClaimStep is not null || current.Amount == 0 || step < current.UnlockStep)
        {
            return false;
        }

        _stakes[stake] = current with { ClaimStep = checked(step + _terms.CooldownSteps) };
        _earning[current.Owner] -= current.Amount;
        return true;
    }

    /// <summary>Returns a stake with its reward once the cooldown is over.</summary>
    /// <returns>Base units paid, zero if it cannot be claimed yet or was claimed before.</returns>
    /// <exception cref="InvalidOperationException">The rewards account was emptied by others; nothing was paid.</exception>
    public Int128 Claim(int stake, int step)
    {
        Stake current = _stakes[stake];
        if (current.ClaimStep is not { } claimStep || step < claimStep || current.Amount == 0)
        {
            return 0;
        }

        // The reward first: if somebody else emptied its account, the stake stays where it is.
        _ledger.Transfer(_terms.Token, _terms.Rewards, _owners[current.Owner], current.Reward);
        _ledger.Transfer(_terms.Token, _terms.Staked, _owners[current.Owner], current.Amount);
        RewardsReserved -= current.Reward;
        TotalStaked -= current.Amount;
        _stakes[stake] = current with { Amount = 0, Reward = 0 };
        return current.Amount + current.Reward;
    }

    /// <summary>What is left of a stake, base units; zero once it was claimed or slashed whole.</summary>
    public Int128 AmountOf(int stake) => _stakes[stake].Amount;

    /// <summary>Takes a share of a stake, also during its cooldown; its reward shrinks with it.</summary>
    /// <param name="to">Account that gets it; null burns it.</param>
    /// <returns>Base units taken, rounded down.</returns>
    public Int128 Slash(int stake, Share share, int? to)
    {
        Stake current = _stakes[stake];
        Int128 taken = share.Of(current.Amount);
        Int128 left = current.Amount - taken;
        Int128 reward = Interest(left, current.InterestRate);
        if (to is { } account)
        {
            _ledger.Transfer(_terms.Token, _terms.Staked, account, taken);
        }
        else
        {
            _ledger.Burn(_terms.Token, _terms.Staked, taken);
        }

        RewardsReserved -= current.Reward - reward;
        TotalStaked -= taken;
        _earning[current.Owner] -= current.ClaimStep is null ? taken : 0;
        _stakes[stake] = current with { Amount = left, Reward = reward };
        return taken;
    }

    /// <summary>Whether an owner has staked what a role requires; stakes in their cooldown do not count.</summary>
    public bool IsQualified(int owner, Int128 required) => _earning[owner] >= required;

    private static Int128 Interest(Int128 amount, long rate) =>
        WideMath.MultiplyDivide(amount, rate, StakeTerms.InterestWhole);

    private readonly record struct Stake(
        int Owner,
        Int128 Amount,
        Int128 Reward,
        long InterestRate,
        int UnlockStep,
        int? ClaimStep = null
    );
}

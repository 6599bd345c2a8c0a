using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Stakes;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Stakes;

/// <summary>What each owner stakes, and how many days lie between two stakes.</summary>
internal readonly record struct StakeHabit(Share Share, int EveryDays);

/// <summary>Days of a stake: locked, waiting for payment; the programme's last; the end of the vesting that holds it.</summary>
internal readonly record struct StakeDays(int Period, int Cooldown, int Last, int VestingEnd);

/// <summary>Who stakes, where stakes lie, where rewards come from.</summary>
internal sealed record StakeAccounts(Holdings Owners, Holdings Staked, Holdings Rewards);

/// <summary>Pays stakes that are over, and takes new ones on the days of the habit.</summary>
internal sealed class StakeRule : Rule
{
    private readonly StakingPool _part;
    private readonly StakeAccounts _accounts;
    private readonly Dial<StakeHabit> _habit;
    private readonly StakeDays _days;
    private readonly StakeTerms _terms;
    private readonly TokenLedger _ledger;

    public StakeRule(
        StakingPool part,
        StakeAccounts accounts,
        Dial<StakeHabit> habit,
        StakeDays days,
        long interestRate,
        TokenLedger ledger
    )
        : base(part.Name, Phase.Settle)
    {
        _part = part;
        _accounts = accounts;
        _habit = habit;
        _days = days;
        _ledger = ledger;
        _terms = new StakeTerms(
            accounts.Staked.Token.Index,
            accounts.Staked.Account,
            accounts.Rewards.Account,
            [new StakeTerm(days.Period, interestRate)],
            days.Cooldown,
            days.Last
        );
        Pool = NewPool();
    }

    public StakePool Pool { get; private set; }

    /// <summary>Stakes that are not claimed yet, the oldest first.</summary>
    public List<int> Open { get; } = [];

    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches.Updates(_accounts.Owners, _accounts.Staked, _accounts.Rewards);
    }

    public override void Run(in Step step)
    {
        int kept = 0;
        for (int i = 0; i < Open.Count; i++)
        {
            int stake = Open[i];
            Pool.Unlock(stake, step.Index);
            if (Pool.Claim(stake, step.Index) == 0 && Pool.AmountOf(stake) > 0)
            {
                Open[kept++] = stake;
            }
        }

        Open.RemoveRange(kept, Open.Count - kept);
        StakeHabit habit = _habit.At(step.Index);
        if (step.Index % habit.EveryDays == 0)
        {
            Stake(habit.Share, step.Index);
        }
    }

    public override void Forget()
    {
        Open.Clear();
        Pool = NewPool();
    }

    private void Stake(Share share, int day)
    {
        int count = _accounts.Owners.Group.Count;
        for (int owner = 0; owner < count; owner++)
        {
            Int128 amount = share.Of(_accounts.Owners.Balances[owner]);
            if (amount > 0 && Pool.Lock(owner, amount, term: 0, day, _days.VestingEnd) is { } stake)
            {
                Open.Add(stake);
            }
        }
    }

    private StakePool NewPool() => new(_ledger, _accounts.Owners.Group.Range, _terms);
}

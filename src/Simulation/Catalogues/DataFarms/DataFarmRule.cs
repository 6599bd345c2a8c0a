using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.DataFarms;
using Souk.Simulation.Mechanisms.Emissions;
using Souk.Simulation.Mechanisms.Locks;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.DataFarms;

/// <summary>Each day: locks that ended return, and new ones begin on the days of the habit; each Wednesday: the week is paid.</summary>
internal sealed class DataFarmRule : Rule
{
    private const long DaySeconds = 86_400;

    private readonly DataFarmPart _part;
    private readonly FarmAccounts _accounts;
    private readonly FarmTallies _tallies;
    private readonly Dial<FarmHabit> _habit;
    private readonly bool[] _isFeed;
    private readonly DateOnly _start;
    private readonly int _firstLockDay;
    private readonly TokenLedger _ledger;
    private readonly FarmAsset[] _assets;
    private readonly FarmStake[] _stakes;

    public DataFarmRule(
        DataFarmPart part,
        FarmAccounts accounts,
        FarmTallies tallies,
        Dial<FarmHabit> habit,
        bool[] isFeed,
        (DateOnly Date, int FirstLockDay) start,
        TokenLedger ledger
    )
        : base(part.Name, Phase.Settle)
    {
        _part = part;
        _accounts = accounts;
        _tallies = tallies;
        _habit = habit;
        _isFeed = isFeed;
        (_start, _firstLockDay) = start;
        _ledger = ledger;
        _assets = new FarmAsset[isFeed.Length];
        _stakes = new FarmStake[isFeed.Length * OwnerCount];
        Escrow = new VotingEscrow(OwnerCount);
    }

    public VotingEscrow Escrow { get; private set; }

    /// <summary>Voting power of all at the end of the day, base units.</summary>
    public Int128 Power { get; private set; }

    public override bool HasMemory => true;

    private int OwnerCount => _accounts.Owners.Group.Count;

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches.Updates(_accounts.Owners, _accounts.Locks, _accounts.Fund, _tallies.Left).Adds(_tallies.Paid);
    }

    public override void Run(in Step step)
    {
        FarmHabit habit = _habit.At(step.Index);
        DateOnly date = _start.AddDays(step.Index);
        long time = SecondsOf(date);
        Return(time);
        if (step.Index >= _firstLockDay && (step.Index - _firstLockDay) % habit.EveryDays == 0)
        {
            Lock(habit, time);
        }

        Power = Escrow.TotalPowerAt(time);
        if (date.DayOfWeek == DayOfWeek.Wednesday)
        {
            PayWeek(habit, date);
        }
    }

    public override void Forget()
    {
        Escrow = new VotingEscrow(OwnerCount);
        Power = 0;
    }

    private void Return(long time)
    {
        for (int owner = 0; owner < OwnerCount; owner++)
        {
            Int128 amount = Escrow.Withdraw(owner, time);
            Move(_accounts.Locks.Account, _accounts.Owners[owner], amount);
        }
    }

    private void Lock(FarmHabit habit, long time)
    {
        for (int owner = 0; owner < OwnerCount; owner++)
        {
            Int128 amount = habit.Share.Of(_accounts.Owners.Balances[owner]);
            if (amount > 0)
            {
                // A shorter lock than before, after a change of the habit, keeps the old end.
                long end = Math.Max(time + (habit.LockDays * DaySeconds), Escrow.LockOf(owner).End);
                Escrow.Lock(owner, amount, end, time);
                Move(_accounts.Owners[owner], _accounts.Locks.Account, amount);
            }
        }
    }

    private void PayWeek(FarmHabit habit, DateOnly lastDay)
    {
        int week = DataFarmingSchedule.WeekOf(lastDay);
        for (int asset = 0; asset < _assets.Length; asset++)
        {
            long? cap = habit.HasVolumeCap ? VolumeCap.PartsPerBillion(week, _isFeed[asset]) : null;
            _assets[asset] = new FarmAsset(habit.Volumes[asset], cap);
        }

        Allocate(habit, SecondsOf(lastDay) + DaySeconds);
        Int128 budget = _accounts.Fund.Balance - _tallies.Left.Value;
        Int128[] rewards = habit.Farm.Rewards(budget, _assets, habit.Weights, _stakes);
        Int128 paid = 0;
        for (int i = 0; i < rewards.Length; i++)
        {
            Move(_accounts.Fund.Account, _accounts.Owners[_stakes[i].Staker], rewards[i]);
            paid += rewards[i];
        }

        _tallies.Paid.Value += paid;
        _tallies.Left.Value += budget - paid;
    }

    // Power and locked tokens are spread alike, each part rounded down.
    private void Allocate(FarmHabit habit, long time)
    {
        Int128 all = 0;
        foreach (Int128 volume in habit.Volumes)
        {
            all += volume;
        }

        for (int i = 0; i < _stakes.Length; i++)
        {
            (int owner, int asset) = Math.DivRem(i, _assets.Length);
            Int128 share = habit.IsEven ? 1 : habit.Volumes[asset];
            Int128 whole = habit.IsEven ? _assets.Length : Int128.Max(1, all);
            _stakes[i] = new FarmStake(
                asset,
                owner,
                WideMath.MultiplyDivide(Escrow.PowerAt(owner, time), share, whole),
                WideMath.MultiplyDivide(Escrow.LockOf(owner).Amount, share, whole)
            );
        }
    }

    private void Move(int from, int to, Int128 amount)
    {
        if (amount > 0)
        {
            _ledger.Transfer(_accounts.Fund.Token.Index, from, to, amount);
        }
    }

    private static long SecondsOf(DateOnly date) =>
        (date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * DaySeconds;
}

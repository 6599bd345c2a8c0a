using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Mechanisms.Locks;

/// <summary>Locks tokens for voting power that decays in a straight line to zero: veCRV, and veOCEAN after it.</summary>
/// <remarks>
/// Slope = amount / four years in seconds, rounded down; power = slope × seconds left. Ends are rounded down to weeks.
/// The sum over owners equals <see cref="TotalPowerAt"/> to the unit, since all are integers. Source:
/// curvefi/curve-dao-contracts at 01ece7e, `contracts/VotingEscrow.vy`, of which veOCEAN is a copy. Time may only move on.
/// </remarks>
public sealed class VotingEscrow(int ownerCount)
{
    public const long WeekSeconds = 7 * 86_400;

    /// <summary>Four years of 365 days: the longest lock.</summary>
    public const long LongestSeconds = 4 * 365 * 86_400;

    private readonly TokenLock[] _locks = new TokenLock[ownerCount];

    // Slopes that end, by the week in which they do.
    private readonly SortedDictionary<long, Int128> _ending = [];
    private Int128 _bias;
    private Int128 _slope;
    private long _time;

    /// <summary>Base units locked by all.</summary>
    public Int128 Locked { get; private set; }

    public TokenLock LockOf(int owner) => _locks[owner];

    /// <summary>Voting power of an owner, in base units of a token locked for the longest time.</summary>
    public Int128 PowerAt(int owner, long time) => _locks[owner].PowerAt(time);

    /// <summary>Voting power of all owners now; moves the clock on.</summary>
    public Int128 TotalPowerAt(long time)
    {
        MoveTo(time);
        return _bias;
    }

    /// <summary>Locks more, or for longer, or both.</summary>
    /// <param name="amount">Base units to add; 0 to extend only.</param>
    /// <param name="end">New end, rounded down to a week; not before the present one.</param>
    /// <exception cref="ArgumentException">An end in the past, beyond four years, or before the lock's; or no amount.</exception>
    public void Lock(int owner, Int128 amount, long end, long time)
    {
        TokenLock old = _locks[owner];
        long week = end / WeekSeconds * WeekSeconds;
        Require.Between(amount, 0, BaseUnits.AmountMax - old.Amount, "give base units");
        Require.Between(
            week,
            Math.Max(time + 1, old.End),
            time + LongestSeconds,
            "an end cannot move back",
            nameof(end)
        );
        if (old.Amount > 0 && old.End <= time)
        {
            throw new ArgumentException($"Owner {owner} has an expired lock until {old.End}: withdraw it first.");
        }

        if (amount == 0 && week == old.End || old.Amount + amount == 0)
        {
            throw new ArgumentException($"amount is 0 and end stays {old.End}: add an amount or extend the lock.");
        }

        MoveTo(time);
        Remove(old, time);
        Int128 slope = (old.Amount + amount) / LongestSeconds;
        TokenLock next = new(old.Amount + amount, week, slope * (week - time), slope, time);
        _locks[owner] = next;
        Locked += amount;
        _bias += next.Bias;
        _slope += slope;
        _ending[week] = _ending.GetValueOrDefault(week) + slope;
    }

    /// <summary>Takes out what is no longer locked.</summary>
    /// <returns>Base units: 0 while the lock lasts.</returns>
    public Int128 Withdraw(int owner, long time)
    {
        TokenLock old = _locks[owner];
        if (time < old.End)
        {
            return 0;
        }

        MoveTo(time);
        _locks[owner] = default;
        Locked -= old.Amount;
        return old.Amount;
    }

    // Only of a lock that lasts: its slope still counts.
    private void Remove(TokenLock old, long time)
    {
        if (old.Amount > 0)
        {
            _bias -= old.PowerAt(time);
            _slope -= old.Slope;
            _ending[old.End] -= old.Slope;
        }
    }

    private void MoveTo(long time)
    {
        Require.Between(time, _time, long.MaxValue, "time only moves on");
        while (_ending.Count > 0 && _ending.First() is { } next && next.Key <= time)
        {
            _bias -= _slope * (next.Key - _time);
            _slope -= next.Value;
            _time = next.Key;
            _ending.Remove(next.Key);
        }

        _bias -= _slope * (time - _time);
        _time = time;
    }
}

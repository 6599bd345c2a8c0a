using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.DataPools;

/// <summary>Data-staking pools: buyers put up budgets, contributors stake data for a fixed period and are paid at its end.</summary>
/// <remarks>
/// <para>
/// A reward is reserved in the pool's escrow when data is staked, so a pool never owes more than it holds: it takes less
/// data instead. A position ends at its period's end (paid in full), or before, when consent expires or is revoked (paid
/// for the time it lasted, rounded down, or not at all). The data points then return to their contributor, and what was
/// reserved and not paid is free for others.
/// </para>
/// <para>
/// Source: `DataStakingDynamic` of Masa's marketplace contracts 2.1.26 (reward = points × reward per point, a cap per
/// contributor, rewards set aside when staking). MODELLED beyond it: consent that expires or is revoked, the fraction
/// staked, data types with prices of their own per buyer, and the pool's last step.
/// </para>
/// </remarks>
public sealed class DataPoolBook
{
    private readonly TokenLedger _ledger;
    private readonly AccountRange _contributors;
    private readonly DataHoldings _holdings;
    private readonly List<DataPoolTerms> _pools = [];
    private readonly List<Int128> _reserved = [];
    private readonly List<long[]> _staked = [];
    private readonly List<long> _stakedByAll = [];
    private readonly PositionCalendar _positions;

    /// <param name="contributors">Their accounts, in the order of <paramref name="holdings"/>.</param>
    public DataPoolBook(TokenLedger ledger, AccountRange contributors, DataHoldings holdings)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(contributors.Count, holdings.ContributorCount);
        _ledger = ledger;
        _contributors = contributors;
        _holdings = holdings;
        _positions = new PositionCalendar(holdings.ContributorCount);
    }

    public int PoolCount => _pools.Count;

    /// <summary>Positions that are open.</summary>
    public int PositionCount => _positions.Count;

    /// <summary>Base units set aside for open positions of a pool.</summary>
    public Int128 Reserved(int pool) => _reserved[pool];

    /// <summary>Base units with which a pool can still reward new data.</summary>
    public Int128 Available(int pool) =>
        _ledger.Balance(_pools[pool].RewardToken, _pools[pool].Escrow) - _reserved[pool];

    /// <summary>Opens a pool; its budget is what its escrow account holds, now and later.</summary>
    /// <returns>Its index.</returns>
    /// <exception cref="ArgumentException">Terms that cannot be kept.</exception>
    public int Open(DataPoolTerms terms)
    {
        terms.Check();
        if (terms.RewardPerUnit.Count != _holdings.TypeCount)
        {
            throw new ArgumentException(
                $"Pool {terms.Name} has {terms.RewardPerUnit.Count} rewards for {_holdings.TypeCount} data types."
            );
        }

        _pools.Add(terms);
        _reserved.Add(0);
        _staked.Add(new long[_holdings.ContributorCount]);
        _stakedByAll.Add(0);
        return _pools.Count - 1;
    }

    /// <summary>Stakes a share of a contributor's free data points of one type.</summary>
    /// <param name="step">From the start of this step.</param>
    /// <param name="consentStep">Last step for which the contributor consents; <see cref="int.MaxValue"/> for no limit.</param>
    /// <returns>Data points taken: fewer than offered where a cap or the budget binds, zero if the pool takes none.</returns>
    public long Stake(int pool, int contributor, int type, Share share, int step, int consentStep = int.MaxValue)
    {
        DataPoolTerms terms = _pools[pool];
        Int128 reward = terms.RewardPerUnit[type];
        if (reward == 0 || step > terms.LastStep || consentStep < step)
        {
            return 0;
        }

        ref long free = ref _holdings.OfType(type)[contributor];
        Int128 units = Int128.Min(share.Of(free), terms.UnitsPerContributorMax - Staked(pool, contributor));
        units = Int128.Min(units, Available(pool) / reward);
        if (units <= 0)
        {
            return 0;
        }

        free -= (long)units;
        _staked[pool][contributor] += (long)units;
        _stakedByAll[pool] += (long)units;
        _reserved[pool] += units * reward;
        int endStep = checked(step + terms.PeriodSteps - 1);
        _positions.Add(new(pool, contributor, type, (long)units, units * reward, step, endStep, consentStep));
        return (long)units;
    }

    /// <summary>Data points that a contributor has in a pool.</summary>
    public long Staked(int pool, int contributor) => _staked[pool][contributor];

    /// <summary>Data points that all contributors together have in a pool.</summary>
    public long Staked(int pool) => _stakedByAll[pool];

    /// <summary>Contributors take back their consent: all of their positions end with this step.</summary>
    /// <param name="isRevoked">By contributor.</param>
    public void Revoke(ReadOnlySpan<bool> isRevoked, int step)
    {
        int contributor = isRevoked.IndexOf(true);
        while (contributor >= 0)
        {
            _positions.EndBy(contributor, step);
            int next = isRevoked[(contributor + 1)..].IndexOf(true);
            contributor = next < 0 ? -1 : contributor + 1 + next;
        }
    }

    /// <summary>Ends and pays what is due by the end of a step: what ends as agreed in the order of its stakes, then what was revoked.</summary>
    /// <param name="paid">Added to: base units paid, by pool.</param>
    public void Settle(int step, Span<Int128> paid)
    {
        foreach (ref readonly DataPosition position in _positions.TakeDue(step))
        {
            paid[position.Pool] += End(position);
        }
    }

    /// <summary>Forgets who staked what and keeps the pools; data points and tokens stay where they are.</summary>
    public void Clear()
    {
        _positions.Clear();
        for (int pool = 0; pool < PoolCount; pool++)
        {
            _reserved[pool] = 0;
            _stakedByAll[pool] = 0;
            Array.Clear(_staked[pool]);
        }
    }

    private Int128 End(in DataPosition position)
    {
        DataPoolTerms terms = _pools[position.Pool];
        Int128 reward =
            position.ConsentStep >= position.EndStep ? position.Reward
            : terms.PaysOnRevocation ? ForTheTimeItLasted(position, terms.PeriodSteps)
            : 0;
        _ledger.Transfer(terms.RewardToken, terms.Escrow, _contributors[position.Contributor], reward);
        _reserved[position.Pool] -= position.Reward;
        _staked[position.Pool][position.Contributor] -= position.Units;
        _stakedByAll[position.Pool] -= position.Units;
        _holdings.OfType(position.Type)[position.Contributor] += position.Units;
        return reward;
    }

    private static Int128 ForTheTimeItLasted(in DataPosition position, int periodSteps) =>
        WideMath.MultiplyDivide(
            position.Reward,
            Math.Max(0, position.ConsentStep - position.StartStep + 1),
            periodSteps
        );
}

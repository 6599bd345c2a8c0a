using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.DataPools;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.DataPools;

/// <summary>A buyer's pool as contributors see it.</summary>
/// <param name="FirstDay">First day on which it takes data.</param>
/// <param name="Escrow">Its budget.</param>
/// <param name="Wallets">Where contributors get its currency.</param>
/// <param name="Paid">Base units paid since the start.</param>
internal sealed record OfferedPool(DataPoolTerms Terms, int FirstDay, Holdings Escrow, Holdings Wallets, Amount Paid);

/// <summary>Each day: new data points, stakes in an order drawn anew, revocations, and what is due.</summary>
internal sealed class DataStakeRule : Rule
{
    private readonly DataContributors _part;
    private readonly Dial<DataHabit> _habit;
    private readonly TokenLedger _ledger;
    private readonly List<OfferedPool> _pools = [];
    private readonly bool[] _isRevoked;
    private readonly int[] _places = new int[ShuffledOrder.BlockMax];
    private Int128[] _paid = [];

    public DataStakeRule(DataContributors part, Dial<DataHabit> habit, TokenLedger ledger)
        : base(part.Name, Phase.Settle)
    {
        _part = part;
        _habit = habit;
        _ledger = ledger;
        _isRevoked = new bool[part.Agents.Count];
        Holdings = new DataHoldings(part.Types.Count, part.Agents.Count);
        Book = new DataPoolBook(ledger, part.Wallets.Range, Holdings);
    }

    /// <summary>Free data points.</summary>
    public DataHoldings Holdings { get; }

    public DataPoolBook Book { get; }

    public int ConsentingCount => _isRevoked.AsSpan().Count(false);

    public override bool HasMemory => true;

    public int Add(OfferedPool pool)
    {
        _pools.Add(pool);
        _paid = new Int128[_pools.Count];
        return Book.Open(pool.Terms);
    }

    /// <summary>Free data points of all types and contributors.</summary>
    public double Free()
    {
        long sum = 0;
        for (int type = 0; type < Holdings.TypeCount; type++)
        {
            foreach (long units in Holdings.OfType(type))
            {
                sum += units;
            }
        }

        return sum;
    }

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches.Updates(_part.GivenUnits);
        touches.Updates([.. _pools.Select(pool => pool.Escrow)]);
        touches.Adds([.. _pools.Select(pool => pool.Wallets).Distinct()]);
        touches.Adds([.. _pools.Select(pool => pool.Paid)]);
    }

    public override void Run(in Step step)
    {
        DataHabit habit = _habit.At(step.Index);
        RandomStream random = _part.Luck(step.Random);
        Accept(habit.NewPoints);
        if (step.Index % habit.EveryDays == 0)
        {
            Stake(habit, random, step.Index);
        }

        if (habit.RevokeHazard > 0)
        {
            DrawRevocations(random, step.Index, habit.RevokeHazard);
        }

        Book.Revoke(_isRevoked, step.Index);
        Array.Clear(_paid);
        Book.Settle(step.Index, _paid);
        for (int pool = 0; pool < _paid.Length; pool++)
        {
            _pools[pool].Paid.Value += _paid[pool];
        }
    }

    public override void Forget()
    {
        Array.Clear(_isRevoked);
        Book.Clear();
    }

    private void Accept(int[] newPoints)
    {
        Span<uint> given = _part.GivenUnits.Span;
        for (int type = 0; type < newPoints.Length; type++)
        {
            Span<long> free = Holdings.OfType(type);
            for (int agent = 0; newPoints[type] > 0 && agent < free.Length; agent++)
            {
                free[agent] += newPoints[type];
                given[agent] += (uint)newPoints[type];
            }
        }
    }

    private void DrawRevocations(RandomStream random, int day, double hazard)
    {
        Span<double> draws = stackalloc double[RandomStream.FillRows];
        for (int first = 0; first < _isRevoked.Length; first += draws.Length)
        {
            Span<double> some = draws[..Math.Min(draws.Length, _isRevoked.Length - first)];
            random.Fill(DrawKind.ContributorDecision, first, day, draw: 0, some);
            for (int i = 0; i < some.Length; i++)
            {
                _isRevoked[first + i] |= some[i] < hazard;
            }
        }
    }

    private void Stake(DataHabit habit, RandomStream random, int day)
    {
        int consentDay = habit.ConsentDays is { } days ? day + days - 1 : int.MaxValue;
        ShuffledOrder order = new(random, DrawKind.Shuffle, day, _isRevoked.Length);
        for (int pool = 0; pool < _pools.Count; pool++)
        {
            for (int first = 0; day >= _pools[pool].FirstDay && first < order.Inputs; first += ShuffledOrder.BlockMax)
            {
                int count = order.Fill(first, _places);
                StakeSome(pool, _places.AsSpan(0, count), habit.Share, day, consentDay);
            }
        }
    }

    private void StakeSome(int pool, ReadOnlySpan<int> agents, Share share, int day, int consentDay)
    {
        foreach (int agent in agents)
        {
            for (int type = 0; !_isRevoked[agent] && type < Holdings.TypeCount; type++)
            {
                Book.Stake(pool, agent, type, share, day, consentDay);
            }
        }
    }
}

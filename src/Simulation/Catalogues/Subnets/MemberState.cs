using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Mechanisms.Subnets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Subnets;

/// <summary>A subnet in the middle of a run: the kernel's book, the bonds of the last epoch, and what validators say.</summary>
/// <remarks>Neurons are the validators, then the miners.</remarks>
internal sealed class MemberState
{
    private readonly MemberPart _part;
    private readonly int _validatorCount;
    private readonly int _neuronCount;
    private SparseRows<ushort> _bonds;
    private bool[] _permits;
    private long _lastEpochBlock = 1;

    public MemberState(MemberPart part, PoolCurve curve, long startBlock)
    {
        _part = part;
        _validatorCount = part.Validators.Group.Count;
        _neuronCount = _validatorCount + part.Miners.Group.Count;
        _bonds = SparseRows<ushort>.Empty(_neuronCount);
        _permits = [.. Enumerable.Range(0, _neuronCount).Select(uid => uid < _validatorCount)];
        SubnetPool pool = new(curve, (ulong)part.PoolCoin.Balance, (ulong)part.PoolAlpha.Balance);
        Book = new Subnet(pool)
        {
            AlphaOut = (ulong)(part.Alpha.Supply - part.PoolAlpha.Balance),
            StartBlock = startBlock,
        };
        Book.MovingPrice = Q96x32.Min(Q96x32.One, pool.Price.ToQ96x32());
    }

    public MemberPart Part => _part;

    public Subnet Book { get; }

    /// <summary>Runs the epoch of a subnet whose ledger agrees with its book.</summary>
    /// <param name="luck">Of the subnet.</param>
    public PayoutResult Epoch(NetworkTerms terms, SubnetNetwork network, long block, int day, RandomStream luck)
    {
        PayoutResult result = EpochPayout.Run(
            terms.Rules,
            network,
            Book,
            new PayoutInput
            {
                Version = terms.Version,
                Parameters = terms.Yuma,
                Stakes = Stakes(network.RootTao),
                Takes = [.. Enumerable.Repeat(_part.Take, _neuronCount)],
                ChildkeyTakes = new ushort[_neuronCount],
                Epoch = new EpochInput
                {
                    Stakes = new Q64x64[_neuronCount],
                    Permits = _permits,
                    UpdatedAt = [.. Enumerable.Repeat(block, _neuronCount)],
                    RegisteredAt = new long[_neuronCount],
                    Weights = Judgements.Of(_part.Habit.At(day), _validatorCount, _neuronCount, day, luck),
                    Bonds = _bonds,
                    Block = block,
                    LastEpochBlock = _lastEpochBlock,
                },
            }
        );
        (_bonds, _permits, _lastEpochBlock) = (result.Epoch.Bonds, result.Epoch.Permits, block + 1);
        return result;
    }

    // Validators stake what they hold, and share what is staked on root equally.
    private KeyStakes Stakes(ulong root)
    {
        ulong[] alpha = new ulong[_neuronCount];
        ulong[] rooted = new ulong[_neuronCount];
        ReadOnlySpan<Int128> balances = _part.Validators.Balances;
        for (int uid = 0; uid < _validatorCount; uid++)
        {
            alpha[uid] = (ulong)balances[uid];
            rooted[uid] = root / (ulong)_validatorCount;
        }

        return new KeyStakes { Alpha = alpha, Root = rooted };
    }
}

using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Emissions;
using Souk.Simulation.Mechanisms.Subnets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Subnets;

/// <summary>The blocks and epochs of a day for all subnets of a network.</summary>
/// <remarks>The kernel's book and the ledger agree to the base unit after each epoch.</remarks>
internal sealed class NetworkRule(
    NetworkPart part,
    TokenLedger ledger,
    IReadOnlyList<MemberPart> members,
    Func<Token, TokenTallies> tallies
) : Rule(part.Name, Phase.Settle)
{
    private readonly NetworkPosting _posting = new(part, ledger, tallies);
    private MemberState[] _states = [];
    private SubnetNetwork _network = new();

    /// <summary>Height of the chain.</summary>
    public long Block { get; private set; } = part.Terms.StartBlock;

    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        TokenTallies coin = tallies(part.Coin);
        touches.Reads(part.Root).Updates(part.Coin, part.Clearing).Adds(coin.Emitted);
        foreach (MemberPart member in members)
        {
            member.DeclareParameters(touches);
            TokenTallies alpha = tallies(member.Alpha);
            touches
                .Updates(member.Alpha, member.PoolAlpha, member.PoolCoin, member.Pending, member.Validators)
                .Adds(member.Paid.Miners, member.Paid.Validators, member.Paid.Owner, alpha.Emitted, alpha.Burned)
                .Writes(member.Price);
            Slots.Slot[] payees = [member.Owner, member.Miners, member.ValidatorCoin];
            touches.Adds([.. payees.Distinct().Where(payee => payee != member.Validators)]);
            if (member.Stakers is { } stakers)
            {
                touches
                    .Updates(stakers.Coin)
                    .Adds([.. payees.Contains(stakers.Alpha) ? [] : (Slots.Slot[])[stakers.Alpha]]);
            }
        }
    }

    public override void Run(in Step step)
    {
        if (_states.Length == 0)
        {
            _states = [.. members.Select(member => new MemberState(member, part.Terms.Rules.Curve, Block))];
            _network = new SubnetNetwork([.. _states.Select(state => state.Book)]);
        }

        MatchIssuance();
        _network.RootTao = (ulong)part.Root.Balance;
        foreach (MemberState state in _states)
        {
            _posting.Stake(state, step.Index);
        }

        int perEpoch = part.Terms.BlocksPerDay / part.Terms.EpochsPerDay;
        for (int epoch = 0; epoch < part.Terms.EpochsPerDay; epoch++)
        {
            for (int block = 0; block < perEpoch; block += part.Terms.BlocksAtOnce)
            {
                Emit(part.Terms.BlocksAtOnce);
            }

            _posting.Match(_network, _states);
            foreach (MemberState state in _states)
            {
                RandomStream luck = state.Part.Luck(step.Random);
                PayoutResult paid = state.Epoch(part.Terms, _network, Block, step.Index, luck);
                _posting.Pay(state, paid, isRootInCoin: part.Terms.Rules.Root == RootRule.SoldEachBlock);
            }
        }

        _posting.Match(_network, _states);
        foreach (MemberState state in _states)
        {
            state.Part.Price.Value = state.Book.Pool.Price.ToDouble();
        }
    }

    public override void Forget()
    {
        _states = [];
        _network = new SubnetNetwork();
        Block = part.Terms.StartBlock;
    }

    // Others may have minted or burned the coin since yesterday.
    private void MatchIssuance()
    {
        ulong supply = (ulong)part.Coin.Supply;
        if (supply >= _network.TotalIssuance)
        {
            _network.Issue(supply - _network.TotalIssuance);
        }
        else
        {
            _network.Recycle(_network.TotalIssuance - supply);
        }
    }

    // Several blocks at once have several times one block's rewards and one block's rate of averages.
    private void Emit(int blocks)
    {
        Block += blocks;
        IssuanceHalving halving = part.Terms.Halving;
        ulong coin = (ulong)(blocks * halving.RewardAt(_network.TotalIssuance));
        ulong[] alpha = [.. _states.Select(state => (ulong)(blocks * halving.RewardAt(state.Book.AlphaIssuance)))];
        Q96x32 rate = Q96x32.OfRaw(MovingAverage.DefaultRate.Raw * (UInt128)blocks);
        BlockEmission.Run(part.Terms.Rules, _network, coin, alpha, Block, rate);
    }
}

using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Mechanisms.Airdrops;
using Souk.Simulation.Mechanisms.Burns;
using Souk.Simulation.Mechanisms.BuyBacks;
using Souk.Simulation.Mechanisms.Channels;
using Souk.Simulation.Mechanisms.DataPools;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Mechanisms.Rewards;
using Souk.Simulation.Mechanisms.Royalties;
using Souk.Simulation.Mechanisms.Stakes;
using Souk.Simulation.Mechanisms.Vaults;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms;

/// <summary>All mechanisms that post, on one ledger, one after another at random; some steps ask for what cannot be done.</summary>
/// <remarks>A pure function of its seed. After each step every sum of accounts must equal its supply and no balance be
/// below zero, and a step that is refused must have changed nothing.</remarks>
public sealed class RandomProgramme
{
    private const int Token = 0;
    private const int Money = 1;
    private const int PeopleCount = 12;
    private const int AssetCount = 8;

    private static readonly FeeSplit s_split = new(
        250_000_000,
        250_000_000,
        250_000_000,
        250_000_000,
        FeeOwner.Rewards
    );
    private static readonly VaultFees s_vault = new(mintFee: 50, manageFee: 7, burnPartsPerBillion: 400_000_000);

    private readonly RandomStream _random;
    private readonly TokenLedger _ledger;
    private readonly AccountRange _people;
    private readonly int _pool;
    private readonly int _router;
    private readonly int _treasury;
    private readonly int _staked;
    private readonly int _rewards;
    private readonly int _usageRewards;
    private readonly int _dead;
    private readonly int _dataEscrow;
    private readonly DataPoolBook _dataPools;
    private readonly DataHoldings _data = new(typeCount: 1, PeopleCount);
    private readonly StakePool _stakes;
    private readonly EscrowChannels _channels;
    private readonly RoyaltyFlow _royalties;
    private readonly ShareTable _shares;
    private readonly Int128[] _kept = new Int128[AssetCount];
    private readonly Int128[] _byRole = new Int128[Enum.GetValues<AssetRole>().Length];
    private readonly Int128[] _paidByPool = new Int128[1];
    private Airdrop? _airdrop;
    private int _stakeCount;

    public RandomProgramme(uint seed)
    {
        _random = new RandomStream(seed, 0);
        AccountChart chart = new();
        _pool = chart.Add("pool");
        _router = chart.Add("router");
        _treasury = chart.Add("treasury");
        _staked = chart.Add("staked");
        _rewards = chart.Add("rewards");
        _usageRewards = chart.Add("usage rewards");
        _dead = chart.Add("dead");
        _dataEscrow = chart.Add("data escrow");
        int channelEscrow = chart.Add("channel escrow");
        _people = chart.Add("person", PeopleCount);
        _ledger = new TokenLedger(chart, "GOLD", "USDC");
        _dataPools = new DataPoolBook(_ledger, _people, _data);
        _dataPools.Open(new("data", Token, _dataEscrow, [3], PeriodSteps: 20, UnitsPerContributorMax: 500));
        _stakes = new StakePool(
            _ledger,
            _people,
            new(Token, _staked, _rewards, [new(10, 5_000_000), new(40, 20_000_000)], CooldownSteps: 5)
        );
        _channels = new EscrowChannels(_ledger, Money, channelEscrow);
        (_royalties, _shares) = Assets();
        Fund();
    }

    /// <summary>Steps that were refused so far.</summary>
    public int RefusedCount { get; private set; }

    /// <summary>Plays one step and checks the ledger.</summary>
    /// <exception cref="ConservationException">A mechanism made or lost tokens.</exception>
    /// <exception cref="InvalidOperationException">A balance is below zero, or a refused step changed something.</exception>
    public void Play(int step)
    {
        RandomBlock draw = _random.Draw(DrawKind.OrderSize, 0, step);
        Int128[] before = [.. _ledger.Balances(Token), .. _ledger.Balances(Money)];
        string act = $"step {step}, act {draw.Word0 % 18}";
        try
        {
            Act(draw, step);
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentException)
        {
            RefusedCount++;
            if (!before.AsSpan().SequenceEqual([.. _ledger.Balances(Token), .. _ledger.Balances(Money)]))
            {
                throw new InvalidOperationException($"{act} was refused and changed balances.", refused);
            }
        }

        _ledger.CheckConservation(act);
        foreach (int token in new[] { Token, Money })
        {
            foreach (Int128 balance in _ledger.Balances(token))
            {
                if (balance < 0)
                {
                    throw new InvalidOperationException($"{act} left a balance of {balance}.");
                }
            }
        }
    }

    private void Act(RandomBlock draw, int step)
    {
        int person = (int)(draw.Word1 % PeopleCount);
        int other = (int)(draw.Word2 % PeopleCount);
        Int128 amount = draw.Word3 % 5_000;
        switch (draw.Word0 % 18)
        {
            case 0:
                _ledger.Mint(Token, _people[person], amount);
                break;
            case 1:
                _ledger.Mint(Money, _people[person], amount);
                break;
            case 2:
                _ledger.Transfer(Money, _people[person], _router, amount);
                break;
            case 3:
                FeeConversion.Convert(_ledger, Money, Token, _router, _pool, Swap);
                break;
            case 4:
                FeeRouter.Route(_ledger, Token, _router, new(_treasury, _staked, _rewards), s_split);
                break;
            case 5:
                Burn.Post(_ledger, Token, _people[person], amount, (BurnPlace)(draw.Word2 % 2), _dead);
                break;
            case 6:
                _ledger.Transfer(Money, _people[person], _treasury, amount);
                break;
            case 7:
                new BuyBack(2_000, 2_000).Post(_ledger, (Money, Token), _treasury, _pool, 30, BurnPlace.Supply, _dead);
                break;
            case 8:
                _stakeCount += _stakes.Lock(person, amount, (int)(draw.Word2 % 2), step) is null ? 0 : 1;
                break;
            case 9 when _stakeCount > 0:
                EndStake((int)(draw.Word2 % (uint)_stakeCount), step);
                break;
            case 10:
                _data.OfType(0)[person] += draw.Word3 % 100;
                _dataPools.Stake(0, person, type: 0, new Share(draw.Second), step, step + (int)(draw.Word2 % 40));
                break;
            case 11:
                _dataPools.Settle(step, _paidByPool);
                break;
            case 12:
                _channels.Open(_people[person], _people[other], amount, step + (int)(draw.Word3 % 50));
                break;
            case 13 when _channels.Count > 0:
                Claim((int)(draw.Word2 % (uint)_channels.Count), amount, step);
                break;
            case 14:
                Call(person, (int)(draw.Word2 % AssetCount), amount);
                break;
            case 15:
                UsageReward.Pay(
                    _ledger,
                    Token,
                    _treasury,
                    amount,
                    new Share(0.5),
                    _usageRewards,
                    _people,
                    Weights(draw)
                );
                break;
            case 16:
                s_vault.Post(_ledger, Token, _people[person], _treasury, s_vault.MintFee);
                break;
            default:
                DropAndClaim(person, amount, step);
                break;
        }
    }

    private void EndStake(int stake, int step)
    {
        _stakes.Unlock(stake, step);
        _stakes.Claim(stake, step);
        if (step % 7 == 0)
        {
            _stakes.Slash(stake, new Share(0.1), step % 14 == 0 ? null : _treasury);
        }
    }

    private void Claim(int channel, Int128 amount, int step)
    {
        if (_channels.ClaimExpired(channel, step) == 0)
        {
            _channels.Claim(channel, amount, amount, sendsBack: step % 2 == 0);
        }
    }

    // The caller pays, everyone upstream is paid.
    private void Call(int person, int asset, Int128 price)
    {
        _ledger.Transfer(Money, _people[person], _router, price);
        Int128[] revenue = new Int128[AssetCount];
        revenue[asset] = price;
        _royalties.Divide(revenue, RoyaltyEvent.Call, _kept);
        _shares.Pay(_ledger, Money, _router, _kept, _byRole);
    }

    private void DropAndClaim(int person, Int128 amount, int step)
    {
        if (_airdrop is null)
        {
            long[] points = [.. Enumerable.Range(1, PeopleCount).Select(rank => (long)rank)];
            _airdrop = new Airdrop(AirdropRules.ProRata(amount, points), step, step + 30);
            _ledger.Mint(Token, _treasury, _airdrop.Total);
            return;
        }

        _ledger.Transfer(Token, _treasury, _people[person], Int128.Min(_airdrop.Claim(person, step), Treasury));
        _airdrop = step % 11 == 0 ? null : _airdrop;
    }

    private Int128 Treasury => _ledger.Balance(Token, _treasury);

    private static Int128 Swap(Int128 amountIn, Int128 reserveIn, Int128 reserveOut) =>
        ConstantProductPool.AmountOut(amountIn, reserveIn, reserveOut, 30);

    private static uint[] Weights(RandomBlock draw) =>
        [.. Enumerable.Range(0, PeopleCount).Select(i => (draw.Word1 >> i) % 7)];

    private void Fund()
    {
        _ledger.Mint(Token, _pool, 1_000_000);
        _ledger.Mint(Money, _pool, 300_000);
        _ledger.Mint(Token, _rewards, 20_000);
        _ledger.Mint(Token, _dataEscrow, 5_000);
        for (int person = 0; person < PeopleCount; person++)
        {
            _ledger.Mint(Token, _people[person], 10_000);
            _ledger.Mint(Money, _people[person], 10_000);
        }
    }

    // Each asset is made of the two before it.
    private (RoyaltyFlow Flow, ShareTable Shares) Assets()
    {
        AssetGraph graph = new();
        for (int asset = 0; asset < AssetCount; asset++)
        {
            int first = Math.Max(0, asset - 2);
            graph.Add([.. Enumerable.Range(first, asset - first).Select(part => new AssetPart(part, (uint)part + 1))]);
        }

        RoyaltyTerms terms = new(new Share(0.3), new Share(0.2), new Share(0.1));
        RoyaltyFlow flow = new(graph, [.. Enumerable.Repeat(terms, AssetCount)], depthMax: 4, dustMin: 2);
        ShareTable shares = new(
            Enumerable
                .Range(0, AssetCount)
                .Select(asset =>
                    (IReadOnlyList<RoleShare>)
                        [
                            new(AssetRole.Developer, _people[asset], 3),
                            new(AssetRole.Annotator, _people[(asset + 3) % PeopleCount], 1),
                        ]
                )
        );
        return (flow, shares);
    }
}

using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Holders stake MASA for 3, 6 or 9 months, unlock, wait out the cooldown and claim with interest.</summary>
internal sealed class StakingScript(World world, MasaContracts masa, Population population) : IScript
{
    /// <summary>MasaStakingV2 on its chains: periods of 30 days and 21 days to wait after unlocking.</summary>
    public const long PeriodSeconds = 2_592_000;
    public const long CooldownSeconds = 1_814_400;

    /// <summary>Interest for the whole term, in per cent: an assumption within what Masa offered.</summary>
    public static readonly IReadOnlyList<(int Periods, int Percent)> Rates = [(3, 3), (6, 8), (9, 14)];

    private const int StakePerMilleADay = 9;
    private const int UnlockPerMilleADay = 250;
    private const int StakeSharePerMilleMax = 500;

    private readonly SeededStream _stream = world.Stream("staking");

    /// <summary>Stakes by owner, in the contract's order: a claim moves the last one into the gap.</summary>
    private readonly Dictionary<Address, List<Stake>> _stakes = [];

    private BigInteger _promised;

    public Task PlanAsync(CancellationToken cancellation)
    {
        foreach (Address holder in Holders())
        {
            if (world.Happens(_stream, StakePerMilleADay))
            {
                TryStake(holder);
            }

            if (_stakes.TryGetValue(holder, out List<Stake>? stakes) && world.Happens(_stream, UnlockPerMilleADay))
            {
                UnlockOrClaim(holder, stakes);
            }
        }

        return Task.CompletedTask;
    }

    private IEnumerable<Address> Holders() =>
        population
            .Contributors.Where(person => person.ArrivalDay < world.Day)
            .Select(person => person.Account)
            .Concat(world.Cast.Insiders);

    private void TryStake(Address holder)
    {
        (int periods, int percent) = _stream.Pick(Rates);
        BigInteger held = world.Holdings.Available(masa.Token.Address, holder);
        // Whole tokens, as people do.
        BigInteger amount = Units.PerMille(held, _stream.Between(100, StakeSharePerMilleMax)) / Units.Masa(1);
        amount *= Units.Masa(1);
        BigInteger reward = amount * percent / 100;
        BigInteger free = world.Holdings.Of(masa.Token.Address, masa.Staking.Address) - _promised;
        if (reward <= free && world.Holdings.TrySpend(masa.Token.Address, holder, amount))
        {
            _promised += amount + reward;
            world.Allow(masa.Token, holder, masa.Staking);
            world.Call(holder, masa.Staking, "stake", amount, periods);
            StakesOf(holder).Add(new Stake(amount, reward, world.Time + periods * PeriodSeconds));
        }
    }

    private void UnlockOrClaim(Address holder, List<Stake> stakes)
    {
        int due = stakes.FindIndex(stake => world.Time >= stake.NextTime);
        if (due < 0)
        {
            return;
        }

        Stake stake = stakes[due];
        if (!stake.IsUnlocked)
        {
            world.Call(holder, masa.Staking, "unlock", due);
            stakes[due] = stake with { IsUnlocked = true, NextTime = world.Time + CooldownSeconds };
            return;
        }

        world.Call(holder, masa.Staking, "claim", due);
        _promised -= stake.Amount + stake.Reward;
        stakes[due] = stakes[^1];
        stakes.RemoveAt(stakes.Count - 1);
    }

    private List<Stake> StakesOf(Address holder)
    {
        if (!_stakes.TryGetValue(holder, out List<Stake>? stakes))
        {
            _stakes[holder] = stakes = [];
        }

        return stakes;
    }

    /// <param name="NextTime">When it can be unlocked, then when it can be claimed.</param>
    private sealed record Stake(BigInteger Amount, BigInteger Reward, long NextTime, bool IsUnlocked = false);
}

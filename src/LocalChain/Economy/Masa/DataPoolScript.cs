using System.Numerics;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Opens a data-staking pool every quarter; contributors stake their points, claim after its end, bring the
/// native coins back over the bridge and sell part.</summary>
/// <remarks>The native coin stands for MASA, as on Masa's own chain. The bridge account locks one MASA for each
/// native coin that the treasury deposits, and pays it out again.</remarks>
internal sealed class DataPoolScript(World world, MasaContracts masa, Population population) : IScript
{
    private const int PeriodDays = 91;
    private const int SweepDelayDays = 30;
    private const int StakePerMilleADay = 40;
    private const int ClaimPerMilleADay = 120;
    private const int SalePerMille = 400;

    /// <summary>Each contributor can stake the limit of every kind.</summary>
    private static readonly BigInteger Deposit = Units.Masa(
        (long)DataPool.PointsMax * DataKind.All.Sum(kind => kind.RewardTokens) * 48
    );

    private readonly SeededStream _stream = world.Stream("data pools");
    private readonly ContractArtifact _artifact = PublishedContracts.DataStaking();
    private readonly List<DataPool> _pools = [];

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.Day % PeriodDays == 0 && world.Slot == 0)
        {
            Open();
        }

        foreach (DataPool pool in _pools)
        {
            Plan(pool);
        }

        return Task.CompletedTask;
    }

    private void Open()
    {
        int number = _pools.Count + 1;
        string name = $"Synthetic data pool {number}";
        world.Deploy(
            _artifact,
            world.Cast.RewardsTreasury,
            contract =>
            {
                world.Register(MasaContracts.System, "data_staking", name, contract);
                _pools.Add(new DataPool(number, contract, world.Time + PeriodDays * World.DaySeconds));
            },
            name,
            masa.DataPoints.Address
        );
    }

    private void Plan(DataPool pool)
    {
        if (!pool.IsFunded)
        {
            Fund(pool);
        }
        else if (world.Time < pool.EndTime)
        {
            Stake(pool);
        }
        else
        {
            Claim(pool);
            Sweep(pool);
        }
    }

    private void Fund(DataPool pool)
    {
        pool.IsFunded = true;
        Address treasury = world.Cast.RewardsTreasury;
        foreach (DataKind kind in DataKind.All)
        {
            BigInteger reward = Units.Masa(kind.RewardTokens);
            world.Call(treasury, pool.Contract, "setStakingParameters", kind.TokenId, reward, DataPool.PointsMax);
        }

        long duration = PeriodDays * World.DaySeconds;
        world.Call(treasury, pool.Contract, "setStakingTimeframe", duration, pool.EndTime - duration);
        world.Transfer(masa.Token, treasury, world.Cast.Bridge, Deposit);
        world.SendNative("Deposit of data rewards", treasury, pool.Contract.Address, Deposit);
    }

    private void Stake(DataPool pool)
    {
        foreach (Contributor person in population.ActiveContributors(world.Day))
        {
            if (world.Happens(_stream, StakePerMilleADay) && pool.CanStake(person))
            {
                pool.Stake(person);
                world.Call(person.Account, pool.Contract, "stakeAll");
            }
        }
    }

    private void Claim(DataPool pool)
    {
        foreach (Contributor person in population.ActiveContributors(world.Day))
        {
            if (!world.Happens(_stream, ClaimPerMilleADay))
            {
                continue;
            }

            BigInteger reward = pool.Claim(person);
            if (reward > BigInteger.Zero)
            {
                world.Call(person.Account, pool.Contract, "claimAllRewards");
                BridgeBack(person, reward);
            }
        }
    }

    private void BridgeBack(Contributor person, BigInteger reward)
    {
        world.SendNative("Bridging of data rewards", person.Account, world.Cast.Bridge, reward);
        world.Transfer(masa.Token, world.Cast.Bridge, person.Account, reward);
        // Planned from what he held before: the bridged coins arrive in this block.
        masa.Sell(world, person.Account, Units.PerMille(reward, _stream.Below(SalePerMille)));
    }

    /// <summary>What nobody earned goes back to the treasury, native, and over the bridge.</summary>
    private void Sweep(DataPool pool)
    {
        if (!pool.IsSwept && world.Time >= pool.EndTime + SweepDelayDays * World.DaySeconds)
        {
            pool.IsSwept = true;
            world.Call(world.Cast.RewardsTreasury, pool.Contract, "withdrawUnclaimedRewards");
        }
    }
}

using System.Numerics;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Economy;
using Souk.Simulation.Mechanisms.Emissions;
using Souk.Simulation.Mechanisms.Locks;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Mechanisms;

/// <summary>Kernels of Ocean's rules against the contracts that Ocean published.</summary>
public sealed class OceanDifferentialTests
{
    private const int OwnerCount = 6;
    private const int ActionCount = 60;
    private const long Day = 86_400;

    [Fact]
    public async Task Half_life_vesting_equals_the_published_contract_to_the_base_unit()
    {
        await using MechanismChain chain = await MechanismChain.StartAsync();
        SeededStream random = new(3, "half-life");
        Address owner = chain.Accounts[0];
        Contract wallet = await chain.CreateAsync(
            PublishedContracts.HalvingWallet(),
            owner,
            chain.Time + Day,
            1_460 * Day,
            7_300 * Day
        );
        for (int i = 0; i < 100; i++)
        {
            UInt128 value = new UInt128(random.Next(), random.Next()) % UInt128.Parse("1410000000000000000000000000");
            int halfLife = 1 + random.Below(1_500 * (int)Day);
            long time = random.Below(int.MaxValue) * (long)random.Between(1, 5);

            BigInteger vested = await chain.ViewAsync(wallet, "getAmount", (BigInteger)value, time, halfLife);

            ((BigInteger)DataFarmingSchedule.Vested((Int128)value, time, halfLife)).ShouldBe(vested);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Voting_power_equals_veOCEAN_to_the_unit(int seed)
    {
        await using MechanismChain chain = await MechanismChain.StartAsync();
        SeededStream random = new((ulong)seed, "veOCEAN");
        (Contract token, Contract locks) = await DeployAsync(chain);
        VotingEscrow escrow = new(OwnerCount);
        for (int action = 0; action < ActionCount; action++)
        {
            await ActAsync(chain, locks, escrow, random);
            for (int owner = 0; owner < OwnerCount; owner++)
            {
                BigInteger power = await chain.ViewAsync(locks, "balanceOf", chain.Accounts[owner]);
                ((BigInteger)escrow.PowerAt(owner, chain.Time)).ShouldBe(power, $"owner {owner}, action {action}");
            }

            BigInteger total = await chain.ViewAsync(locks, "totalSupply");
            ((BigInteger)escrow.TotalPowerAt(chain.Time)).ShouldBe(total, $"action {action}");
        }

        BigInteger held = await chain.ViewAsync(token, "balanceOf", locks.Address);
        ((BigInteger)escrow.Locked).ShouldBe(held);
        escrow.Locked.ShouldBeGreaterThan(0);
    }

    private static async Task<(Contract Token, Contract Locks)> DeployAsync(MechanismChain chain)
    {
        Contract token = await chain.CreateAsync(PublishedContracts.OceanToken(), chain.Accounts[0]);
        Contract locks = await chain.CreateAsync(
            PublishedContracts.VoteEscrow(),
            token.Address,
            "veOCEAN",
            "veOCEAN",
            "0.1.0"
        );
        BigInteger plenty = BigInteger.Pow(10, 26);
        for (int owner = 0; owner < OwnerCount; owner++)
        {
            Address account = chain.Accounts[owner];
            await chain.CallAsync(chain.Time + 1, chain.Accounts[0], token, "mint", account, plenty);
            await chain.CallAsync(chain.Time + 1, account, token, "approve", locks.Address, plenty);
        }

        return (token, locks);
    }

    /// <summary>One random owner locks, adds, extends or withdraws, on the chain and in the kernel at the same second.</summary>
    private static async Task ActAsync(MechanismChain chain, Contract locks, VotingEscrow escrow, SeededStream random)
    {
        int owner = random.Below(OwnerCount);
        Address account = chain.Accounts[owner];
        long time = chain.Time + 1 + random.Below((int)(30 * Day));
        TokenLock held = escrow.LockOf(owner);
        Int128 amount =
            (Int128)(new UInt128(random.Next(), random.Next()) % UInt128.Parse("1000000000000000000000000")) + 1;
        long end = time + (8 * Day) + random.Below((int)(700 * Day));
        if (held.Amount == 0)
        {
            await chain.CallAsync(time, account, locks, "create_lock", (BigInteger)amount, end);
            escrow.Lock(owner, amount, end, time);
        }
        else if (held.End <= time)
        {
            await chain.CallAsync(time, account, locks, "withdraw");
            escrow.Withdraw(owner, time).ShouldBe(held.Amount);
        }
        else if (end / VotingEscrow.WeekSeconds * VotingEscrow.WeekSeconds > held.End && random.Chance(500))
        {
            await chain.CallAsync(time, account, locks, "increase_unlock_time", end);
            escrow.Lock(owner, 0, end, time);
        }
        else
        {
            await chain.CallAsync(time, account, locks, "increase_amount", (BigInteger)amount);
            escrow.Lock(owner, amount, held.End, time);
        }
    }
}

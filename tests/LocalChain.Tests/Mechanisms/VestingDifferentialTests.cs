using System.Numerics;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Economy;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Mechanisms;

/// <summary>The vesting kernel against OpenZeppelin's deployed wallets: parameters and times are random, by seed.</summary>
public sealed class VestingDifferentialTests
{
    private const int WalletCount = 10;
    private const int TimeCount = 24;
    private const int YearSeconds = 365 * 86_400;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task Vested_and_releasable_amounts_equal_the_contract_to_the_base_unit(int seed, bool hasCliff)
    {
        await using MechanismChain chain = await MechanismChain.StartAsync();
        SeededStream random = new((ulong)seed, "vesting");
        Contract token = await chain.CreateAsync(PublishedContracts.OceanToken(), chain.Accounts[0]);
        List<(Contract Wallet, VestingSchedule Schedule)> wallets = [];
        for (int i = 0; i < WalletCount; i++)
        {
            wallets.Add(await DeployAsync(chain, token, random, hasCliff));
        }

        int compared = 0;
        for (int time = 0; time < TimeCount; time++)
        {
            await chain.MoveToAsync(chain.Time + 1 + random.Below(YearSeconds / 4));
            for (int i = 0; i < WalletCount; i++)
            {
                wallets[i] = await CompareAsync(chain, token, wallets[i], random);
                compared++;
            }
        }

        compared.ShouldBe(WalletCount * TimeCount);
        wallets.ShouldContain(w => w.Schedule.Released > 0);
        wallets.ShouldContain(w => w.Schedule.Released == w.Schedule.Total);
    }

    private static async Task<(Contract, VestingSchedule)> DeployAsync(
        MechanismChain chain,
        Contract token,
        SeededStream random,
        bool hasCliff
    )
    {
        long start = chain.Time + random.Below(YearSeconds);
        // Now and then a wallet without duration, or one that ends within a minute.
        int duration = random.Below(5) == 0 ? random.Below(60) : random.Below(5 * YearSeconds);
        int cliff = hasCliff ? random.Between(0, duration) : 0;
        Address owner = chain.Accounts[1];
        Contract wallet = hasCliff
            ? await chain.CreateAsync(await CliffWalletAsync(), owner, start, duration, cliff)
            : await chain.CreateAsync(PublishedContracts.VestingWallet(), owner, start, duration);
        // Of any size up to 10^25, so that products exceed 64 bits.
        UInt128 amount = new UInt128(random.Next(), random.Next()) % UInt128.Parse("10000000000000000000000000");
        await chain.CallAsync(chain.Time + 1, chain.Accounts[0], token, "mint", wallet.Address, (BigInteger)amount);
        VestingSchedule schedule = new()
        {
            Name = "wallet",
            Total = (Int128)amount,
            StartUnixSeconds = start,
            CliffSeconds = cliff,
            DurationSeconds = duration,
        };
        return (wallet, schedule);
    }

    private static async Task<(Contract, VestingSchedule)> CompareAsync(
        MechanismChain chain,
        Contract token,
        (Contract Contract, VestingSchedule Schedule) wallet,
        SeededStream random
    )
    {
        (Contract contract, VestingSchedule schedule) = wallet;
        long any = schedule.StartUnixSeconds - 100 + random.Below((int)schedule.DurationSeconds + 200);
        foreach (long time in new[] { chain.Time, any, schedule.StartUnixSeconds + schedule.CliffSeconds })
        {
            BigInteger vested = await chain.ViewAsync(contract, "vestedAmount", token.Address, time);
            ((BigInteger)Vesting.VestedAt(schedule, time)).ShouldBe(vested, $"{schedule} at {time}");
        }

        BigInteger releasable = await chain.ViewAsync(contract, "releasable", token.Address);
        ((BigInteger)Vesting.ReleasableAt(schedule, schedule.Released, chain.Time)).ShouldBe(releasable);
        if (!random.Chance(400))
        {
            return wallet;
        }

        await chain.CallAsync(chain.Time + 1, chain.Accounts[2], contract, "release", token.Address);
        BigInteger released = await chain.ViewAsync(contract, "released", token.Address);
        Int128 expected = schedule.Released + Vesting.ReleasableAt(schedule, schedule.Released, chain.Time);
        ((BigInteger)expected).ShouldBe(released);
        return (contract, schedule with { Released = expected });
    }

    private static async Task<ContractArtifact> CliffWalletAsync() =>
        (await OwnContracts.CompileAsync(CancellationToken.None))["CliffVestingWallet"];
}

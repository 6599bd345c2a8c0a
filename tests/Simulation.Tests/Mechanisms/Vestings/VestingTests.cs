using System.Numerics;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Mechanisms.Vestings;

public class VestingTests
{
    private const long Start = 1_700_000_000;
    private const long Duration = 4 * 365 * 86_400;

    // OpenZeppelin Contracts, test/finance/VestingWallet.test.js: 64 points from the start on, a 60th of the duration
    // apart, amount × (t − start) / duration in integers, at most the amount.
    [Fact]
    public void Linear_vesting_equals_OpenZeppelin_at_its_64_points()
    {
        VestingSchedule schedule = Schedule(Int128.Parse("100000000000000000000"), cliff: 0);
        for (int point = 0; point < 64; point++)
        {
            long time = (point * Duration / 60) + Start;
            BigInteger linear = (BigInteger)schedule.Total * (time - Start) / Duration;

            Vesting.VestedAt(schedule, time).ShouldBe((Int128)BigInteger.Min(linear, schedule.Total), $"point {point}");
        }
    }

    // test/finance/VestingWalletCliff.test.js at 0a188ab: the same 64 points, nothing before a cliff of a year.
    [Fact]
    public void Vesting_with_a_cliff_equals_OpenZeppelin_at_its_64_points()
    {
        const long Cliff = 365 * 86_400;
        VestingSchedule schedule = Schedule(Int128.Parse("100000000000000000000"), Cliff);
        for (int point = 0; point < 64; point++)
        {
            long time = (point * Duration / 60) + Start;
            BigInteger linear = time < Start + Cliff ? 0 : (BigInteger)schedule.Total * (time - Start) / Duration;

            Vesting.VestedAt(schedule, time).ShouldBe((Int128)BigInteger.Min(linear, schedule.Total), $"point {point}");
        }
    }

    [Fact]
    public void Before_the_cliff_nothing_and_at_the_cliff_all_that_was_linear()
    {
        VestingSchedule schedule = Schedule(1_000_000_000, cliff: 31_536_000);

        Vesting.VestedAt(schedule, Start - 1).ShouldBe(0);
        Vesting.VestedAt(schedule, Start).ShouldBe(0);
        Vesting.VestedAt(schedule, Start + 31_535_999).ShouldBe(0);
        Vesting.VestedAt(schedule, Start + 31_536_000).ShouldBe(250_000_000);
        Vesting.VestedAt(schedule, Start + Duration).ShouldBe(1_000_000_000);
    }

    [Fact]
    public void Odd_amounts_are_rounded_down_to_the_base_unit()
    {
        VestingSchedule schedule = Schedule(10, cliff: 0);

        Vesting.VestedAt(schedule, Start + (Duration / 3)).ShouldBe(3);
        Vesting.VestedAt(schedule, Start + Duration - 1).ShouldBe(9);
    }

    [Fact]
    public void A_schedule_without_duration_vests_all_at_its_start()
    {
        VestingSchedule schedule = Schedule(7, cliff: 0) with { DurationSeconds = 0 };

        Vesting.VestedAt(schedule, Start - 1).ShouldBe(0);
        Vesting.VestedAt(schedule, Start).ShouldBe(7);
    }

    [Fact]
    public void What_was_released_cannot_be_released_again()
    {
        VestingSchedule schedule = Schedule(1_000, cliff: 0);

        Vesting.ReleasableAt(schedule, released: 200, Start + (Duration / 2)).ShouldBe(300);
        Vesting.ReleasableAt(schedule, released: 800, Start + (Duration / 2)).ShouldBe(0);
    }

    [Fact]
    public void Amounts_whose_product_exceeds_128_bits_vest_exactly()
    {
        Int128 total = BaseUnits.AmountMax;
        VestingSchedule schedule = Schedule(total, cliff: 0);

        Vesting.VestedAt(schedule, Start + 77_777_777).ShouldBe((Int128)((BigInteger)total * 77_777_777 / Duration));
    }

    private static VestingSchedule Schedule(Int128 total, long cliff) =>
        new()
        {
            Name = "team",
            Total = total,
            StartUnixSeconds = Start,
            CliffSeconds = cliff,
            DurationSeconds = Duration,
        };
}

using Souk.Simulation.Mechanisms.Locks;

namespace Souk.Simulation.Tests.Mechanisms.Locks;

public class VotingEscrowTests
{
    private const long Week = 604_800;
    private const long FourYears = 126_144_000;

    // A whole number of weeks after 1970, as locks count them.
    private const long Start = 2_800 * Week;
    private static readonly Int128 _thousand = 1_000 * (Int128)1_000_000_000_000_000_000;

    // The scenario of curve-dao-contracts, tests/integration/VotingEscrow/test_voting_escrow.py: amount // MAXTIME per
    // second that is left, for Alice with two weeks and Bob with one.
    [Fact]
    public void Power_is_the_slope_times_the_seconds_left_and_adds_up()
    {
        VotingEscrow escrow = new(ownerCount: 2);
        Int128 slope = _thousand / FourYears;

        escrow.Lock(0, _thousand, Start + (2 * Week), Start);
        escrow.Lock(1, _thousand, Start + Week, Start);

        escrow.TotalPowerAt(Start).ShouldBe(slope * 3 * Week);
        escrow.PowerAt(0, Start + 86_400).ShouldBe(slope * ((2 * Week) - 86_400));
        escrow.PowerAt(1, Start + 86_400).ShouldBe(slope * (Week - 86_400));
        escrow.TotalPowerAt(Start + Week).ShouldBe(slope * Week);
        escrow.PowerAt(1, Start + Week).ShouldBe(0);
        escrow.TotalPowerAt(Start + (5 * Week)).ShouldBe(0);
    }

    [Fact]
    public void Ends_are_rounded_down_to_weeks_and_extending_adds_power()
    {
        VotingEscrow escrow = new(1);
        escrow.Lock(0, _thousand, Start + Week + 5, Start);

        escrow.LockOf(0).End.ShouldBe(Start + Week);
        escrow.Lock(0, 0, Start + (52 * Week), Start + 10);

        escrow.PowerAt(0, Start + 10).ShouldBe(_thousand / FourYears * ((52 * Week) - 10));
        escrow.TotalPowerAt(Start + Week).ShouldBe(escrow.PowerAt(0, Start + Week));
    }

    [Fact]
    public void Tokens_come_out_at_the_end_and_not_before()
    {
        VotingEscrow escrow = new(1);
        escrow.Lock(0, _thousand, Start + Week, Start);

        escrow.Withdraw(0, Start + Week - 1).ShouldBe(0);
        escrow.Withdraw(0, Start + Week).ShouldBe(_thousand);
        escrow.Withdraw(0, Start + Week).ShouldBe(0);
        escrow.Locked.ShouldBe(0);
    }

    [Fact]
    public void Individual_powers_always_add_up_to_the_total()
    {
        VotingEscrow escrow = new(20);
        long time = Start;
        for (int step = 0; step < 2_000; step++)
        {
            time += step * 7_919L % 100_000;
            int owner = step * 31 % 20;
            if (escrow.Withdraw(owner, time) == 0 && step % 3 > 0)
            {
                long end = Math.Max(escrow.LockOf(owner).End, time + (2 * Week) + (step * 104_729L % (50 * Week)));
                escrow.Lock(owner, (step * 1_000_003) + 1, end, time);
            }

            Int128 sum = 0;
            for (int i = 0; i < 20; i++)
            {
                sum += escrow.PowerAt(i, time);
            }

            escrow.TotalPowerAt(time).ShouldBe(sum, $"step {step}");
        }
    }

    [Fact]
    public void Locks_that_cannot_be_are_refused_and_change_nothing()
    {
        VotingEscrow escrow = new(1);
        Should.Throw<ArgumentOutOfRangeException>(() => escrow.Lock(0, 1, Start, Start));
        Should.Throw<ArgumentOutOfRangeException>(() => escrow.Lock(0, 1, Start + FourYears + Week, Start));
        escrow.Lock(0, 1_000, Start + (3 * Week), Start);
        Should
            .Throw<ArgumentOutOfRangeException>(() => escrow.Lock(0, 1, Start + (2 * Week), Start))
            .Message.ShouldContain("an end cannot move back");
        Should.Throw<ArgumentException>(() => escrow.Lock(0, 0, Start + (3 * Week), Start));
        Should
            .Throw<ArgumentException>(() => escrow.Lock(0, 1, Start + (9 * Week), Start + (4 * Week)))
            .Message.ShouldContain("withdraw it first");

        escrow.Locked.ShouldBe(1_000);
    }
}

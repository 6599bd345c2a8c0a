using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Simulation.Tests.Mechanisms.Vestings;

public class TermsUnlockTests
{
    private const long Quarter = 250_000_000;

    // 2024-04-11, the day MASA was launched; 2025-04-11; 2028-04-11.
    // Days since 1970 times 86,400.
    private const long Launch = 19_824 * 86_400L;
    private const long YearLater = 20_189 * 86_400L;
    private const long FourYearsLater = 21_285 * 86_400L;

    [Fact]
    public void A_lock_of_a_year_then_three_years_linear_starts_from_nothing_after_the_lock()
    {
        TermsUnlock unlock = new(1_096_000, Launch, new VestingTerms(0, durationMonths: 36, lockMonths: 12));

        // 36 months from 2025-04-11 are 1,096 days: a thousand units a day.
        unlock.VestedAt(YearLater).ShouldBe(0);
        unlock.VestedAt(YearLater + 86_400).ShouldBe(1_000);
        unlock.VestedAt(YearLater + (500 * 86_400)).ShouldBe(500_000);
        unlock.VestedAt(FourYearsLater - 1).ShouldBe(1_095_999);
        unlock.VestedAt(FourYearsLater).ShouldBe(1_096_000);
        unlock.EndUnixSeconds.ShouldBe(FourYearsLater);
    }

    [Fact]
    public void A_cliff_holds_back_what_has_accrued_and_a_launch_share_is_free_at_once()
    {
        VestingTerms terms = new(Quarter, durationMonths: 48, cliffMonths: 12);
        TermsUnlock unlock = new(4_000, Launch, terms);

        // A quarter at launch; the other 3,000 over 1,461 days, of which 365 have passed at the cliff: 749.48.
        unlock.VestedAt(Launch - 1).ShouldBe(0);
        unlock.VestedAt(Launch).ShouldBe(1_000);
        unlock.VestedAt(YearLater - 1).ShouldBe(1_000);
        unlock.VestedAt(YearLater).ShouldBe(1_749);
        unlock.VestedAt(FourYearsLater).ShouldBe(4_000);
    }

    [Theory]
    [InlineData(1, 31, 0, 0)]
    // A month after 31 January is the last of February, two months after it 31 March.
    [InlineData(2, 28, 333, 0)]
    [InlineData(3, 30, 333, 0)]
    [InlineData(3, 31, 666, 0)]
    [InlineData(4, 29, 666, 0)]
    [InlineData(4, 30, 1_000, 1_000)]
    public void Steps_come_on_the_day_of_the_launch_or_the_last_of_a_shorter_month(
        int month,
        int day,
        int monthly,
        int quarterly
    )
    {
        long launch = Seconds(2025, 1, 31);
        TermsUnlock monthlyUnlock = new(1_000, launch, new VestingTerms(0, durationMonths: 3, stepMonths: 1));
        TermsUnlock quarterlyUnlock = new(1_000, launch, new VestingTerms(0, durationMonths: 3, stepMonths: 3));

        monthlyUnlock.VestedAt(Seconds(2025, month, day)).ShouldBe(monthly);
        quarterlyUnlock.VestedAt(Seconds(2025, month, day)).ShouldBe(quarterly);
    }

    [Fact]
    public void Vesting_never_falls_and_ends_at_the_total_whatever_the_terms()
    {
        int[][] terms =
        [
            [0, 36, 12, 0, 0],
            [5, 12, 0, 6, 1],
            [0, 24, 3, 3, 3],
            [100, 0, 0, 0, 0],
            [33, 12, 1, 12, 4],
        ];
        foreach (int[] t in terms)
        {
            TermsUnlock unlock = new(
                999_999_999_999_999_999,
                Launch,
                new VestingTerms(t[0] * 10_000_000L, t[1], t[2], t[3], t[4])
            );
            Int128 before = 0;
            for (long time = Launch - 100; time < Launch + (51L * 31 * 86_400); time += 40_013)
            {
                Int128 vested = unlock.VestedAt(time);
                vested.ShouldBeGreaterThanOrEqualTo(before);
                vested.ShouldBeLessThanOrEqualTo(unlock.Total);
                before = vested;
            }

            unlock.VestedAt(unlock.EndUnixSeconds).ShouldBe(unlock.Total);
        }
    }

    [Fact]
    public void Terms_that_cannot_be_kept_are_refused_with_value_limit_and_way_out()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => new VestingTerms(0, durationMonths: 12, cliffMonths: 13))
            .Message.ShouldStartWith(
                "cliffMonths is 13 and must lie between 0 and 12: a cliff after the end never comes"
            );
        Should
            .Throw<ArgumentException>(() => new VestingTerms(0, durationMonths: 12, stepMonths: 5))
            .Message.ShouldContain("does not divide the 12 months");
        Should.Throw<ArgumentOutOfRangeException>(() => new VestingTerms(1_000_000_001, durationMonths: 12));
        Should.Throw<ArgumentOutOfRangeException>(() => new TermsUnlock(-1, Launch, new VestingTerms(0, 12)));
    }

    private static long Seconds(int year, int month, int day) =>
        (new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber) * 86_400L;
}

using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Simulation.Tests.Mechanisms.Vestings;

public class UnlockCalendarTests
{
    private const long Launch = 19_824 * 86_400L;
    private static readonly VestingTerms _insiders = new(0, durationMonths: 36, lockMonths: 12, stepMonths: 1);
    private static readonly VestingTerms _free = new(1_000_000_000, durationMonths: 0);

    [Fact]
    public void Insiders_of_a_year_and_three_unlock_in_months_13_to_48()
    {
        AllocationTable table = Table(new("team", 360_000_000, _insiders), new("public", 40_000_000, _free));

        IReadOnlyList<UnlockMonth> calendar = UnlockCalendar.Of(table);

        calendar.Count.ShouldBe(49);
        calendar[0].Unlocked.ShouldBe([0, 40_000]);
        calendar[12].Sum().ShouldBe(0);
        calendar[13].Unlocked.ShouldBe([10_000, 0]);
        calendar[48].Unlocked.ShouldBe([10_000, 0]);
        table.Unallocated.ShouldBe(600_000);
    }

    [Fact]
    public void Each_bucket_unlocks_its_share_of_the_supply_to_the_unit()
    {
        const long Third = 333_333_333;
        AllocationTable table = new(
            1_588_866_523,
            Launch,
            [
                new("team", Third, _insiders),
                new("private", Third, new(50_000_000, 36, lockMonths: 6)),
                new("rest", Third + 1, _free),
            ]
        );

        IReadOnlyList<UnlockMonth> calendar = UnlockCalendar.Of(table);

        Int128 sum = 0;
        for (int bucket = 0; bucket < 3; bucket++)
        {
            Int128 column = calendar.Select(month => month.Unlocked[bucket]).Aggregate((a, b) => a + b);
            column.ShouldBe(table.Curves[bucket].Total);
            sum += column;
        }

        sum.ShouldBe(1_588_866_523);
        calendar.ShouldAllBe(month => month.Unlocked.All(amount => amount >= 0));
    }

    [Fact]
    public void More_than_the_whole_and_a_repeated_name_are_refused()
    {
        Should
            .Throw<ArgumentException>(() =>
                Table(new("team", 600_000_000, _insiders), new("private", 400_000_001, _insiders))
            )
            .Message.ShouldContain("1000000001 parts per billion, more than the whole of 1000000000: lower a share");
        Should
            .Throw<ArgumentException>(() => Table(new("team", 1, _insiders), new("team", 1, _insiders)))
            .Message.ShouldContain("team twice");
    }

    private static AllocationTable Table(params AllocationBucket[] buckets) => new(1_000_000, Launch, buckets);
}

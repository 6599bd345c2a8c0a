using System.Globalization;
using Souk.Simulation.Mechanisms.Emissions;

namespace Souk.Simulation.Tests.Mechanisms.Emissions;

public class DataFarmingScheduleTests
{
    // oceanprotocol/df-py at 33ce9f7, df_py/volume/test/test_vesting_schedule.py: OCEAN per week (29 dates, one twice), which pytest
    // compares within a millionth.
    [Theory]
    [InlineData("2023-03-09", 0)]
    [InlineData("2023-03-16", 150_000)]
    [InlineData("2023-04-13", 150_000)]
    [InlineData("2023-06-15", 150_000)]
    [InlineData("2024-03-07", 150_000)]
    [InlineData("2024-03-14", 300_000)]
    [InlineData("2024-09-05", 300_000)]
    [InlineData("2024-09-12", 600_000)]
    [InlineData("2025-03-06", 600_000)]
    [InlineData("2025-03-13", 1_206_708.9)]
    [InlineData("2025-03-20", 1_206_708.9)]
    [InlineData("2029-02-22", 1_206_708.9)]
    [InlineData("2029-03-01", 1_206_708.9)]
    [InlineData("2029-03-08", 948_128.42)]
    [InlineData("2029-03-15", 603_354.452)]
    [InlineData("2033-02-24", 603_354.452)]
    [InlineData("2033-03-03", 603_354.452)]
    [InlineData("2033-03-10", 344_773.972)]
    [InlineData("2033-03-17", 301_677.22)]
    [InlineData("2037-01-14", 301_677.22)]
    [InlineData("2037-02-26", 301_677.226)]
    [InlineData("2037-03-05", 258_580.47)]
    [InlineData("2037-03-12", 150_838.61)]
    [InlineData("2041-02-21", 150_838.61)]
    [InlineData("2041-02-28", 150_838.61)]
    [InlineData("2041-03-07", 96_967.67)]
    [InlineData("2041-03-14", 75_419.30)]
    [InlineData("2045-03-14", 37_709.65)]
    public void A_week_gets_what_df_py_expects(string date, double ocean)
    {
        DateOnly start = DateOnly.Parse(date, CultureInfo.InvariantCulture);

        double tokens = (double)DataFarmingSchedule.WeeklyBudget(start) / 1e18;

        tokens.ShouldBe(ocean, tolerance: 1e-9 + (1e-6 * ocean));
    }

    [Theory]
    [InlineData("2022-09-28", -1)]
    [InlineData("2022-09-29", 5)]
    [InlineData("2022-10-05", 5)]
    [InlineData("2022-10-06", 6)]
    [InlineData("2025-03-13", 133)]
    public void Weeks_count_from_the_fifth(string date, int week)
    {
        DataFarmingSchedule.WeekOf(DateOnly.Parse(date, CultureInfo.InvariantCulture)).ShouldBe(week);
    }

    [Fact]
    public void Half_of_the_rest_vests_in_each_half_life_on_straight_lines()
    {
        long[] times = [0, 25, 50, 99, 100, 150, 200, 1_000, 20_000];

        times
            .Select(t => DataFarmingSchedule.Vested(1_000, t, 100))
            .ShouldBe([0, 125, 250, 495, 500, 625, 750, 1_000, 1_000]);
    }
}

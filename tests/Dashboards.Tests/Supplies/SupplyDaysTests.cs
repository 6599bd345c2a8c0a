using Souk.Dashboards.Supplies;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Supplies;

public sealed class SupplyDaysTests
{
    private static readonly string[] s_columns = ["day", "chain_id", "symbol", "decimals", "minted", "overdrawn"];

    [Fact]
    public void Chains_are_added_up_by_day_and_one_that_has_no_block_of_a_day_stands_as_on_its_last()
    {
        MetricTable closings = new(
            s_columns,
            [
                Row(day: 1, chain: 1, "GOLD", 1_000, overdrawn: 1),
                Row(day: 2, chain: 1, "GOLD", 1_010),
                Row(day: 3, chain: 1, "GOLD", 1_020),
                Row(day: 1, chain: 1, "OTHER", 9),
                Row(day: 2, chain: 2, "GOLD", 5),
                Row(day: 3, chain: 2, "GOLD", 5),
                Row(day: 4, chain: 2, "GOLD", 7, overdrawn: 2),
            ]
        );

        MetricTable days = SupplyDays.Of(closings, "GOLD");

        days.Rows.Select(row => days.Value<DateOnly>(row, "day").Day).ShouldBe([1, 2, 3, 4]);
        days.Rows.Select(row => (int)days.Integer(row, "minted")).ShouldBe([1_000, 1_015, 1_025, 1_027]);
        days.Rows.Select(row => (int)days.Integer(row, "overdrawn")).ShouldBe([1, 0, 0, 2]);
        days.Rows.ShouldAllBe(row => days.Text(row, "symbol") == "GOLD");
    }

    [Fact]
    public void Of_one_chain_the_rows_are_its_own()
    {
        object?[] row = Row(day: 1, chain: 7, "GOLD", 3);
        MetricTable closings = new(s_columns, [row, Row(day: 1, chain: 7, "OTHER", 9)]);

        SupplyDays.Of(closings, "GOLD").Rows.ShouldBe([row]);
        SupplyDays.Of(closings, "NONE").Rows.ShouldBeEmpty();
    }

    private static object?[] Row(int day, int chain, string symbol, int minted, long overdrawn = 0) =>
        [new DateOnly(2025, 1, day), chain, symbol, 0, (Int128)minted, overdrawn];
}

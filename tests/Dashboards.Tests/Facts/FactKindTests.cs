using Souk.Dashboards.Facts;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Facts;

public sealed class FactKindTests
{
    [Theory]
    [InlineData("valued", "payment pool_state tick_swap tick_liquidity")]
    [InlineData("prices", "pool_state tick_swap tick_liquidity")]
    [InlineData("holders", "payment transfer contribution")]
    [InlineData("concentration", "payment transfer")]
    [InlineData("acceptance", "review")]
    [InlineData("vesting", "transfer release vesting")]
    public void Rows_behind_a_metric_are_those_that_its_rollups_are_made_of(string metric, string kinds) =>
        FactKind.ReadBy(MetricCatalogue.Get(metric).Sql).Select(kind => kind.Name).ShouldBe(kinds.Split(' '));

    [Fact]
    public void A_metric_that_reads_rollups_has_rows_behind_it() =>
        MetricCatalogue
            .All.Where(metric => metric.Sql.Contains("rollup.", StringComparison.Ordinal))
            .Where(metric => FactKind.ReadBy(metric.Sql).Count == 0)
            .Select(metric => metric.Key)
            .ShouldBeEmpty();
}

using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Sections;
using Souk.Dashboards.Trust;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Sections;

public sealed class CohortTableTests
{
    private static readonly DateOnly s_january = new(2025, 1, 1);
    private static readonly DateOnly s_february = new(2025, 2, 1);

    // Of four contributors of January three came back in March only; nobody of February's two ever did.
    private static readonly PanelData s_data = new(
        new MarketSummary(
            "bazaar",
            "Bazaar",
            null,
            new TokenUnit("GOLD", 18),
            0,
            new AsOf(1, 90, new DateTimeOffset(2025, 4, 2, 0, 0, 0, TimeSpan.Zero))
        ),
        MetricCatalogue.Get("retention"),
        new MetricTable(
            ["side", "cohort", "months_after", "cohort_size", "retained", "share_ppm"],
            [
                ["contributors", s_january, 0L, 4L, 4L, 1_000_000L],
                ["contributors", s_january, 1L, 4L, 0L, 0L],
                ["contributors", s_january, 2L, 4L, 3L, 750_000L],
                ["contributors", s_january, 3L, 4L, 0L, 0L],
                ["contributors", s_february, 0L, 2L, 2L, 1_000_000L],
                ["contributors", s_february, 1L, 2L, 0L, 0L],
                ["contributors", s_february, 2L, 2L, 0L, 0L],
            ]
        ),
        Badge.Indexed
    );

    [Fact]
    public void A_month_in_which_nobody_came_back_is_zero_and_one_that_has_not_begun_is_unknown()
    {
        CohortTable table = CohortTable.Of(s_data).ShouldHaveSingleItem();

        long?[] Row(int cohort) => [.. Enumerable.Range(0, 4).Select(month => table.Rows[cohort].SharePpm(month))];
        Row(0).ShouldBe([1_000_000, 0, 750_000, 0]);
        Row(1).ShouldBe([1_000_000, 0, 0, null]);
    }

    [Fact]
    public void Who_did_not_come_back_counts_among_those_who_could() =>
        SectionCatalogue
            .PanelOf("retention")!
            .Finding(s_data)
            .ShouldBe("0\u00a0% of contributors came back the month after");
}

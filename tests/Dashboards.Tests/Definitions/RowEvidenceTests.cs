using Souk.Dashboards.Definitions;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Definitions;

public sealed class RowEvidenceTests
{
    [Theory]
    [InlineData("licences", "/m/oasis/facts/licence")]
    [InlineData("ownership", "/m/oasis/facts/attribution?or=asset")]
    [InlineData("contributors", "/m/oasis/facts/contribution?or=payment")]
    [InlineData("dataset_revenue", "/m/oasis/facts/payment?symbol=GOLD")]
    public void A_symbol_is_asked_for_of_facts_that_have_one_and_other_kinds_where_a_row_may_come_from_them(
        string key,
        string link
    )
    {
        MetricTable table = new(
            ["symbol"],
            [
                ["GOLD"],
            ]
        );
        Metric metric = MetricCatalogue.All.Single(one => one.Key == key);

        RowEvidence.LinkOf(metric, "oasis", table, table.Rows[0]).ShouldBe(link);
    }
}

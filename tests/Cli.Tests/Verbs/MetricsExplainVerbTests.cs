using Souk.Cli.Verbs;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Tests.Verbs;

public sealed class MetricsExplainVerbTests
{
    [Fact]
    public void The_rows_that_differ_come_first_and_then_the_sums_of_both_definitions()
    {
        MetricDifference difference = new(
            "souk",
            "total",
            new MetricTable(
                ["symbol", "souk", "total"],
                [
                    ["GOLD", (Int128)3, (Int128)10],
                    ["GOLD", (Int128)0, (Int128)5],
                ]
            ),
            [new MetricDifference.Sum("GOLD", 3, 15)]
        );

        MetricsExplainVerb
            .Describe(difference, "base units")
            .ShouldBe(
                "symbol,souk,total\nGOLD,3,10\nGOLD,0,5\n\nGOLD: souk 3 - total 15 = -12 base units, in 2 rows\n"
            );
    }
}

using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Comparisons;
using Souk.Dashboards.Sections;
using Souk.Dashboards.Trust;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Sections;

/// <summary>A market that sold little for GOLD for three months, and much for USD in one.</summary>
public sealed class MainTokenTests
{
    private static readonly MarketSummary s_market = new(
        "bazaar",
        "Bazaar",
        null,
        new TokenUnit("GOLD", 18),
        0,
        new AsOf(1, 90, new DateTimeOffset(2025, 4, 2, 0, 0, 0, TimeSpan.Zero))
    );

    private static readonly MetricTable s_gmv = new(
        ["month", "symbol", "orders", "take_rate_ppm"],
        [
            [new DateOnly(2025, 2, 1), "GOLD", 1L, 400_000L],
            [new DateOnly(2025, 3, 1), "GOLD", 1L, 400_000L],
            [new DateOnly(2025, 3, 1), "USD", 26L, 100_000L],
            [new DateOnly(2025, 4, 1), "GOLD", 1L, 400_000L],
        ]
    );

    [Fact]
    public void A_heading_and_a_comparison_tell_of_the_same_token_the_one_of_most_orders()
    {
        Measure rate = Measure.All.Single(measure => measure.TitleKey == "comparisons.take-rate-last-month");

        DataOf(s_gmv).MainSymbol.ShouldBe("USD");
        rate.Read(null!, s_market, new Dictionary<string, MetricTable> { ["gmv"] = s_gmv }).ShouldBe(100_000);
    }

    [Fact]
    public void Where_rows_count_nothing_it_is_the_token_of_most_rows_and_then_by_name()
    {
        DataOf(
            new MetricTable(
                ["symbol"],
                [
                    ["USD"],
                    ["GOLD"],
                    ["USD"],
                ]
            )
        )
            .MainSymbol.ShouldBe("USD");
        DataOf(
            new MetricTable(
                ["symbol"],
                [
                    ["USD"],
                    ["GOLD"],
                ]
            )
        )
            .MainSymbol.ShouldBe("GOLD");
        DataOf(
            new MetricTable(
                ["day"],
                [
                    ["1"],
                ]
            )
        )
            .MainSymbol.ShouldBeNull();
    }

    private static PanelData DataOf(MetricTable table) =>
        new(s_market, MetricCatalogue.Get("gmv"), table, Badge.Indexed);
}

using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Comparisons;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Comparisons;

/// <summary>A market that sells for USD, and little for its own token, in which it pays its rewards.</summary>
public sealed class MeasureTests
{
    private static readonly DateOnly s_april = new(2025, 4, 1);

    private static readonly MarketSummary s_market = new(
        "bazaar",
        "Bazaar",
        null,
        new TokenUnit("GOLD", 18),
        0,
        new AsOf(1, 90, new DateTimeOffset(2025, 4, 2, 0, 0, 0, TimeSpan.Zero))
    );

    private static readonly Dictionary<string, MetricTable> s_known = new()
    {
        ["gmv"] = new(
            ["month", "symbol", "orders", "take_rate_ppm"],
            [
                [s_april, "GOLD", 3L, 400_000L],
                [s_april, "USD", 26L, 100_000L],
            ]
        ),
        ["subsidy"] = new(
            ["month", "symbol", "subsidy_share_ppm"],
            [
                [s_april.AddMonths(-1), "USD", 0L],
                [s_april, "GOLD", 997_013L],
                [s_april, "USD", 0L],
            ]
        ),
        ["concentration"] = new(
            ["side", "symbol", "parties", "gini_ppm", "hhi", "nakamoto"],
            [
                ["earners", "GOLD", 53L, 893_400L, 2_050L, 2L],
                ["earners", "USD", 48L, 275_000L, 256L, 16L],
                ["holders", "GOLD", 79L, 926_000L, 2_763L, 2L],
                ["holders", "USD", 9L, 100_000L, 1_200L, 4L],
            ]
        ),
    };

    [Theory]
    [InlineData("comparisons.take-rate-last-month", 100_000)]
    [InlineData("comparisons.gini-of-earners", 275_000)]
    [InlineData("comparisons.fewest-holders-with-half", 2)]
    public void Of_several_tokens_the_one_that_buyers_pay_in_is_told_and_of_holders_the_markets_own(
        string title,
        long expected
    ) => Read(title).ShouldBe(expected);

    [Fact]
    public void A_share_that_differs_from_token_to_token_is_none_of_the_market() =>
        Read("comparisons.rewards-in-income-last-month").ShouldBeNull();

    private static BigInteger? Read(string title) =>
        Measure.All.Single(measure => measure.TitleKey == title).Read(null!, s_market, s_known);
}

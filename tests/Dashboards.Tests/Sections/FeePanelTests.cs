using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Sections;
using Souk.Dashboards.Trust;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Sections;

public sealed class FeePanelTests
{
    private static readonly DateOnly s_march = new(2025, 3, 1);
    private static readonly DateOnly s_april = new(2025, 4, 1);

    [Fact]
    public void Rewards_are_told_in_each_token_and_first_in_the_one_of_most_rows() =>
        Finding(
                "subsidy",
                ["month", "symbol", "decimals", "from_buyers", "from_rewards", "subsidy_share_ppm"],
                [s_march, "USD", 6, (Int128)5, (Int128)0, 0L],
                [s_april, "GOLD", 18, (Int128)15, (Int128)5_007, 997_013L],
                [s_april, "USD", 6, (Int128)5, (Int128)0, 0L]
            )
            .ShouldBe(
                "Rewards, not buyers' money, are 0\u00a0% of the last month's income in USD, 99.7\u00a0% in GOLD"
            );

    [Theory]
    [InlineData(0, "No contract tells whether what was bought for USD was taken up")]
    [InlineData(3, "60\u00a0% of what was bought in the last month was also taken up")]
    public void A_market_whose_contracts_never_tell_of_access_has_no_share_of_it(long consumed, string heading) =>
        Finding(
                "consume_volume",
                ["month", "chain_id", "symbol", "decimals", "sales", "bought", "consumed", "consumed_share_ppm"],
                [s_april, 1L, "GOLD", 18, 2L, (Int128)4, (Int128)4, 1_000_000L],
                [s_april, 1L, "USD", 6, 26L, (Int128)5, (Int128)consumed, consumed * 200_000]
            )
            .ShouldBe(heading);

    [Theory]
    [InlineData(0, "Fees are 10\u00a0% of what is paid; no token is bought or burned with them")]
    [InlineData(8, "Fees are 10\u00a0% of what is paid; 50\u00a0% of what they buy is burned")]
    public void Fees_that_buy_nothing_burn_no_share_of_it(long converted, string heading) =>
        Finding(
                "rates",
                ["symbol", "decimals", "orders", "fee_rate_ppm", "burned", "converted", "burn_share_ppm"],
                ["GOLD", 18, 3L, 365_400L, (Int128)(converted / 2), (Int128)converted, 500_000L],
                ["USD", 6, 26L, 100_000L, (Int128)(converted / 2), (Int128)converted, 500_000L]
            )
            .ShouldBe(heading);

    private static string Finding(string metric, string[] columns, params object?[][] rows) =>
        SectionCatalogue
            .PanelOf(metric)!
            .Finding(
                new PanelData(
                    new MarketSummary(
                        "bazaar",
                        "Bazaar",
                        null,
                        new TokenUnit("GOLD", 18),
                        0,
                        new AsOf(1, 90, new DateTimeOffset(2025, 4, 10, 0, 0, 0, TimeSpan.Zero))
                    ),
                    MetricCatalogue.Get(metric),
                    new MetricTable(columns, rows),
                    Badge.Indexed
                )
            );
}

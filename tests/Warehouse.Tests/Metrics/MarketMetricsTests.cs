using Souk.DuckDb;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class MarketMetricsTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Gross_merchandise_value_counts_price_and_fees_and_the_take_rate_only_what_the_market_keeps()
    {
        _market.Pay("price", 1, 10, 90, "2025-01-05");
        _market.Pay("protocol_fee", 1, 2, 6, "2025-01-05");
        _market.Pay("provider_fee", 1, 3, 4, "2025-01-05");
        _market.Pay("price", 1, 10, 50, "2025-02-05");
        _market.Pay("reward", 1, 10, 70, "2025-02-05");

        _market.Rows("gmv").ShouldBe(["2025-01-01 USDC 0 1 100 10 6 60000", "2025-02-01 USDC 0 1 50 0 0 0"]);
    }

    [Fact]
    public void Revenue_by_dataset_counts_buyers_once_and_keeps_legs_without_a_dataset()
    {
        _market.Pay("price", 1, 10, 60, asset: "m/a");
        _market.Pay("price", 1, 10, 20, asset: "m/a");
        _market.Pay("royalty", 2, 11, 15, asset: "m/b");
        _market.Pay("price", 3, 11, 5);

        _market
            .Rows("dataset_revenue")
            .ShouldBe([
                "m/a '' '' USDC 0 2 1 80 800000",
                "m/b '' '' USDC 0 1 0 15 150000",
                "'' '' '' USDC 0 1 1 5 50000",
            ]);
    }

    [Fact]
    public void Cohorts_are_who_came_first_in_a_month_and_are_counted_in_later_ones()
    {
        using PaidMarket market = new("2025-04-15");
        market.Contribute(10, "2025-01-03");
        market.Contribute(10, "2025-01-30");
        market.Contribute(11, "2025-01-20");
        market.Contribute(11, "2025-03-02");
        market.Contribute(12, "2025-03-02");
        market.Pay("price", 1, 10, 5, "2025-02-02");

        market
            .Rows("retention")
            .ShouldBe([
                "buyers 2025-02-01 0 1 1 1000000",
                "buyers 2025-02-01 1 1 0 0",
                "buyers 2025-02-01 2 1 0 0",
                "contributors 2025-01-01 0 2 2 1000000",
                "contributors 2025-01-01 1 2 0 0",
                "contributors 2025-01-01 2 2 1 500000",
                "contributors 2025-01-01 3 2 0 0",
                "contributors 2025-03-01 0 1 1 1000000",
                "contributors 2025-03-01 1 1 0 0",
            ]);
    }

    [Fact]
    public void Inflation_is_what_was_emitted_and_not_burned_over_what_circulated_before()
    {
        _market.Hold(50, "vesting");
        _market.Transfer(0, 10, 36_500, "2025-01-01");
        _market.Transfer(0, 50, 100_000, "2025-01-01");
        _market.Transfer(0, 10, 600, "2025-02-20");
        _market.Transfer(10, 0, 300, "2025-02-25");

        string[] february = _market.Rows("inflation")[0].Split(' ');

        // (600 − 300) / 36,500 × 365/30 = 10 % a year; burn 300 likewise, and half of the emission.
        string.Join(' ', february).ShouldBe("2025-02-28 600 300 300 36500 100000 100000 500000");
    }

    [Theory]
    [InlineData("2025-03-28", "2025-02-28")]
    [InlineData("2025-03-30", "2025-02-28")]
    [InlineData("2025-03-31", "2025-02-28 2025-03-31")]
    [InlineData("2025-04-30", "2025-02-28 2025-03-31 2025-04-30")]
    public void Inflation_is_told_of_months_that_are_over(string lastDay, string months)
    {
        using PaidMarket market = new(lastDay);
        market.Transfer(0, 10, 36_500, "2025-01-31");

        market.Rows("inflation").Select(row => row.Split(' ')[0]).ShouldBe(months.Split(' '));
    }

    [Fact]
    public void A_tokens_first_day_is_no_emission_on_any_chain_in_any_metric()
    {
        using PaidMarket chains = new("2025-04-30");
        chains.Transfer(0, 10, 36_500, "2025-01-01");
        chains.Transfer(0, 10, 900, "2025-03-05");
        chains.Transfer(10, 0, 10, "2025-03-06");
        chains.Connection.Execute(
            """
            insert into market.token values (2, 1, 'm', 'GOLD', 0, 'erc20', true);
            insert into chain.block values (2, 0, 1, 1, 0, 0, timestamp '2025-04-30 23:59:59');
            insert into market.transfer values
                (2, 0, 0, 0, timestamp '2025-03-05', 'm', 1, 0, 11, 5000),
                (2, 0, 1, 0, timestamp '2025-03-05 23:00', 'm', 1, 0, 11, 50),
                (2, 0, 2, 0, timestamp '2025-03-06', 'm', 1, 0, 11, 180),
                (2, 0, 3, 0, timestamp '2025-03-07', 'm', 1, 11, 0, 7);
            """
        );

        chains
            .Rows("emissions")
            .ShouldBe([
                "2025-01-01 0 0 0 0",
                "2025-03-05 900 0 0 900",
                "2025-03-06 180 10 0 170",
                "2025-03-07 0 7 0 -7",
            ]);
        chains
            .Rows("emission_rows")
            .Select(row =>
                string.Join(' ', row.Split(' ')[1], row.Split(' ')[^3], row.Split(' ')[^2], row.Split(' ')[^1])
            )
            .ShouldBe(["1 900 900 900", "1 10 0 -10", "2 180 180 180", "2 7 0 -7"]);
        chains.Rows("emission_rate").ShouldBe([$"{1_080 / 90}"]);
        chains
            .Rows("inflation")
            .Select(row => string.Join(' ', row.Split(' ')[..4]))
            .ShouldContain("2025-03-31 1080 17 1063");
        chains.Rows("real_yield").Select(row => row.Split(' ')[6]).ShouldBe(["890", "173"]);
        chains.Rows("yield_trend").TakeLast(2).Select(row => row.Split(' ')[7]).ShouldBe(["890", "173"]);
    }

    [Fact]
    public void The_subsidy_is_the_part_of_income_that_no_buyer_paid()
    {
        _market.Pay("price", 1, 10, 20, "2025-01-05");
        _market.Pay("royalty", 1, 10, 5, "2025-01-06");
        _market.Pay("reward", 1, 10, 75, "2025-01-07");
        _market.Pay("protocol_fee", 1, 2, 9, "2025-01-07");

        _market.Rows("subsidy").ShouldBe(["2025-01-01 USDC 0 25 75 750000"]);
    }
}

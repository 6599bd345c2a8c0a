namespace Souk.Warehouse.Tests.Metrics;

public sealed class WashTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Self_dealing_is_suspected_by_rule_and_confidence_and_honest_sales_are_not()
    {
        _market.Label(10, "Acme", confidencePpm: 800_000);
        _market.Label(11, "Acme");
        _market.Pay("price", payer: 10, payee: 10, 100);
        _market.Pay("price", payer: 10, payee: 11, 200);
        _market.Pay("price", payer: 10, payee: 12, 400);

        Verdicts().ShouldBe(["100 suspected (self, 100 %)", "200 suspected (entity, 80 %)"]);
    }

    [Theory]
    [InlineData("70 %", "20>10")]
    [InlineData("50 %", "20>30", "30>10")]
    [InlineData("30 %", "20>30", "30>31", "31>10")]
    public void Money_that_went_from_the_seller_to_the_buyer_is_a_loop_of_one_to_three_transfers(
        string confidence,
        params string[] hops
    )
    {
        Fund();
        Move("2025-03-01", 90, hops);
        _market.PayByTransfer("price", payer: 10, payee: 20, 100, "2025-03-05");

        Verdicts().ShouldBe([$"100 suspected (loop, {confidence})"]);
    }

    [Theory]
    [InlineData("2025-03-01", 89, "20>10")]
    [InlineData("2025-02-25", 100, "20>10")]
    [InlineData("2025-03-13", 100, "20>10")]
    [InlineData("2025-03-01", 100, "10>20")]
    [InlineData("2025-03-01", 100, "30>10", "20>30")]
    [InlineData("2025-03-01", 100, "20>50", "50>10")]
    [InlineData("2025-03-01", 100, "20>60", "60>10")]
    [InlineData("2025-03-01", 100, "20>30", "30>31", "31>32", "32>10")]
    public void Too_little_too_early_too_late_backwards_through_a_service_or_too_long_is_no_loop(
        string day,
        int amount,
        params string[] hops
    )
    {
        Fund();
        _market.Hold(50, "pool");
        _market.Label(60, "Big Exchange", "exchange");
        Move(day, amount, hops);
        _market.PayByTransfer("price", payer: 10, payee: 20, 100, "2025-03-05");

        Verdicts().ShouldBeEmpty();
    }

    [Fact]
    public void A_kickback_after_the_sale_is_a_loop_too()
    {
        Fund();
        _market.PayByTransfer("price", payer: 10, payee: 20, 100, "2025-03-05");
        Move("2025-03-12", 95, "20>30", "30>10");

        Verdicts().ShouldBe(["100 suspected (loop, 50 %)"]);
    }

    [Theory]
    [InlineData(98, "100 suspected (loop, 50 %)")]
    [InlineData(99, null)]
    public void Who_sends_to_more_than_a_hundred_addresses_is_a_service_and_no_part_of_a_loop(
        int others,
        string? verdict
    )
    {
        Fund();
        for (int other = 0; other < others; other++)
        {
            _market.Transfer(30, 100 + other, 1, "2025-06-01");
        }

        // Besides those, 30 sends to 31 and to the buyer.
        Move("2025-03-01", 100, "30>31", "20>30", "30>10");
        _market.PayByTransfer("price", payer: 10, payee: 20, 100, "2025-03-05");

        Verdicts().ShouldBe(verdict is null ? [] : [verdict]);
    }

    [Fact]
    public void Adjusted_gmv_stands_beside_the_raw_one_by_rule_with_the_fees_of_the_orders()
    {
        _market.Label(10, "Acme");
        _market.Label(11, "Acme");
        _market.Pay("price", payer: 10, payee: 10, 100);
        _market.Fee("protocol_fee", payer: 10, payee: 2, 5);
        _market.Pay("price", payer: 10, payee: 11, 200);
        _market.Pay("price", payer: 10, payee: 12, 400);
        _market.Fee("market_fee", payer: 10, payee: 2, 20);

        // month symbol decimals orders suspected gmv self entity loop farm adjusted share: 305 / 725
        _market.Rows("gmv_adjusted").ShouldBe(["2025-01-01 USDC 0 3 2 725 105 200 0 0 420 420689"]);
        _market.Rows("gmv")[0].ShouldStartWith("2025-01-01 USDC 0 3 725 ");
    }

    [Theory]
    [InlineData(50, "2025-03-12", 10, "a", "100 suspected (farm, 40 %)")]
    [InlineData(100, "2025-03-05", 10, "a", "100 suspected (farm, 60 %)")]
    [InlineData(50, "2025-03-12", 11, "a", "100 suspected (farm, 40 %)")]
    [InlineData(49, "2025-03-12", 10, "a", null)]
    [InlineData(50, "2025-03-13", 10, "a", null)]
    [InlineData(50, "2025-03-04", 10, "a", null)]
    [InlineData(50, "2025-03-12", 10, "b", null)]
    [InlineData(50, "2025-03-12", 12, "a", null)]
    public void Who_buys_an_asset_for_the_rewards_that_it_brings_farms(
        int reward,
        string day,
        int payee,
        string asset,
        string? verdict
    )
    {
        _market.Label(10, "Acme");
        _market.Label(11, "Acme");
        _market.Pay("price", payer: 10, payee: 20, 100, "2025-03-05", "a");
        _market.Pay("reward", payer: 50, payee, reward, day, asset);

        Verdicts().ShouldBe(verdict is null ? [] : [verdict]);
    }

    [Fact]
    public void Rewards_in_the_markets_token_count_at_the_days_price_against_all_that_was_bought()
    {
        using PoolMarket pools = new();
        pools.Fill(50, 1_000_000, 2_000_000, "2025-01-05");
        pools.Buy(50, 4_000, "2025-01-10");
        pools.Market.Pay("price", payer: 10, payee: 20, 100, "2025-01-08", "a");
        pools.Market.Pay("price", payer: 10, payee: 20, 300, "2025-01-09", "a");
        // 4,000 USDC bought 1,990 GOLD, so 150 are worth 301: half of 400, and the later sale's whole 300.
        pools.Market.PayByTransfer("fee_share", 60, 10, 150, "2025-01-10", "a");

        pools
            .Market.Rows("wash_screen")
            .Select(row => string.Join(' ', row.Split(' ')[^7..]))
            .ShouldBe(["100 farm 400000 suspected (farm, 40 %)", "300 farm 600000 suspected (farm, 60 %)"]);
        pools.Market.Rows("gmv_adjusted").ShouldBe(["2025-01-01 USDC 0 2 2 400 0 0 0 400 0 1000000"]);
    }

    /// <summary>Everyone's first receipt is a mint, so that no funding links them.</summary>
    private void Fund()
    {
        foreach (int party in new[] { 10, 20, 30, 31, 32, 50, 60 })
        {
            _market.Transfer(0, party, 1_000);
        }
    }

    private void Move(string day, int amount, params string[] hops)
    {
        foreach (int[] hop in hops.Select(hop => hop.Split('>').Select(int.Parse).ToArray()))
        {
            _market.Transfer(hop[0], hop[1], amount, day);
        }
    }

    /// <summary>Amount and verdict of each row.</summary>
    private string[] Verdicts() =>
        [
            .. _market
                .Rows("wash_screen")
                .Select(row => row.Split(' '))
                .Select(words => $"{words[^7]} {string.Join(' ', words[^4..])}"),
        ];
}

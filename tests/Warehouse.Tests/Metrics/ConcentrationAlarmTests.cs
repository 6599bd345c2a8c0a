using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class ConcentrationAlarmTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Equal_earners_raise_no_alarm_and_their_only_buyer_does()
    {
        for (int party = 10; party < 30; party++)
        {
            _market.Pay("price", payer: 1, party, 25);
        }

        _market
            .Rows("concentration_alarms")
            .ShouldBe(["buyers USDC top_share_ppm 1000000 500000 depends on one buyer 1"]);
    }

    [Fact]
    public void One_who_takes_nearly_all_raises_every_alarm_with_value_and_threshold()
    {
        for (int party = 10; party < 29; party++)
        {
            _market.Pay("price", payer: party + 50, party, 1);
        }

        _market.Pay("price", payer: 100, 30, 981);

        // Gini 2 (190 + 20·981) / (20·1000) − 21/20 = 0.931; HHI of 0.981² = 9623.
        _market
            .Rows("concentration_alarms", "earners")
            .ShouldBe([
                "earners USDC gini_ppm 931000 900000 very unequal 20",
                "earners USDC hhi 9623 1800 highly concentrated 20",
                "earners USDC nakamoto 1 3 three parties or fewer have more than half 20",
                "earners USDC top_percent_share_ppm 981000 500000 the top 1 % have half or more 20",
                "earners USDC top_share_ppm 981000 500000 depends on one provider 20",
            ]);
    }

    [Fact]
    public void Sellers_that_are_one_entity_raise_the_alarm_that_their_addresses_hide()
    {
        for (int party = 10; party < 14; party++)
        {
            _market.Pay("price", payer: party + 50, party, 25);
        }

        _market.Label(10, "Acme");
        _market.Label(11, "Acme");

        _market.Rows("concentration_alarms").ShouldBeEmpty();
        _market
            .Rows("concentration_alarms", actor: MetricActor.Entity)
            .ShouldBe(["earners USDC top_share_ppm 500000 500000 depends on one provider 3"]);
    }
}

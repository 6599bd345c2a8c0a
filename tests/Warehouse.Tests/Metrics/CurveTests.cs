using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Distributions and how they move: payouts, their Lorenz curve, concentration by month, survival.</summary>
public sealed class CurveTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Payouts_rise_from_the_poorest_to_all_and_lorenz_begins_with_nothing()
    {
        _market.Pay("reward", 1, 10, 40);
        _market.Pay("royalty", 1, 11, 10);
        _market.Pay("price", 1, 12, 10);
        _market.Pay("price", 1, 12, 20);
        _market.Pay("protocol_fee", 1, 13, 500);

        // 10 to party 11, 30 to party 12, 40 to party 10; the fee is nobody's income.
        _market
            .Rows("payout_distribution")
            .ShouldBe([
                "USDC 0 1 10 333333 10 125000",
                "USDC 0 2 30 666666 40 500000",
                "USDC 0 3 40 1000000 80 1000000",
            ]);
        _market
            .Rows("lorenz")
            .ShouldBe(["USDC 0 0 0", "USDC 1 333333 125000", "USDC 2 666666 500000", "USDC 3 1000000 1000000"]);
    }

    [Fact]
    public void Many_earners_are_a_hundred_rows_and_the_area_under_them_gives_the_gini_coefficient()
    {
        for (int party = 10; party < 190; party++)
        {
            _market.Pay("reward", 1, party, party * party);
        }

        MetricTable lorenz = MetricCatalogue.Run(_market.Connection, "lorenz", "m");
        MetricTable all = MetricCatalogue.Run(_market.Connection, "concentration", "m");

        lorenz.Rows.Count.ShouldBe(101);
        (double X, double Y)[] points =
        [
            .. lorenz.Rows.Select(row =>
                (
                    (double)lorenz.Integer(row, "parties_ppm") / 1e6,
                    (double)lorenz.Integer(row, "income_share_ppm") / 1e6
                )
            ),
        ];
        double area = points.Zip(points.Skip(1), (from, to) => (to.X - from.X) * (from.Y + to.Y) / 2).Sum();
        double gini = (double)all.Integer(all.Rows.Single(row => all.Text(row, "side") == "earners"), "gini_ppm") / 1e6;
        (1 - (2 * area)).ShouldBe(gini, 0.001);
    }

    [Fact]
    public void Concentration_of_a_month_is_that_of_its_legs_alone()
    {
        _market.Pay("price", payer: 20, 10, 97, "2025-01-05");
        _market.Pay("price", payer: 21, 11, 1, "2025-01-06");
        _market.Pay("price", payer: 22, 12, 1, "2025-01-07");
        _market.Pay("price", payer: 23, 13, 1, "2025-01-31");
        _market.Pay("reward", payer: 1, 10, 5, "2025-02-01");
        _market.Pay("reward", payer: 1, 11, 5, "2025-02-02");

        // Gini of 1, 1, 1, 97: 2 (1 + 2 + 3 + 4 x 97) / (4 x 100) - 5 / 4 = 0.72.
        _market
            .Rows("concentration_trend")
            .ShouldBe([
                "2025-01-01 buyers USDC 4 720000 9412 1 970000",
                "2025-01-01 earners USDC 4 720000 9412 1 970000",
                "2025-02-01 earners USDC 2 0 5000 2 500000",
            ]);
    }

    [Fact]
    public void Survival_falls_only_where_a_life_ended_and_not_where_it_may_go_on()
    {
        // The last block is of 30 June. Lives: 10 and 11 of 0 steps, of which 11 may go on; 12 of 2 steps, ended; 13 of 4, going on.
        _market.Contribute(10, "2025-01-01");
        _market.Contribute(11, "2025-05-01");
        _market.Contribute(11, "2025-05-20");
        _market.Contribute(12, "2025-01-01");
        _market.Contribute(12, "2025-03-02");
        _market.Contribute(13, "2025-01-15");
        _market.Contribute(13, "2025-05-20");
        _market.Pay("price", 30, 10, 5, "2025-01-01");

        // 1 - 1/4 = 0.75, then 0.75 x (1 - 1/2) = 0.375; nobody of those at risk ended at step 4.
        _market
            .Rows("survival")
            .ShouldBe([
                "contributors 0 4 1 1 750000",
                "contributors 2 2 1 0 375000",
                "contributors 4 1 0 1 375000",
                "buyers 0 1 1 0 0",
            ]);
    }

    [Fact]
    public void Nothing_paid_gives_no_curve()
    {
        foreach (string metric in new[] { "payout_distribution", "lorenz", "concentration_trend", "survival" })
        {
            _market.Rows(metric).ShouldBeEmpty(metric);
        }
    }
}

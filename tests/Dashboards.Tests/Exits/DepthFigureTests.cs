using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exits;

namespace Souk.Dashboards.Tests.Exits;

public sealed class DepthFigureTests
{
    private static readonly MarketSummary s_market = new(
        "bazaar",
        "Bazaar",
        Label: null,
        new TokenUnit("GOLD", 18),
        BigInteger.Zero,
        new AsOf(1, 1, DateTimeOffset.UnixEpoch)
    );

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(100, 0, 50)]
    [InlineData(300, 0, 75)]
    [InlineData(0, 3_000, 0.3)]
    [InlineData(100, 500_000, 66.666_666_666_666_66)]
    public void What_is_sold_into_a_pool_of_a_hundred_loses_what_the_product_of_reserves_says(
        double amount,
        int feePpm,
        double percent
    )
    {
        ExitPool pool = new(
            "0x00",
            new TokenUnit("USDC", 6),
            100 * BigInteger.Pow(10, 18),
            100 * BigInteger.Pow(10, 6),
            feePpm
        );

        DepthFigure.LossPercent(pool, amount, s_market).ShouldBe(percent, 1e-9);
    }
}

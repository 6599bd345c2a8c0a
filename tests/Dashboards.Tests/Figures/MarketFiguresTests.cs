using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Tests.Samples;

namespace Souk.Dashboards.Tests.Figures;

public sealed class MarketFiguresTests
{
    private static readonly BigInteger One = BigInteger.Pow(10, 18);

    [Fact]
    public void A_week_that_is_not_over_is_left_out_and_the_note_says_so()
    {
        MarketOverview market = Emitting(
            new DateOnly(2025, 12, 15),
            new DateOnly(2025, 12, 22),
            new DateOnly(2025, 12, 29)
        );

        Chart chart = MarketFigures.Flows(market, Period.Week);

        ((PointSeries)chart.Series[0]).Y.ShouldBe([5, 5]);
        chart.Note!.ShouldEndWith(" The week from 29 December 2025 is not over and is left out.");
    }

    [Fact]
    public void A_market_younger_than_a_month_shows_the_month_that_runs()
    {
        MarketOverview market = Emitting(new DateOnly(2025, 12, 15));

        Chart chart = MarketFigures.Flows(market, Period.Month);

        ((PointSeries)chart.Series[0]).Y.ShouldBe([5]);
        chart.Note!.ShouldEndWith(" The month from 1 December 2025 is not over.");
    }

    [Fact]
    public void Years_by_day_become_weeks_so_that_no_trace_has_more_than_two_thousand_bars()
    {
        MarketOverview market = Emitting(new DateOnly(2018, 1, 1), new DateOnly(2025, 12, 1));

        Chart chart = MarketFigures.Flows(market, Period.Day);

        PointSeries bars = (PointSeries)chart.Series[0];
        bars.Y.Count.ShouldBeInRange(400, 2_000);
        bars.Y.Sum().ShouldBe(10);
        chart.Y.Caption.ShouldEndWith("per week");
    }

    [Fact]
    public void Days_without_flows_are_shown_as_zero_up_to_the_day_of_the_block()
    {
        MarketOverview market = Emitting(new DateOnly(2025, 12, 26));

        Chart chart = MarketFigures.Flows(market, Period.Day);

        ((PointSeries)chart.Series[0]).Y.ShouldBe([5, 0, 0, 0]);
    }

    [Fact]
    public void Payments_are_drawn_in_the_token_that_most_orders_are_paid_in()
    {
        MarketOverview market = new FictionalMarket().Overview;
        market = market with { Summary = market.Summary with { PaymentToken = FictionalMarket.OtherToken } };

        Chart chart = MarketFigures.Payments(market, Period.Week);

        chart.Y.Caption.ShouldBe("FIG per week");
        ((PointSeries)chart.Series.ShouldHaveSingleItem()).Y[0].ShouldBe(7 * 15.5);
    }

    private static MarketOverview Emitting(params DateOnly[] days)
    {
        MarketOverview market = new FictionalMarket().Overview;
        return market with
        {
            Flows = market.Flows with { Rows = [.. days.Select(day => new FlowDay(day, 5 * One, 0))] },
        };
    }
}

using Souk.Charts.Figures;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Tests.Figures;

public sealed class ThinningTests
{
    private static readonly Positions Days = Positions.On([
        .. Enumerable.Range(0, 10_000).Select(day => new DateOnly(2000, 1, 1).AddDays(day)),
    ]);

    [Fact]
    public void A_long_line_keeps_its_ends_and_every_spike()
    {
        double[] values = [.. Enumerable.Range(0, 10_000).Select(day => Math.Sin(day / 50.0))];
        values[1_234] = 50;
        values[7_777] = -40;
        values[5_000] = double.NaN;

        LineSeries line = (LineSeries)Thinning.Of(ChartOf(new LineSeries("Spikes", Tone.Blue, Days, values))).Series[0];

        line.X.Count.ShouldBe(line.Y.Count);
        line.X.Count.ShouldBeInRange(1_000, 2_000);
        IReadOnlyList<DateOnly> days = ((DayPositions)line.X).Days;
        days.ShouldBeInOrder(SortDirection.Ascending);
        (days[0], days[^1]).ShouldBe((new DateOnly(2000, 1, 1), new DateOnly(2000, 1, 1).AddDays(9_999)));
        line.Y[days.ToList().IndexOf(new DateOnly(2000, 1, 1).AddDays(1_234))].ShouldBe(50);
        line.Y[days.ToList().IndexOf(new DateOnly(2000, 1, 1).AddDays(7_777))].ShouldBe(-40);
    }

    [Fact]
    public void Areas_keep_the_same_days_and_the_peak_of_their_sum()
    {
        double[] below = [.. Enumerable.Range(0, 10_000).Select(day => day == 4_321 ? 6.0 : 5)];
        double[] above = [.. Enumerable.Range(0, 10_000).Select(day => day == 4_321 ? 6.0 : 5)];

        Chart thin = Thinning.Of(
            ChartOf(new AreaSeries("Below", Tone.Blue, Days, below), new AreaSeries("Above", Tone.Green, Days, above))
        );

        AreaSeries[] areas = [.. thin.Series.Cast<AreaSeries>()];
        areas[0].X.Count.ShouldBeLessThanOrEqualTo(2_000);
        ((DayPositions)areas[0].X).Days.ShouldBe(((DayPositions)areas[1].X).Days);
        areas[0].Y.Zip(areas[1].Y, (one, other) => one + other).Max().ShouldBe(12);
    }

    [Fact]
    public void What_is_short_or_made_of_bars_stays_as_it_is()
    {
        Positions two = Positions.On([1.0, 2]);
        Chart chart = ChartOf(
            new LineSeries("Short", Tone.Blue, two, [1, 2]),
            new BarSeries("Bars", Tone.Grey, Days, new double[10_000])
        );

        Thinning.Of(chart).ShouldBeSameAs(chart);
    }

    private static Chart ChartOf(params ChartSeries[] series) =>
        new()
        {
            Title = "Long",
            X = new Axis("Date"),
            Y = new Axis("Value"),
            Series = series,
        };
}

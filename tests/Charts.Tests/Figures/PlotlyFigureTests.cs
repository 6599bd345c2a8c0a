using System.Text.Json;
using Souk.Charts.Figures;
using Souk.Charts.Series;
using Souk.Charts.Tests.Golden;
using Souk.Charts.Themes;

namespace Souk.Charts.Tests.Figures;

public sealed class PlotlyFigureTests
{
    private static readonly Positions Days = Positions.On([
        new DateOnly(2025, 1, 1),
        new DateOnly(2025, 1, 2),
        new DateOnly(2025, 1, 3),
    ]);

    [Fact]
    public void Lines_keep_their_golden_figure() =>
        GoldenFile.ShouldHold(
            "line",
            Draw(
                Of(
                    new LineSeries("Price", Tone.Blue, Days, [1, 2.5, double.NaN]),
                    new LineSeries("Plan", Tone.Grey, Days, [1, 2, 3]) { Dashed = true }
                )
            )
        );

    [Fact]
    public void A_grid_of_shares_keeps_its_golden_figure() =>
        GoldenFile.ShouldHold(
            "heat",
            Draw(
                Of(
                    new HeatSeries(
                        "Came back",
                        Tone.Blue,
                        ["+0", "+1"],
                        ["2025-01", "2025-02"],
                        [
                            [1, 0.25],
                            [1, double.NaN],
                        ]
                    )
                )
            )
        );

    [Fact]
    public void A_marker_stands_on_a_number_where_the_axis_has_numbers()
    {
        Chart chart = Of(new LineSeries("Effect", Tone.Blue, Positions.On([-1.0, 0, 1]), [0, 0, 1])) with
        {
            Marker = Marker.At(0, "the event"),
        };

        using JsonDocument figure = JsonDocument.Parse(Draw(chart));

        JsonElement layout = figure.RootElement.GetProperty("layout");
        layout.GetProperty("shapes")[0].GetProperty("x0").GetDouble().ShouldBe(0);
        layout.GetProperty("annotations")[0].GetProperty("x").GetDouble().ShouldBe(0);
        layout.GetProperty("annotations")[0].GetProperty("text").GetString().ShouldBe("the event");
    }

    [Theory]
    [InlineData(0.0008, "none")]
    [InlineData(0.05, "B")]
    public void Small_values_are_written_out_on_the_axis(double value, string format)
    {
        using JsonDocument figure = JsonDocument.Parse(
            Draw(Of(new LineSeries("Price", Tone.Blue, Days, [0, value, value])))
        );

        figure
            .RootElement.GetProperty("layout")
            .GetProperty("yaxis")
            .GetProperty("exponentformat")
            .GetString()
            .ShouldBe(format);
    }

    [Fact]
    public void Areas_keep_their_golden_figure() =>
        GoldenFile.ShouldHold(
            "area",
            Draw(
                Of(
                    new AreaSeries("Circulating", Tone.Blue, Days, [70, 71, 72]),
                    new AreaSeries("Staked", Tone.Green, Days, [30, 29, 28])
                )
            )
        );

    [Fact]
    public void Bars_with_a_marker_keep_their_golden_figure() =>
        GoldenFile.ShouldHold(
            "bar",
            Draw(
                Of(
                    new BarSeries("Team", Tone.Blue, Days, [3, 3, 0]),
                    new BarSeries("Team, to come", Tone.Blue, Days, [0, 0, 3]) { Faded = true, LegendOf = "Team" }
                ) with
                {
                    Marker = new Marker(new DateOnly(2025, 1, 2), "as of"),
                }
            )
        );

    [Fact]
    public void Monthly_bars_keep_their_golden_figure() =>
        GoldenFile.ShouldHold(
            "monthly-bar",
            Draw(
                Of(
                    new BarSeries(
                        "Team",
                        Tone.Blue,
                        Positions.On([new DateOnly(2025, 1, 1), new DateOnly(2025, 2, 1)], DaySpan.Month),
                        [3, 4]
                    )
                )
            )
        );

    [Fact]
    public void The_dark_style_has_the_traces_and_the_layout_of_the_dark_figure_without_points()
    {
        Chart chart = Of(new LineSeries("Price", Tone.Blue, Days, [1, 2, 3]));
        using JsonDocument dark = JsonDocument.Parse(PlotlyFigure.Json(chart, Theme.Dark, ChartWords.English));

        using JsonDocument style = JsonDocument.Parse(PlotlyFigure.Style(chart, Theme.Dark, ChartWords.English));

        JsonElement
            .DeepEquals(style.RootElement.GetProperty("layout"), dark.RootElement.GetProperty("layout"))
            .ShouldBeTrue();
        style
            .RootElement.GetProperty("data")[0]
            .EnumerateObject()
            .Select(part => part.Name)
            .ShouldBe(["type", "name", "mode", "line"]);
    }

    [Fact]
    public void A_fan_keeps_its_golden_figure() =>
        GoldenFile.ShouldHold(
            "fan",
            Draw(
                Of(
                    new FanSeries(
                        "Supply",
                        Tone.Green,
                        Days,
                        [10, 11, 12],
                        [
                            new QuantileBand(0.05, 0.95, [10, 8, 6], [10, 14, 18]),
                            new QuantileBand(0.25, 0.75, [10, 10, 10], [10, 12, 14]),
                        ]
                    )
                )
            )
        );

    [Fact]
    public void A_timeline_keeps_its_golden_figure() =>
        GoldenFile.ShouldHold(
            "timeline",
            Draw(
                Of(
                    new TimelineSeries(
                        "Vesting",
                        Tone.Orange,
                        [new TimelineBar("Team", new DateOnly(2025, 1, 1), new DateOnly(2027, 12, 31))]
                    )
                )
            )
        );

    [Fact]
    public void Flows_keep_their_golden_figure() =>
        GoldenFile.ShouldHold(
            "flow",
            Draw(
                Of(
                    new FlowSeries(
                        "Released",
                        Tone.Grey,
                        [
                            new Flow("Team", "Held", 3, Tone.Blue),
                            new Flow("Team", "Sold", 1, Tone.Vermilion),
                            new Flow("Seed", "Held", 2, Tone.Blue),
                        ]
                    )
                )
            )
        );

    [Fact]
    public void Numbers_and_categories_get_axes_of_their_kind()
    {
        Chart numbers = Of(new LineSeries("Runs", Tone.Blue, Positions.On([0.0, 0.5, 1.0]), [1, 2, 3]));
        Chart categories = Of(new BarSeries("Roles", Tone.Blue, Positions.On(["price", "fee"]), [5, 1]));

        Layout(numbers).GetProperty("xaxis").GetProperty("type").GetString().ShouldBe("linear");
        Layout(categories).GetProperty("xaxis").GetProperty("type").GetString().ShouldBe("category");
    }

    [Fact]
    public void The_label_stands_in_the_drawn_title_of_every_theme_and_placement()
    {
        Chart chart = Of(new LineSeries("Price", Tone.Blue, Days, [1, 2, 3]));

        foreach (Theme theme in new[] { Theme.Light, Theme.Dark })
        {
            foreach (Placement placement in Enum.GetValues<Placement>())
            {
                Layout(chart, theme, placement)
                    .GetProperty("title")
                    .GetProperty("text")
                    .GetString()
                    .ShouldBe("A chart · Synthetic demo");
            }
        }
    }

    [Fact]
    public void Text_from_a_chain_cannot_carry_markup_into_a_figure()
    {
        Chart chart = Of(new LineSeries("</script><b>x</b>", Tone.Blue, Days, [1, 2, 3]));

        string figure = PlotlyFigure.Json(chart, Theme.Light, ChartWords.English);

        figure.ShouldNotContain("<");
        figure.ShouldNotContain("<b>");
    }

    [Fact]
    public void A_series_with_more_values_than_positions_names_both_counts()
    {
        Chart chart = Of(new LineSeries("Price", Tone.Blue, Days, [1, 2]));

        ArgumentException error = Should.Throw<ArgumentException>(() =>
            PlotlyFigure.Json(chart, Theme.Light, ChartWords.English)
        );

        error.Message.ShouldBe("Series Price has 3 positions and 2 values.");
    }

    private static Chart Of(params ChartSeries[] series) =>
        new()
        {
            Title = "A chart",
            Label = "Synthetic demo",
            X = new Axis("Date, UTC"),
            Y = new Axis("Supply", "DATE", FromZero: true),
            Series = series,
            Note = "Made of invented numbers.",
        };

    [Theory]
    [InlineData(767.5e6, 767.5e6, "tozero")]
    [InlineData(0, 0, "nonnegative")]
    [InlineData(1, 2, "normal")]
    public void What_never_changes_is_drawn_above_zero(double first, double last, string expected)
    {
        Chart chart = new()
        {
            Title = "Supply",
            X = new Axis("Day"),
            Y = new Axis("TKN"),
            Series = [new LineSeries("a", Tone.Blue, Positions.On([0.0, 1]), [first, last])],
        };

        using JsonDocument figure = JsonDocument.Parse(PlotlyFigure.Json(chart, Theme.Light, ChartWords.English));

        figure
            .RootElement.GetProperty("layout")
            .GetProperty("yaxis")
            .GetProperty("rangemode")
            .GetString()
            .ShouldBe(expected);
    }

    private static string Draw(Chart chart) =>
        PlotlyFigure.Json(chart, Theme.Light, ChartWords.English, Placement.Alone);

    private static JsonElement Layout(Chart chart, Theme? theme = null, Placement placement = Placement.Page)
    {
        using JsonDocument figure = JsonDocument.Parse(
            PlotlyFigure.Json(chart, theme ?? Theme.Light, ChartWords.English, placement)
        );
        return figure.RootElement.GetProperty("layout").Clone();
    }
}

using System.Text.Json;
using Souk.Charts.Figures;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Tests.Figures;

public sealed class WaterfallTests
{
    [Fact]
    public void Each_step_begins_where_the_one_before_ended_and_totals_stand_on_zero()
    {
        var steps = new WaterfallSeries(
            "Supply",
            Tone.Blue,
            Positions.On(["Opening", "Minted", "Burned", "Closing"]),
            [100, 30, -50, 80],
            [true, false, false, true]
        );
        var chart = new Chart
        {
            Title = "Bridge",
            X = new Axis("Step"),
            Y = new Axis("GOLD"),
            Series = [steps],
            Bars = BarLayout.Grouped,
        };

        using JsonDocument figure = JsonDocument.Parse(PlotlyFigure.Json(chart, Theme.Light, ChartWords.English));

        JsonElement trace = figure.RootElement.GetProperty("data")[0];
        Numbers(trace, "base").ShouldBe([0, 100, 130, 0]);
        Numbers(trace, "y").ShouldBe([100, 30, -50, 80]);
        JsonElement colors = trace.GetProperty("marker").GetProperty("color");
        colors[2].GetString().ShouldBe(Theme.Light.Of(Tone.Vermilion));
        colors[3].GetString().ShouldBe(Theme.Light.Of(Tone.Blue));
    }

    private static double[] Numbers(JsonElement trace, string name) =>
        [.. trace.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}

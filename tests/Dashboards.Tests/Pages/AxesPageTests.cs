using System.Globalization;
using System.Text.RegularExpressions;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>Power, decentralisation and transparency on a scenario's page.</summary>
public sealed class AxesPageTests(RecordedMarket market)
{
    [Fact]
    public async Task Three_axes_are_scored_as_the_runs_say_and_as_files()
    {
        Blueprint capital = BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "people-capital.yaml"));
        BlueprintResult expected = BlueprintEnsemble.Run(capital, seed: 1, runs: 16);

        string page = await market.PageAsync("/scenarios/people-capital?m=pool.price&table=1");
        string plain = await market.PageAsync("/scenarios/people-capital");
        string csv = await market.Client.GetStringAsync("/scenarios/people-capital?m=pool.price&file=axes.csv");

        foreach (string axis in new[] { "power", "decentralisation", "transparency" })
        {
            MetricSeries series = expected.Metrics.First(one => one.Spec.Key == $"axes.{axis}");
            string row = page[page.IndexOf($"data-axis=\"{axis}\"", StringComparison.Ordinal)..];
            Regex
                .Matches(row[..row.IndexOf("</tr>", StringComparison.Ordinal)], "data-value=\"([^\"]*)\"")
                .Select(match => match.Groups[1].Value)
                .ShouldBe(
                    new[]
                    {
                        series.QuantileByDay(0.5)[0],
                        series.QuantileByDay(0.05)[^1],
                        series.QuantileByDay(0.5)[^1],
                        series.QuantileByDay(0.95)[^1],
                    }.Select(value => value.ToString("R", CultureInfo.InvariantCulture))
                );
            csv.ShouldContain($"\r\n{axis},");
        }

        plain.ShouldContain("On the last day the median of 1 run is power ");
        plain.ShouldContain("Transparency is what the scenario states, not what is measured.");
    }

    [Theory]
    [InlineData("governance", null, null)]
    [InlineData("presets~avalanche-l1", "axes.power", null)]
    [InlineData("presets~pyth", null, "axes.decentralisation")]
    public async Task An_axis_that_a_scenario_lacks_is_told_and_transparency_is_what_can_be_looked_up(
        string name,
        string? power,
        string? spread
    )
    {
        Blueprint blueprint = BlueprintFile.Load(
            Path.Combine(RecordedMarket.ScenarioFolder, name.Replace('~', '/') + ".yaml")
        );
        Transparency known = Transparency.Of(blueprint);
        BlueprintResult run = BlueprintEnsemble.Run(blueprint, seed: 1, runs: 1);

        string page = await market.PageAsync($"/scenarios/{name}");
        string csv = await market.Client.GetStringAsync($"/scenarios/{name}?file=axes.csv");

        foreach ((string axis, string? series) in new[] { ("power", power), ("decentralisation", spread) })
        {
            string row = RowOf(page, axis);
            if (series is null)
            {
                row.ShouldContain("Not in this scenario: no ");
                row.ShouldNotContain("data-value");
                csv.ShouldContain($"\r\n{axis},,,,,false,");
            }
            else
            {
                double median = run.Find(series)!.QuantileByDay(0.5)[^1];
                row.ShouldContain($"data-value=\"{median.ToString("R", CultureInfo.InvariantCulture)}\"");
            }
        }

        RowOf(page, "transparency")
            .ShouldContain($"data-value=\"{known.Score.ToString("R", CultureInfo.InvariantCulture)}\"");
        page.ShouldContain($"of {known.Values:N0} values that the scenario needs, {known.Known:N0} can be looked up");

        static string RowOf(string page, string axis)
        {
            string row = page[page.IndexOf($"data-axis=\"{axis}\"", StringComparison.Ordinal)..];
            return row[..row.IndexOf("</tr>", StringComparison.Ordinal)];
        }
    }
}

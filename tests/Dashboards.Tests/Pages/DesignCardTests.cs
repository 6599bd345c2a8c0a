using System.Globalization;
using System.Text.RegularExpressions;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>What a design's page shows of parts that only some scenarios have.</summary>
public sealed class DesignCardTests(RecordedMarket market)
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
        (await market.PageAsync("/scenarios/governance")).ShouldNotContain("data-axis=");
    }

    [Fact]
    public async Task Three_ways_of_earning_are_shown_with_their_rates_and_what_the_runs_paid()
    {
        Blueprint crowd = BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "people-crowd.yaml"));
        BlueprintResult expected = BlueprintEnsemble.Run(crowd, seed: 1, runs: 1);
        string accounts = crowd.Parts.Single(part => part.Kind.Name == "people.accounts").Name;

        string page = await market.PageAsync("/scenarios/people-crowd");

        decimal[] rates = [.. crowd.Find(accounts)!.List("earns").Select(rate => rate.Number)];
        string[] ways = ["quest", "surf", "node"];
        double all = 0;
        foreach ((string way, decimal rate) in ways.Zip(rates))
        {
            MetricSeries paid = expected.Find($"{accounts}.paid.{way}")!;
            int last = paid.Days - 1;
            string row = page[page.IndexOf($"data-way=\"{way}\"", StringComparison.Ordinal)..];
            row = row[..row.IndexOf("</tr>", StringComparison.Ordinal)];
            row.ShouldContain($"<td>{rate.ToString(CultureInfo.InvariantCulture)}</td>");
            Regex
                .Matches(row, "data-value=\"([^\"]*)\"")
                .Select(match => match.Groups[1].Value)
                .ShouldBe(
                    new[] { paid[0, last], paid[0, last], paid[0, last], paid[0, last] - paid[0, last - 1] }.Select(
                        value => value.ToString("R", CultureInfo.InvariantCulture)
                    )
                );
            all += paid[0, last];
        }

        all.ShouldBeGreaterThan(0);
        page.ShouldContain($"By the last day accounts are paid {Bands.Number(all)} ");
        page.ShouldContain("data-files=\"earning-modes\"");
        (await market.PageAsync("/scenarios/governance")).ShouldNotContain("data-way=");
    }

    [Fact]
    public async Task Cliffs_and_vesting_of_every_bucket_are_a_timeline_a_table_and_files()
    {
        string page = await market.PageAsync("/scenarios/launch");
        string csv = await market.Client.GetStringAsync("/scenarios/launch?m=supply&file=unlock_schedules.csv");

        (string Bucket, string[] Cells)[] rows =
        [
            .. csv.TrimEnd().Split("\r\n").Skip(1).Select(line => line.Split(',')).Select(cells => (cells[1], cells)),
        ];
        foreach ((string bucket, string[] cells) in rows)
        {
            int at = page.IndexOf($"data-schedule=\"{cells[0]} {bucket}\"", StringComparison.Ordinal);
            string row = page[at..page.IndexOf("</tr>", at, StringComparison.Ordinal)];
            row.ShouldContain($"data-value=\"{cells[3]}\"");
            Regex
                .Matches(row, "<td>(\\d{4}-\\d\\d-\\d\\d)</td>")
                .Select(match => match.Groups[1].Value)
                .ShouldBe(cells[5..8]);
        }

        page.ShouldContain("data-chart=\"unlock_schedules\"");
        page.ShouldContain("\"name\":\"Held back\"");
        (await market.PageAsync("/scenarios/governance")).ShouldNotContain("data-schedule=");
    }
}

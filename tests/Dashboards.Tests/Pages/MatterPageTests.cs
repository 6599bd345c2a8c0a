using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;
using Souk.Simulation.Sensitivities;
using Souk.Simulation.Studies;

namespace Souk.Dashboards.Tests.Pages;

public sealed class MatterPageTests(RecordedMarket market)
{
    private const string Ranges = "vary=pool.fee=0.1%25..2.1%25&vary=traders.flow_sigma=0.01..0.1";

    private const string Small = """
        title: A pool
        start: 2025-01-01
        horizon: 5 days
        tokens:
          TKN: { decimals: 18, supply_max: 100M TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 2M USDC, fee: 30 bp }
          traders: { kind: people.traders, pool: pool, balance: 5M TKN }
        """;

    private static readonly Blueprint s_unlocks = BlueprintFile.Load(
        Path.Combine(RecordedMarket.ScenarioFolder, "unlocks.yaml")
    );

    [Fact]
    public async Task Ends_of_a_range_show_what_the_engine_says_with_the_others_in_the_middle()
    {
        // 25 points of two years leave two runs for each.
        double Mean(string fee, string sigma) => Ends(fee, sigma).Average();

        string page = await market.PageAsync($"/scenarios/unlocks/matters?{Ranges}&m=pool.price&seed=3");

        AssumedShare share = AssumedShare.Of(s_unlocks);
        page.ShouldContain(
            $"data-assumed=\"{share.Count}\">{share.Count} of {share.Inputs} inputs rest on an assumption"
        );
        double[] sigma = Values(page.Split("data-swing=\"traders.flow_sigma\"")[1].Split("</tr>")[0]);
        sigma[0].ShouldBe(Mean("1.1 %", "0.01"), 1e-12);
        sigma[1].ShouldBe(Mean("1.1 %", "0.1"), 1e-12);
        sigma[2].ShouldBe(Math.Abs(sigma[1] - sigma[0]), 1e-12);
        double middle = double.Parse(page.Split("data-middle=\"")[1].Split('"')[0], CultureInfo.InvariantCulture);
        middle.ShouldBe(Mean("1.1 %", "0.055"), 1e-12);
    }

    [Fact]
    public async Task A_stream_of_the_tornado_ends_with_the_runs_and_the_sentence_of_the_page()
    {
        string page = await market.PageAsync("/scenarios/attacks/matters?seed=3");

        string stream = await market.Client.GetStringAsync("/api/v1/scenarios/attacks/matters/stream?seed=3");

        string[] rounds = [.. stream.Split("event: tornado\n").Skip(1)];
        int[] runs = [.. rounds.Select(round => int.Parse(Regex.Match(round, "\"runs_done\":(\\d+)").Groups[1].Value))];
        runs[0].ShouldBe(1);
        runs.ShouldBeInOrder();
        page.ShouldContain($"the mean of {runs[^1]} {(runs[^1] == 1 ? "run" : "runs")} on the last day");
        string sentence = Regex.Unescape(Regex.Match(rounds[^1], "\"sentence\":\"([^\"]*)\"").Groups[1].Value);
        page.ShouldContain(sentence);
        JsonNode drawn = JsonNode.Parse(rounds[^1].Split('\n')[0]["data: ".Length..])!["figure"]!;
        JsonNode shown = JsonNode.Parse(
            Regex
                .Match(page, "data-chart=\"tornado\".*?data-theme=\"light\">(.*?)</script>", RegexOptions.Singleline)
                .Groups[1]
                .Value
        )!;
        JsonNode.DeepEquals(drawn, shown).ShouldBeTrue();
        stream.ShouldEndWith("event: done\ndata: {\"end\":\"all runs are done\"}\n\n");
    }

    [Fact]
    public async Task The_map_counts_runs_below_the_threshold_in_each_combination()
    {
        double[] middle = Ends("1.1 %", "0.055");
        double below = middle.Average();
        string some = await market.PageAsync(
            $"/scenarios/unlocks/matters?{Ranges}&m=pool.price&seed=3&below={below.ToString("R", CultureInfo.InvariantCulture)}"
        );

        // Five steps of the noise, which moves more, across and five of the fee down.
        double Share(double[] ends) => ends.Average(end => end < below ? 1.0 : 0.0);
        double[] map = Map(some);
        map[12].ShouldBe(0.5, "of two runs that differ one is below their mean");
        map[0].ShouldBe(Share(Ends("0.1 %", "0.01")));
        map[4].ShouldBe(Share(Ends("0.1 %", "0.1")));
        map[20].ShouldBe(Share(Ends("2.1 %", "0.01")));
        some.ShouldContain($"In {map.Count(share => share > 0.5)} of 25 combinations");
        Match drawn = Regex.Match(some, "\"type\":\"heatmap\".*?\"z\":\\[(\\[.*?\\])\\]");
        drawn
            .Groups[1]
            .Value.Split(',')
            .Select(share => double.Parse(share.Trim('[', ']'), CultureInfo.InvariantCulture))
            .ShouldBe(map, "the figure has what the table has");
    }

    [Fact]
    public async Task Rows_of_swings_and_map_are_the_runs_and_no_query_is_behind_them()
    {
        const string Asked = $"/scenarios/unlocks/matters?{Ranges}&m=pool.price&seed=3";

        string page = await market.PageAsync(Asked);
        string[][] swings = Rows(await market.PageAsync($"{Asked}&file=tornado-runs.csv"));
        string[][] cells = Rows(await market.PageAsync($"{Asked}&file=map-runs.csv"));

        swings[0].ShouldBe(["pool.fee", "traders.flow_sigma", "run", "outcome"]);
        swings.Length.ShouldBe(1 + (5 * 2));
        Outcomes(swings, "1.1 %", "0.055").ShouldBe(Ends("1.1 %", "0.055"));
        Outcomes(swings, "2.1 %", "0.055").ShouldBe(Ends("2.1 %", "0.055"));
        // The grid has the strongest parameter across: it comes second.
        cells[0].ShouldBe(["pool.fee", "traders.flow_sigma", "run", "outcome"]);
        cells.Length.ShouldBe(1 + (25 * 2));
        Outcomes(cells, "2.1 %", "0.1").ShouldBe(Ends("2.1 %", "0.1"));
        page.ShouldContain("No SQL is behind these numbers");
        page.ShouldContain(
            $"souk sensitivity unlocks --metric pool.price --seed 3 --runs 2 --vary traders.flow_sigma=0.01..0.1 --vary '{Variation.Parse("pool.fee=0.1%..2.1%")}' --json"
        );
        page.ShouldContain("souk export page '/scenarios/unlocks/matters?m=pool.price&seed=3&vary=");

        static string[][] Rows(string csv) =>
            [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        static double[] Outcomes(string[][] rows, string fee, string sigma) =>
            [
                .. rows.Where(row => Unspaced(row[0]) == Unspaced(fee) && row[1] == sigma)
                    .Select(row => double.Parse(row[3], CultureInfo.InvariantCulture)),
            ];
        static string Unspaced(string text) => text.Replace(" ", "", StringComparison.Ordinal);
    }

    [Fact]
    public void Assumptions_move_from_half_to_one_and_a_half_of_what_they_are_within_their_limits()
    {
        IReadOnlyList<Variation> ranges = Souk.Dashboards.Scenarios.Ranges.Of(s_unlocks);

        ranges.Count.ShouldBeInRange(2, Souk.Dashboards.Scenarios.Ranges.CountMax);
        ranges.Select(range => range.Path).ShouldBeSubsetOf(BlueprintExplanation.AssumedInputs(s_unlocks));
        foreach (Variation range in ranges)
        {
            BlueprintModel.Build(s_unlocks.With(range.Path, range.At(0)));
            BlueprintModel.Build(s_unlocks.With(range.Path, range.At(1)));
        }
    }

    [Theory]
    [InlineData("1.666666666665 %", "1.66667 %")]
    [InlineData("12.5 %", "12.5 %")]
    [InlineData("2.5", "2.5")]
    [InlineData("0.000012345678 USD/day", "1.23457E-05 USD/day")]
    [InlineData("myopic", "myopic")]
    public void A_value_is_shown_to_six_digits_with_its_unit(string value, string shown) =>
        FailureMap.Shortened(value).ShouldBe(shown);

    [Fact]
    public async Task A_study_and_its_ranges_are_worked_out_once_for_a_scenario()
    {
        using BandRunner runner = new();
        SensitivityDesk desk = new(runner);
        IReadOnlyList<Variation> ranges = desk.Parse(s_unlocks, ["traders.flow_sigma=0.01..0.1", ""]);
        Task<Sensitivity> Study(uint seed) =>
            desk.StudyAsync(s_unlocks, ranges, "pool.price", seed, null, TestContext.Current.CancellationToken);

        Sensitivity first = await Study(seed: 1);

        desk.Parse(s_unlocks, ["traders.flow_sigma=0.01..0.1"]).ShouldBeSameAs(ranges);
        desk.RangesOf(s_unlocks).ShouldBeSameAs(desk.RangesOf(s_unlocks));
        (await Study(seed: 1)).ShouldBeSameAs(first);
        (await Study(seed: 2)).ShouldNotBeSameAs(first);
    }

    [Fact]
    public void A_scenario_of_many_people_plays_fewer_runs_of_each_point_than_a_small_one_of_as_many_days()
    {
        Blueprint masa = BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "masa-like.yaml"));

        Sensitivity.RunsOf(masa, rangeCount: 10).ShouldBe(1);
        Sensitivity.RunsOf(s_unlocks with { HorizonDays = masa.HorizonDays }, rangeCount: 10).ShouldBe(4);
    }

    [Fact]
    public async Task Shares_of_variance_of_page_stream_and_files_are_those_of_the_study()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("souk-matters-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "small.yaml"), Small);
        await using FreshMarket own = await FreshMarket.StartAsync(
            new DashboardParts { ScenarioFolder = folder.FullName }
        );
        const string Asked =
            "?m=pool.price&seed=3&vary=traders.flow_sigma=0.01..0.1&vary=pool.token_reserve=0.5M TKN..1.5M TKN&vary=pool.fee=0.1%25..2.1%25";
        Blueprint small = BlueprintFile.Load(Path.Combine(folder.FullName, "small.yaml"));
        Variation[] ranges =
        [
            Variation.Parse("traders.flow_sigma=0.01..0.1"),
            Variation.Parse("pool.token_reserve=0.5M TKN..1.5M TKN"),
        ];
        PointEvaluator evaluator = new(small, ranges, seed: 3, runs: 1);
        SobolIndex[] expected =
        [
            .. SensitivityStudy
                .Variance(evaluator, evaluator.MetricOf("pool.price"), rows: 128)
                .OrderByDescending(index => index.Total),
        ];

        string page = await own.Client.GetStringAsync($"/scenarios/small/matters{Asked}&variance=1");
        string plain = await own.Client.GetStringAsync($"/scenarios/small/matters{Asked}");
        string stream = await own.Client.GetStringAsync($"/api/v1/scenarios/small/matters/variance/stream{Asked}");
        string csv = await own.Client.GetStringAsync($"/scenarios/small/matters{Asked}&variance=1&file=variance.csv");
        folder.Delete(recursive: true);

        VarianceShares.RowsOf(small, ranges.Length).ShouldBe(128);
        Regex
            .Matches(stream, "\"rows_done\":(\\d+)")
            .Select(match => match.Groups[1].Value)
            .ShouldBe(["4", "8", "16", "32", "64", "128"]);
        string[] rows = csv.TrimEnd().Split("\r\n");
        rows[0].ShouldBe("parameter,low,high,first,first_low,first_high,total,total_low,total_high");
        rows[1]
            .Split(',')[3..]
            .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))
            .ShouldBe([
                expected[0].First,
                expected[0].FirstInterval.Low,
                expected[0].FirstInterval.High,
                expected[0].Total,
                expected[0].TotalInterval.Low,
                expected[0].TotalInterval.High,
            ]);
        page.ShouldContain($"data-share=\"{rows[1].Split(',')[0]}\"");
        page.ShouldContain($"<td>{expected[0].Total.ToString("P0", CultureInfo.InvariantCulture)}</td>");
        page.ShouldContain("data-files=\"variance\"");
        page.ShouldContain("only some values between its ends fit: pool.fee.");
        plain.ShouldNotContain("data-share=");
        plain.ShouldContain("data-begin");
        plain.ShouldContain("\"variance.rows-so-far\":");
    }

    [Fact]
    public void A_reader_who_left_stops_the_study()
    {
        using CancellationTokenSource left = new();
        left.Cancel();

        Should.Throw<OperationCanceledException>(() =>
            Sensitivity.Of(
                s_unlocks,
                [Variation.Parse("traders.flow_sigma=0.01..0.1")],
                "pool.price",
                seed: 1,
                runs: 1,
                left.Token
            )
        );
    }

    [Theory]
    [InlineData("/scenarios/nothing/matters", 404)]
    [InlineData("/scenarios/unlocks/matters?vary=gossip.fee=1..2", 400)]
    [InlineData("/scenarios/unlocks/matters?vary=nonsense", 400)]
    [InlineData("/scenarios/unlocks/matters?vary=traders.flow_sigma=0.01..0.1&below=much", 400)]
    [InlineData("/scenarios/unlocks/matters?vary=traders.flow_sigma=0.01,0.1", 400)]
    [InlineData("/scenarios/unlocks/matters?vary=pool.fee=0.1%25..2%25", 400)]
    [InlineData("/api/v1/scenarios/nothing/matters/variance/stream", 404)]
    [InlineData("/api/v1/scenarios/unlocks/matters/variance/stream?set=x", 400)]
    public async Task A_wrong_address_is_refused_with_a_reason(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
        (await reply.Content.ReadAsStringAsync()).ShouldNotContain("   at Souk.");
    }

    private static double[] Map(string page) =>
        [.. Regex.Matches(page, "data-map=\"\\d\".*?</tr>").SelectMany(row => Values(row.Value))];

    // Of both runs.
    private static double[] Ends(string fee, string sigma)
    {
        BlueprintResult result = BlueprintEnsemble.Run(
            s_unlocks.With("pool.fee", fee).With("traders.flow_sigma", sigma),
            seed: 3,
            runs: 2
        );
        MetricSeries price = result.Metrics.First(one => one.Spec.Key == "pool.price");
        return [price[0, price.Days - 1], price[1, price.Days - 1]];
    }

    private static double[] Values(string html) =>
        [
            .. Regex
                .Matches(html, "data-value=\"([^\"]*)\"")
                .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
        ];
}

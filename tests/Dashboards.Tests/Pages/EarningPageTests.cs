using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Earnings;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>Whether it pays to contribute, and how long a treasury lasts: on the page, in the API and in files.</summary>
public sealed class EarningPageTests(RecordedMarket market)
{
    private static readonly Blueprint s_crowd = Load("people-crowd");

    [Fact]
    public async Task Break_even_of_page_api_and_file_is_that_of_the_engine()
    {
        ContributorEarnings expected = ContributorEarnings.Play(s_crowd, seed: 1, runs: 4);
        RoleEarnings role = expected.Roles.Single();

        string page = await market.PageAsync("/scenarios/people-crowd");
        using JsonDocument answer = JsonDocument.Parse(
            await market.Client.GetStringAsync("/api/v1/scenarios/people-crowd/break-even?seed=1")
        );
        string csv = await market.Client.GetStringAsync("/scenarios/people-crowd?file=break_even_cohorts.csv");

        page.ShouldContain("data-break-even=\"/api/v1/scenarios/people-crowd/break-even?");
        string computed = page.Split("data-break-even=")[1].Split("</section>")[0];
        computed.ShouldContain(">souk export page '/scenarios/people-crowd?");
        computed.ShouldContain("--db FILE --out DIR --only break_even --format csv<");
        computed.ShouldContain("<dd>4</dd>");
        JsonElement told = answer.RootElement;
        told.GetProperty("runs").GetInt32().ShouldBe(4);
        told.GetProperty("sentence").GetString().ShouldBe(new EarningView(expected).Sentence);
        told.GetProperty("rows").GetArrayLength().ShouldBe(1 + role.Cohorts.Count);
        double[] income =
        [
            .. told.GetProperty("break_even")
                .GetProperty("data")[0]
                .GetProperty("y")
                .EnumerateArray()
                .Select(value => value.GetDouble()),
        ];
        income[^1].ShouldBe(role.All.Income[^1], role.All.Income[^1] * 1e-9);
        csv.ShouldContain(role.All.Income[^1].ToString("R", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Months_of_treasury_left_stand_beside_the_bands_of_a_scenario_that_has_one()
    {
        MetricSeries left = Runway.Of(BlueprintEnsemble.Run(Load("fees-and-burns"), seed: 1, runs: 2).Metrics)!;

        using JsonDocument answer = JsonDocument.Parse(
            await market.Client.GetStringAsync("/api/v1/scenarios/fees-and-burns/bands?runs=2&m=treasury")
        );
        string without = await market.Client.GetStringAsync(
            "/api/v1/scenarios/fees-and-burns/bands?runs=1&m=pool.price"
        );

        JsonElement band = answer.RootElement.GetProperty("metrics").EnumerateArray().Last();
        band.GetProperty("key").GetString().ShouldBe(Runway.Key);
        band.GetProperty("models").GetInt32().ShouldBe(1);
        band.GetProperty("figure")
            .GetProperty("data")
            .EnumerateArray()
            .Single(trace => trace.GetProperty("name").GetString() == "Median")
            .GetProperty("y")
            .EnumerateArray()
            .Last()
            .GetDouble()
            .ShouldBe(left.QuantileByDay(0.5)[^1], 1e-9);
        without.ShouldNotContain("\"runway\"");
        string page = await market.PageAsync("/scenarios/fees-and-burns");
        page.ShouldContain("data-band=\"runway\"");
        (await market.PageAsync("/scenarios/governance")).ShouldNotContain("data-band=\"runway\"");
    }

    [Theory]
    [InlineData("/api/v1/scenarios/nothing/break-even", 404)]
    [InlineData("/api/v1/scenarios/governance/break-even", 422)]
    [InlineData("/api/v1/scenarios/people-crowd/break-even?set=gossip.fee=1", 400)]
    [InlineData("/api/v1/scenarios/fees-and-burns/bands?under=treasury=NaN", 400)]
    [InlineData("/api/v1/scenarios/fees-and-burns/bands?under=treasury=-Infinity", 400)]
    public async Task A_wrong_address_is_refused_with_a_reason(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
        (await reply.Content.ReadAsStringAsync()).ShouldContain("\"error\"");
    }

    [Fact]
    public async Task All_of_a_scenario_as_one_archive_has_what_its_index_lists()
    {
        using JsonDocument index = JsonDocument.Parse(
            await market.Client.GetStringAsync("/scenarios/people-crowd?file=index.json")
        );
        using MemoryStream stream = new(await market.Client.GetByteArrayAsync("/scenarios/people-crowd?file=all.zip"));
        using ZipArchive archive = new(stream);

        string[] listed = [.. index.RootElement.EnumerateArray().Select(one => $"{one.GetProperty("key")}.csv")];
        archive.Entries.Select(entry => entry.Name).ShouldBe(listed);
        listed.ShouldContain("break_even.csv");
    }

    private static Blueprint Load(string name) =>
        BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, $"{name}.yaml"));
}

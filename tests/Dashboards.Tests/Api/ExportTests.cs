using System.Net;
using System.Text;
using System.Text.Json;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Samples;

namespace Souk.Dashboards.Tests.Api;

public sealed class ExportTests(Chromium chromium) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = chromium.Address };

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_csv_file_carries_the_label_in_its_name_and_every_row_and_keeps_every_digit()
    {
        using HttpResponseMessage reply = await _client.GetAsync("/api/v1/markets/oasis/overview/supply.csv");

        string[] lines = (await reply.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        SupplyDay last = new FictionalMarket().Overview.Supply.Rows[^1];
        reply.Content.Headers.ContentDisposition!.FileName.ShouldBe("oasis-supply-synthetic-demo.csv");
        lines.Length.ShouldBe(731);
        lines[0].ShouldBe("day,total,circulating,in_vesting,staked,label");
        lines.Skip(1).ShouldAllBe(line => line.EndsWith(",Synthetic demo", StringComparison.Ordinal));
        lines[^1].ShouldBe($"2025-12-30,{last.Total},{last.Circulating},{last.InVesting},{last.Staked},Synthetic demo");
    }

    [Theory]
    [InlineData("supply", 730)]
    [InlineData("emissions_burns", 730)]
    [InlineData("payments", 2920)]
    [InlineData("contributors", 15)]
    [InlineData("burned", 1)]
    public async Task A_json_answer_carries_the_label_the_block_and_all_rows(string metric, int rowCount)
    {
        JsonElement answer = await ReadAsync($"/api/v1/markets/oasis/overview/{metric}");

        answer.GetProperty("label").GetString().ShouldBe("Synthetic demo");
        answer.GetProperty("title").GetString()!.ShouldEndWith(" · Synthetic demo");
        answer.GetProperty("as_of").GetProperty("block_number").GetInt64().ShouldBe(2_041);
        answer.GetProperty("rows").GetArrayLength().ShouldBe(rowCount);
    }

    [Fact]
    public async Task A_scenario_file_carries_the_label_the_seed_and_the_hash()
    {
        using HttpResponseMessage reply = await _client.GetAsync("/api/v1/markets/oasis/forecast/price.csv?seed=7");

        string[] lines = (await reply.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        reply.Content.Headers.ContentDisposition!.FileName.ShouldBe("oasis-price-scenario-synthetic-demo.csv");
        lines[0].ShouldBe("day,p5,p25,p50,p75,p95,seed,scenario_hash,label");
        lines
            .Skip(1)
            .ShouldAllBe(line => line.EndsWith(",7,5f1c0a7be2d94c33,Synthetic demo", StringComparison.Ordinal));
        (await ReadAsync("/api/v1/markets/oasis/forecast?seed=7"))
            .GetProperty("label")
            .GetString()
            .ShouldBe("Synthetic demo");
    }

    [Theory]
    [InlineData("svg", "image/svg+xml", "<svg ")]
    [InlineData("png", "image/png", "\u0089PNG")]
    [InlineData("pdf", "application/pdf", "%PDF-1.4")]
    public async Task A_chart_is_a_picture_too_with_its_label_where_it_has_words(
        string format,
        string type,
        string begin
    )
    {
        using HttpResponseMessage reply = await _client.GetAsync(
            $"/api/v1/markets/oasis/forecast/price/figure?format={format}"
        );

        string file = Encoding.Latin1.GetString(await reply.Content.ReadAsByteArrayAsync());
        reply.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        file.ShouldStartWith(begin);
        (format == "png" || file.Contains("Synthetic demo")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("/api/v1/markets/oasis/forecast/price/figure?format=gif", 400, "json, svg, png or pdf, not 'gif'")]
    [InlineData("/api/v1/markets/nowhere/overview/supply", 404, "Indexed: oasis")]
    [InlineData("/api/v1/markets/oasis/overview/nothing", 404, "Known: supply")]
    [InlineData("/api/v1/markets/oasis/overview/nothing.csv", 404, "Known: supply")]
    [InlineData("/api/v1/markets/oasis/overview/nothing/figure", 404, "Known: supply")]
    [InlineData("/api/v1/markets/nowhere/forecast", 404, "Indexed: oasis")]
    [InlineData("/api/v1/markets/oasis/forecast/nothing.csv", 404, "Known: supply, price")]
    [InlineData("/api/v1/markets/oasis/forecast/nothing/figure", 404, "Known: supply, price")]
    [InlineData("/api/v1/markets/poolless/forecast", 422, "no liquidity pool is indexed")]
    [InlineData("/api/v1/markets/oasis/forecast?burn=2", 400, "from 0 to 1")]
    public async Task A_question_that_cannot_be_answered_says_what_can(string address, int status, string hint)
    {
        using HttpResponseMessage reply = await _client.GetAsync(address);

        ((int)reply.StatusCode).ShouldBe(status);
        using JsonDocument answer = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        answer.RootElement.GetProperty("error").GetString()!.ShouldContain(hint);
    }

    private async Task<JsonElement> ReadAsync(string address)
    {
        using HttpResponseMessage reply = await _client.GetAsync(address);
        reply.StatusCode.ShouldBe(HttpStatusCode.OK);
        using JsonDocument answer = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        return answer.RootElement.Clone();
    }
}

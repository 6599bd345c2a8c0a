using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Exhibits;

public sealed partial class ExhibitTests(RecordedMarket market)
{
    private const string Party = "0x00000000000000000000000000000000000000a3";

    [GeneratedRegex("data-files=\"([^\"]+)\"")]
    private static partial Regex FilesOf { get; }

    [GeneratedRegex("data-(?:chart|band|panel)=\"([^\"]+)\"")]
    private static partial Regex ChartOf { get; }

    public static TheoryData<string> Pages =>
        [
            "/",
            "/m/bazaar",
            "/m/bazaar/supply",
            "/m/bazaar/fees",
            "/m/bazaar/participants",
            "/m/bazaar/datasets",
            "/m/bazaar/provenance",
            "/m/bazaar/quality",
            "/m/bazaar/facts/payment",
            "/m/bazaar/memo",
            "/unlocks?market=bazaar",
            "/compare",
            "/asset/bazaar/model",
            $"/party/{Party}",
            "/scenario",
            "/scenarios/governance",
            "/scenarios/attacks/matters",
            "/scenarios/people-capital/flows",
            "/scenario/launch/actual?market=bazaar&from=2025-01-01",
            "/scenario/masa-like..masa-like-quiet?runs=1&m=pool.price",
            "/scenario/attacks/memo",
            "/claims",
            "/responses?event=reward",
            "/responses/spending-fee?market=bazaar",
            "/forecasts",
            "/position?market=bazaar",
            "/metrics",
            "/metrics/payments?market=bazaar",
            "/alerts",
            "/status",
            "/api",
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_chart_and_table_of_a_page_is_offered_in_every_format_and_all_formats_are_had(string path)
    {
        string page = await market.PageAsync(path);
        string[] offered = [.. FilesOf.Matches(page).Select(match => match.Groups[1].Value).Distinct()];
        JsonElement listed = await market.Client.GetFromJsonAsync<JsonElement>(
            Address(path, ExhibitFilter.Index),
            TestContext.Current.CancellationToken
        );
        string[] keys = [.. listed.EnumerateArray().Select(one => one.GetProperty("key").GetString()!)];

        offered.ShouldNotBeEmpty();
        offered.ShouldBeSubsetOf(keys);
        ChartOf.Matches(page).Select(match => match.Groups[1].Value).ShouldBeSubsetOf(offered);
        foreach ((int index, string key) in offered.Index())
        {
            // Each file reads the page anew: every format is had of some chart or table of every page.
            foreach (string format in ExhibitFile.Formats.Where((_, at) => at % offered.Length == index))
            {
                byte[] file = await FileAsync(path, $"{key}.{format}");
                IsOf(format, file).ShouldBeTrue($"{path} {key}.{format}");
            }
        }
    }

    [Fact]
    public async Task A_workbook_has_the_rows_and_says_units_formula_source_as_of_and_digest()
    {
        MetricTable table = await market.RunAsync("payments");
        string csv = string.Concat(table.Rows.Select(CsvOutput.Line).Prepend(CsvOutput.Line(table.Columns)));

        byte[] file = await FileAsync("/m/bazaar/fees", "payments.xlsx");

        using SpreadsheetDocument book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        string[][] values = RowsOf(book, "values");
        values[0].ShouldBe(table.Columns);
        values
            .Skip(1)
            .ShouldBe(
                table.Rows.Select(row => row.Select(CsvOutput.Text).ToArray()),
                new SameTexts(),
                ignoreOrder: false
            );
        Dictionary<string, string> about = RowsOf(book, "about").ToDictionary(row => row[0], row => row[1]);
        Metric metric = MetricCatalogue.Get("payments");
        about["units"].ShouldBe(metric.Unit);
        about["formula"].ShouldBe(metric.Formula);
        about["query"].ShouldBe(metric.Sql);
        about["source"].ShouldBe("/m/bazaar/fees");
        about["as of"].ShouldBe("chain 1, block 59, 2025-03-01T00:00:00Z");
        about["market"].ShouldStartWith("bazaar");
        about["digest"].ShouldEndWith(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(csv))));
    }

    [Fact]
    public async Task Parquet_of_a_page_reads_back_to_the_last_unit_and_with_its_types()
    {
        MetricTable table = await market.RunAsync("payments");
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(
                file,
                await FileAsync("/m/bazaar/fees", "payments.parquet"),
                TestContext.Current.CancellationToken
            );

            using DuckDBConnection duck = new("Data Source=:memory:");
            duck.Open();
            List<string> rows = duck.Query(
                $"select {string.Join(" || '|' || ", table.Columns.Select(column => $"coalesce({column}::varchar, '')"))} from read_parquet('{file}')",
                row => row.GetString(0)
            );
            string amount = duck.Query(
                $"select typeof(amount) || ' ' || typeof(day) from read_parquet('{file}') limit 1",
                row => row.GetString(0)
            )[0];

            rows.ShouldBe(table.Rows.Select(row => string.Join('|', row.Select(ExportTable.Text))));
            amount.ShouldBe("DECIMAL(38,0) DATE");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Json_holds_the_rows_and_the_figure_of_the_page()
    {
        using JsonDocument file = JsonDocument.Parse(await FileAsync("/m/bazaar/supply", "inflation.json"));
        using JsonDocument figure = JsonDocument.Parse(
            await market.Client.GetStringAsync("/api/v1/markets/bazaar/metrics/inflation/figure")
        );

        JsonElement.DeepEquals(file.RootElement.GetProperty("figure"), figure.RootElement).ShouldBeTrue();
        file.RootElement.GetProperty("rows").GetArrayLength().ShouldBe((await market.RunAsync("inflation")).Rows.Count);
    }

    [Fact]
    public async Task A_long_table_takes_as_many_pages_of_pdf_as_it_needs()
    {
        string pdf = Encoding.ASCII.GetString(await FileAsync("/metrics", "metrics.pdf"));

        int count = MetricCatalogue.All.Count();
        Regex.Count(pdf, "/Type /Page ").ShouldBeGreaterThan(1);
        foreach (Metric metric in MetricCatalogue.All)
        {
            pdf.ShouldContain($"({metric.Key}) Tj");
        }

        pdf.ShouldContain($"of {count}. ");
    }

    [Fact]
    public async Task The_questions_of_the_api_are_rows_too()
    {
        string csv = Encoding.UTF8.GetString(await FileAsync("/api", "questions.csv"));

        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => string.Join(' ', line.Split(',')[..2]))
            .ShouldBe(Souk.Dashboards.Api.ApiTable.All.Select(operation => $"{operation.Method} {operation.Template}"));
    }

    [Fact]
    public async Task A_waterfall_is_drawn_in_pictures_too()
    {
        string svg = Encoding.UTF8.GetString(await FileAsync("/m/bazaar/supply?days=30", "bridge.svg"));

        // Paper, legend, and one bar for each step: opening, minted, burned, closing.
        Regex.Count(svg, "<rect ").ShouldBeGreaterThanOrEqualTo(6);
    }

    [Theory]
    [InlineData("emissions.svg")]
    [InlineData("emissions.png")]
    [InlineData("emissions.pdf")]
    [InlineData("emissions.xlsx")]
    [InlineData("emissions.parquet")]
    public async Task A_chart_of_nothing_is_a_file_too(string file) =>
        (await FileAsync("/market/empty", file)).ShouldNotBeEmpty();

    [Fact]
    public async Task What_a_page_does_not_have_is_refused_with_what_it_has()
    {
        using HttpResponseMessage none = await market.Client.GetAsync("/metrics?file=gossip.csv");
        using HttpResponseMessage other = await market.Client.GetAsync("/metrics?file=metrics.exe");

        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await none.Content.ReadAsStringAsync()).ShouldContain("This page has metrics");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(
        "/scenarios/unlocks/matters?vary=pool.fee=0.9%25..0.1%25",
        400,
        "'pool.fee=0.9%..0.1%' must rise from its first end to its second."
    )]
    [InlineData("/unlocks?market=bazaar&as_of=soon", 400, "as_of")]
    [InlineData("/m/bazaar/supply?as_of=soon", 400, "as_of")]
    [InlineData("/?sort=gossip", 400, "Markets can be sorted by title")]
    [InlineData("/scenario/launch/actual?market=nowhere", 422, "nowhere")]
    public async Task Files_of_a_page_that_answers_with_an_error_tell_that_error(string path, int status, string error)
    {
        foreach (string file in (string[])[ExhibitFilter.Index, "tornado.csv"])
        {
            using HttpResponseMessage reply = await market.Client.GetAsync(
                Address(path, file),
                TestContext.Current.CancellationToken
            );

            ((int)reply.StatusCode).ShouldBe(status, market.Explain());
            JsonElement refusal = await reply.Content.ReadFromJsonAsync<JsonElement>(
                TestContext.Current.CancellationToken
            );
            refusal.GetProperty("error").GetString()!.ShouldContain(error);
        }
    }

    private static string Address(string path, string file) =>
        $"{path}{(path.Contains('?') ? '&' : '?')}{ExhibitFilter.Parameter}={Uri.EscapeDataString(file)}";

    private async Task<byte[]> FileAsync(string path, string file)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(Address(path, file));
        reply.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path} {file}: {market.Explain()}");
        reply.Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull();
        return await reply.Content.ReadAsByteArrayAsync();
    }

    private static bool IsOf(string format, byte[] file) =>
        format switch
        {
            "png" => file[1..4].AsSpan().SequenceEqual("PNG"u8),
            "svg" => file.AsSpan().StartsWith("<svg "u8),
            "pdf" => file.AsSpan().StartsWith("%PDF-1.4"u8),
            "xlsx" => file.AsSpan().StartsWith("PK"u8),
            "parquet" => file.AsSpan().StartsWith("PAR1"u8) && file.AsSpan().EndsWith("PAR1"u8),
            "json" => JsonDocument.Parse(file).RootElement.TryGetProperty("rows", out _),
            _ => file.Length > 0,
        };

    private static string[][] RowsOf(SpreadsheetDocument book, string name)
    {
        WorkbookPart part = book.WorkbookPart!;
        Sheet sheet = part.Workbook.Descendants<Sheet>().Single(one => one.Name == name);
        return
        [
            .. ((WorksheetPart)part.GetPartById(sheet.Id!))
                .Worksheet.Descendants<Row>()
                .Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray()),
        ];
    }

    private sealed class SameTexts : IEqualityComparer<string[]>
    {
        public bool Equals(string[]? left, string[]? right) => left!.SequenceEqual(right!);

        public int GetHashCode(string[] texts) => texts.Length;
    }
}

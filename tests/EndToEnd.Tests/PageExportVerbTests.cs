using DocumentFormat.OpenXml.Packaging;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.EndToEnd.Tests;

/// <summary>`souk export page` over a warehouse of one market, as a shell starts it.</summary>
public sealed class PageExportVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-page-").FullName;

    public PageExportVerbTests()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute("insert into chain.system values ('m', 'Market of one', null, null)");
    }

    private string Database => Path.Combine(_folder, "m.duckdb");

    private string Out => Path.Combine(_folder, "files");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Tables_of_a_page_are_written_in_the_formats_that_are_asked_for()
    {
        (int code, string output, string errors) = await RunAsync("/metrics", "--format", "xlsx", "--format", "pdf");

        code.ShouldBe(0, errors);
        output.ShouldBe($"{Out}: metrics-metrics.xlsx, metrics-metrics.pdf\n");
        using SpreadsheetDocument book = SpreadsheetDocument.Open(
            Path.Combine(Out, "metrics-metrics.xlsx"),
            isEditable: false
        );
        string text = string.Concat(book.WorkbookPart!.WorksheetParts.Select(sheet => sheet.Worksheet.InnerText));
        text.ShouldContain("Net inflation");
        text.ShouldContain("source/metrics");
        Directory.GetFiles(Out).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_or_a_table_that_is_not_there_is_invalid_input_that_says_what_is()
    {
        (int page, _, string noPage) = await RunAsync("/nothing");
        (int key, _, string noKey) = await RunAsync("/metrics", "--only", "gossip");

        page.ShouldBe(3);
        noPage.ShouldContain("'/nothing' is no page with charts or tables.");
        key.ShouldBe(3);
        noKey.ShouldContain("'/metrics' answers 404: ");
        noKey.ShouldContain("This page has metrics");
    }

    [Fact]
    public async Task A_page_that_answers_with_an_error_is_invalid_input_with_the_error_of_the_page()
    {
        (int code, _, string errors) = await RunAsync("/scenarios/unlocks/matters?vary=pool.fee=0.9 %..0.1 %");

        code.ShouldBe(3);
        errors.ShouldContain(
            "'/scenarios/unlocks/matters?vary=pool.fee=0.9 %..0.1 %' answers 400: "
                + "'pool.fee=0.9 %..0.1 %' must rise from its first end to its second."
        );
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(string page, params string[] options) =>
        SoukProcess.RunAsync(["export", "page", page, "--db", Database, "--out", Out, .. options]);
}

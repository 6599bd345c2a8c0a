using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Starters;

namespace Souk.Dashboards.Pages.WhatIsPlanned;

/// <summary>A scenario to begin with: what does an allocation table lead to?</summary>
/// <remarks>What was typed stays in its fields whatever is wrong with it; nothing is kept before all of it fits.</remarks>
public sealed class IndexModel(ScenarioLibrary library, DashboardParts parts) : PageModel
{
    /// <summary>Longer tables are pasted or sent as a file.</summary>
    public const int RowsMax = 40;

    private const int RowsSpare = 2;
    private const string FromTable = "table";

    public static IReadOnlyList<(string Name, string Label)> Columns =>
        [
            ("Bucket", PageWords.Plain("what-is-planned.bucket")),
            ("Percent", PageWords.Plain("what-is-planned.of-supply")),
            ("Tge", PageWords.Plain("what-is-planned.at-launch")),
            ("Cliff", PageWords.Plain("what-is-planned.cliff-months")),
            ("Linear", PageWords.Plain("what-is-planned.linear-months")),
        ];

    [BindProperty]
    public string?[] Bucket { get; set; } = [];

    [BindProperty]
    public string?[] Percent { get; set; } = [];

    [BindProperty]
    public string?[] Tge { get; set; } = [];

    [BindProperty]
    public string?[] Cliff { get; set; } = [];

    [BindProperty]
    public string?[] Linear { get; set; } = [];

    [BindProperty]
    public string? Table { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Symbol { get; set; } = "TKN";

    [BindProperty]
    public string? Supply { get; set; } = "1000000000";

    [BindProperty]
    public string? Start { get; set; } = "2026-01-01";

    [BindProperty]
    public string? Price { get; set; } = "0.05";

    /// <summary>What has to be mended; empty where nothing has.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public bool IsOpen => library.IsOpen;

    public bool ReadsWorkbooks => parts.ReadWorkbook is not null;

    /// <summary>The rows of the form, in the order of <see cref="Columns"/>.</summary>
    public IReadOnlyList<string?[]> Rows { get; private set; } = [];

    public void OnGet() =>
        Rows = [
            .. StarterScenario.SampleCsv.Split('\n').Skip(1).Select(line => line.TrimEnd('\r').Split(',')),
            .. Spare(RowsSpare),
        ];

    /// <summary>One more row, nothing else.</summary>
    public IActionResult OnPostRow()
    {
        Rows = [.. Typed(), .. Spare(1)];
        return Page();
    }

    public IActionResult OnPost(string? from)
    {
        Rows = Typed();
        try
        {
            string csv =
                from == FromTable ? ReadTable() : AllocationDraft.CsvOf(Rows.Select(row => row.OfType<string>()));
            AllocationDraft draft = new(csv, Symbol ?? "", Supply ?? "", Start ?? "", Price ?? "");
            return Redirect($"/scenarios/{library.Keep(draft.Write())}");
        }
        catch (ScenarioException wrong)
        {
            return Refuse(400, [.. wrong.Errors.Select(error => Sentence(error, from == FromTable))]);
        }
        catch (FormatException wrong)
        {
            return Refuse(400, wrong.Message);
        }
        catch (ShelfFullException full)
        {
            return Refuse(429, full.Message);
        }
        catch (InvalidOperationException closed) when (!library.IsOpen)
        {
            return Refuse(503, closed.Message);
        }
    }

    /// <summary>The file where one was sent, and its text goes into the field; else what was pasted.</summary>
    private string ReadTable()
    {
        if (Upload is { Length: > 0 } file)
        {
            using Stream content = file.OpenReadStream();
            Table = file.FileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)
                ? (
                    parts.ReadWorkbook
                    ?? throw new FormatException(PageWords.Plain("what-is-planned.this-server-reads-csv-files"))
                )(content)
                : new StreamReader(content).ReadToEnd();
            // The field shows what was read, not what was there before.
            ModelState.Remove(nameof(Table));
        }

        return Table is { Length: > 0 } table
            ? table.ReplaceLineEndings("\n")
            : throw new FormatException(PageWords.Plain("what-is-planned.the-table-is-empty"));
    }

    private string?[][] Typed() =>
        [
            .. Enumerable
                .Range(0, Math.Min(Bucket.Length, RowsMax))
                .Select(row =>
                    new[] { Bucket, Percent, Tge, Cliff, Linear }
                        .Select(column => column.ElementAtOrDefault(row) ?? "")
                        .ToArray()
                ),
        ];

    private static IEnumerable<string?[]> Spare(int count) => Enumerable.Repeat<string?[]>(["", "", "", "", ""], count);

    private static string Sentence(ScenarioError error, bool isTable) =>
        error.File.Length == 0 ? $"{error.Path}: {error.Message}."
        : error.Line > 1
            ? $"{(isTable ? PageWords.Plain("what-is-planned.line") : PageWords.Plain("what-is-planned.row-2"))} {(isTable ? error.Line : error.Line - 1)}, {error.Path}: {error.Message}."
        : $"{error.Path}: {error.Message}.";

    private PageResult Refuse(int status, params IReadOnlyList<string> faults)
    {
        Faults = faults;
        Response.StatusCode = status;
        return Page();
    }
}

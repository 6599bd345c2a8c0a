using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Charts;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Explore;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Queries;

namespace Souk.Dashboards.Pages.WhatElse;

/// <summary>A question that no page asks: one SELECT, its table, one chart and a link that keeps it.</summary>
/// <remarks>SQL comes from a form of this page or from the shelf, never from an address: a link of somebody else cannot make
/// a reader's browser run anything that was not saved here.</remarks>
public sealed class IndexModel(DashboardParts parts) : PageModel
{
    /// <summary>Rows that the page shows; files hold all.</summary>
    private const int RowsShown = 200;

    /// <summary>What was typed; an empty field comes as null.</summary>
    [BindProperty]
    public string Sql
    {
        get;
        set => field = value ?? "";
    } = "";

    public bool IsRunning => parts.Queries is not null;

    public string? Error { get; private set; }

    public QueryAnswer? Answer { get; private set; }

    public Chart? Chart { get; private set; }

    /// <summary>The address that opens this query again; null before it was saved.</summary>
    public string? Link { get; private set; }

    public TableView Table =>
        new(
            [.. Answer!.Columns.Select(column => (column.Name, column.IsNumber))],
            [.. Answer.Rows.Take(RowsShown).Select(row => (Cell[])[.. row.Select(CellOf)])],
            [.. Answer.Rows.Take(RowsShown).Select(_ => (string?)null)],
            Answer.Rows.Count
        );

    public async Task<IActionResult> OnGetAsync(string? hash, CancellationToken cancellation)
    {
        if (hash is null)
        {
            return Page();
        }

        if (parts.SavedQueries?.Find(hash) is not { } saved)
        {
            return NotFound();
        }

        Sql = saved;
        Link = $"/explore/{hash}";
        return await RunAsync(cancellation);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>Keeps the query and leads to its link.</summary>
    public IActionResult OnPostSave()
    {
        if (parts.SavedQueries is not { } shelf || Sql.Length is 0 or > QueryDesk.SqlLengthMax)
        {
            return Fail(PageWords.Plain("what-else.only-queries-of-1-to", QueryDesk.SqlLengthMax), 400);
        }

        try
        {
            return Redirect($"/explore/{shelf.Save(Sql)}");
        }
        catch (ShelfFullException full)
        {
            return Fail(full.Message, 429);
        }
    }

    /// <summary>The chart, or the rows, as a picture.</summary>
    public async Task<IActionResult> OnPostPictureAsync(string format, CancellationToken cancellation)
    {
        if (format is not ("png" or "svg" or "pdf"))
        {
            return Fail(PageWords.Plain("what-else.pictures-are-png-svg-or"), 400);
        }

        IActionResult page = await RunAsync(cancellation);
        if (Answer is not { } answer)
        {
            return page;
        }

        Exhibit exhibit = new(
            "query",
            Chart?.Title ?? PageWords.Plain("what-else.rows-of-a-query"),
            new ExportTable([.. answer.Columns.Select(column => column.Name)], answer.Rows),
            Chart
        );
        return File(
            ExhibitFile.Write(exhibit, format, Theme.Light, "/explore"),
            ExhibitFile.MediaTypeOf(format),
            $"souk-query.{format}"
        );
    }

    /// <summary>All rows as a file.</summary>
    public async Task<IActionResult> OnPostFileAsync(string format, CancellationToken cancellation)
    {
        if (QueryFormats.Parse(format) is not { } known || parts.Queries is not { } desk)
        {
            return Fail(PageWords.Plain("what-else.files-are-csv-json-parquet"), 400);
        }

        try
        {
            Stream file = await desk.AskAsync(Sql, known, cancellation);
            return File(file, known.MediaType(), $"souk-query.{known.ToString().ToLowerInvariant()}");
        }
        catch (Exception failed) when (failed is QueryException or BusyException)
        {
            return Fail(failed.Message, failed is BusyException ? 429 : 400);
        }
    }

    private async Task<IActionResult> RunAsync(CancellationToken cancellation)
    {
        if (parts.Queries is not { } desk)
        {
            return Fail(PageWords.Plain("what-else.this-server-runs-no-sql"), 503);
        }

        try
        {
            await using Stream answer = await desk.AskAsync(Sql, QueryFormat.Typed, cancellation);
            Answer = await QueryAnswer.ReadAsync(answer, cancellation);
            Chart = QueryFigure.Of(Answer);
            return Page();
        }
        catch (Exception failed) when (failed is QueryException or BusyException)
        {
            return Fail(failed.Message, failed is BusyException ? 429 : 400);
        }
    }

    private PageResult Fail(string message, int status)
    {
        Error = message;
        Response.StatusCode = status;
        return Page();
    }

    private static Cell CellOf(string? value) => value is null ? new Cell("NULL", "") : new Cell(Shown(value), value);

    private static string Shown(string value) =>
        value.StartsWith("0x", StringComparison.Ordinal) ? CellText.Shortened(value) : value;
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Charts.Themes;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Exports;

namespace Souk.Dashboards.Exhibits;

/// <summary>Answers a page's address with a file of one of its charts or tables where it ends in <c>file=KEY.FORMAT</c>: what
/// the page would show with the rest of the address, or the page's error. <c>file=index.json</c> lists them, <c>file=all.zip</c> has the rows of all as CSV.</summary>
internal sealed class ExhibitFilter : IAsyncResultFilter
{
    public const string Parameter = "file";
    public const string Index = "index.json";
    public const string Bundle = "all.zip";

    public Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (
            http.Request.Query[Parameter].ToString() is { Length: > 0 } file
            && context is { Result: PageResult, Controller: IExhibitor page }
        )
        {
            int status = http.Response.StatusCode;
            context.Result =
                status == StatusCodes.Status200OK ? Answer(page, file, http)
                : page.Error is { } error
                    // What is not finished is no file.
                    ? Refuse(error, status < 400 ? StatusCodes.Status503ServiceUnavailable : status)
                : context.Result;
        }

        return next();
    }

    /// <summary>The address of one of a page's files.</summary>
    public static string AddressOf(HttpRequest page, string key, string format) =>
        page.Path + RestOf(page).Add(Parameter, $"{key}.{format}");

    /// <summary>What a page says that has no such file, so that it need not be worked out first; null where it may have it.</summary>
    /// <param name="file">As the address names it; empty where it names none.</param>
    /// <param name="keys">Of all that the page may have.</param>
    public static IActionResult? Refusal(string file, IEnumerable<string> keys) =>
        file is "" or Index or Bundle || (keys.Contains(KeyOf(file)) && ExhibitFile.Formats.Contains(FormatOf(file)))
            ? null
            : Refuse(
                PageWords.Plain(
                    "exhibits.no-file-this-page-has",
                    file,
                    string.Join(", ", keys),
                    string.Join(", ", ExhibitFile.Formats)
                ),
                StatusCodes.Status404NotFound
            );

    private static string FormatOf(string file) => file[(file.LastIndexOf('.') + 1)..].ToLowerInvariant();

    private static string KeyOf(string file) => file[..^Math.Min(file.Length, FormatOf(file).Length + 1)];

    private static IActionResult Answer(IExhibitor page, string file, HttpContext http)
    {
        Exhibit[] exhibits = [.. page.Exhibits];
        if (file == Index)
        {
            return new JsonResult(
                exhibits.Select(one => new
                {
                    key = one.Key,
                    title = one.Title,
                    rows = one.Rows.Rows.Count,
                    formats = ExhibitFile.Formats,
                })
            );
        }

        if (file == Bundle)
        {
            return new FileContentResult(ExhibitFile.Bundle(exhibits), "application/zip")
            {
                FileDownloadName = ExportName.Of(http.Request.Path, "all", label: null, "zip"),
            };
        }

        if (Refusal(file, exhibits.Select(one => one.Key)) is { } refusal)
        {
            return page.Error is { } error ? Refuse(error, StatusCodes.Status422UnprocessableEntity) : refusal;
        }

        Exhibit found = exhibits.First(one => one.Key == KeyOf(file));
        string format = FormatOf(file);
        Theme theme = http.Request.Query["theme"] == "dark" ? Theme.Dark : Theme.Light;
        try
        {
            return new FileContentResult(
                ExhibitFile.Write(found, format, theme, http.Request.Path + RestOf(http.Request).ToUriComponent()),
                ExhibitFile.MediaTypeOf(format)
            )
            {
                FileDownloadName = ExportName.Of(http.Request.Path, found.Key, found.Label, format),
            };
        }
        catch (ExportException tooMuch)
        {
            return Refuse(tooMuch.Message, StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static JsonResult Refuse(string error, int status) => new(new { error }) { StatusCode = status };

    private static QueryString RestOf(HttpRequest request) =>
        QueryString.Create(
            request
                .Query.Where(one => one.Key is not (Parameter or "theme"))
                .SelectMany(one => one.Value.Select(value => KeyValuePair.Create(one.Key, value)))
        );
}

using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Souk.Charts.Documents;
using Souk.Charts.Figures;
using Souk.Charts.Pictures;
using Souk.Charts.Rasters;
using Souk.Charts.Themes;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Exhibits;

/// <summary>Writes a chart or a table as a file of any of the formats.</summary>
public static class ExhibitFile
{
    /// <summary>Pictures first, then rows.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["png", "svg", "pdf", "csv", "xlsx", "parquet", "json"];

    /// <summary>The first one that an archive can say.</summary>
    private static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string MediaTypeOf(string format) =>
        format switch
        {
            "png" => "image/png",
            "svg" => "image/svg+xml",
            "pdf" => "application/pdf",
            "csv" => "text/csv; charset=utf-8",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "parquet" => "application/vnd.apache.parquet",
            _ => "application/json; charset=utf-8",
        };

    /// <param name="theme">Of a PNG or SVG; a PDF is light, since it is printed.</param>
    /// <param name="source">The page's address.</param>
    /// <exception cref="ArgumentException">Another format.</exception>
    /// <exception cref="Warehouse.Exports.ExportException">More rows than a sheet can hold.</exception>
    public static byte[] Write(Exhibit exhibit, string format, Theme theme, string source) =>
        format switch
        {
            "png" => exhibit.Chart is { } chart
                ? PngPicture.Of(chart, theme, PageWords.Charts)
                : PngPicture.Of(Printed(exhibit), theme, PageWords.Charts),
            "svg" => Encoding.UTF8.GetBytes(
                exhibit.Chart is { } chart
                    ? SvgPicture.Of(chart, theme, PageWords.Charts)
                    : SvgPicture.Of(Printed(exhibit), theme, PageWords.Charts)
            ),
            "pdf" when exhibit.Pdf is { } write => write(),
            "pdf" => exhibit.Chart is { } chart
                ? PdfPage.Of(chart, PageWords.Charts)
                : PdfPage.Of(Printed(exhibit), PageWords.Charts),
            "csv" => Encoding.UTF8.GetBytes(exhibit.Rows.Csv(exhibit.Label)),
            "xlsx" => Sheet(exhibit, source),
            "parquet" => ParquetFile.Of(exhibit.Rows),
            "json" => Json(exhibit, source),
            _ => throw new ArgumentException($"'{format}' is none of {string.Join(", ", Formats)}.", nameof(format)),
        };

    /// <summary>A ZIP archive of the rows of each as CSV, in their order; the same rows give the same bytes.</summary>
    public static byte[] Bundle(IEnumerable<Exhibit> exhibits)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (Exhibit exhibit in exhibits)
            {
                ZipArchiveEntry entry = archive.CreateEntry($"{exhibit.Key}.csv");
                entry.LastWriteTime = s_noTime;
                using Stream rows = entry.Open();
                rows.Write(Encoding.UTF8.GetBytes(exhibit.Rows.Csv(exhibit.Label)));
            }
        }

        return stream.ToArray();
    }

    private static byte[] Sheet(Exhibit exhibit, string source)
    {
        using Workbook workbook = new(exhibit.Rows.Columns);
        foreach (IReadOnlyList<object?> row in exhibit.Rows.Rows)
        {
            workbook.Add([.. row]);
        }

        return workbook.End(AboutOf(exhibit, source));
    }

    private static byte[] Json(Exhibit exhibit, string source)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("about");
            foreach ((string name, string text) in AboutOf(exhibit, source))
            {
                json.WriteString(name, text);
            }

            json.WriteEndObject();
            json.WriteStartArray("columns");
            foreach ((string name, string type) in exhibit.Rows.Columns.Zip(exhibit.Rows.Types))
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("type", type);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            exhibit.Rows.WriteRows(json);
            if (exhibit.Chart is { } chart)
            {
                json.WritePropertyName("figure");
                PlotlyFigure.Write(json, chart, Theme.Light, PageWords.Charts, Placement.Alone);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static IEnumerable<(string Name, string Text)> AboutOf(Exhibit exhibit, string source)
    {
        yield return ("title", exhibit.Title);
        if (exhibit.Label is { } label)
        {
            yield return ("label", label);
        }

        foreach ((string name, string text) in exhibit.About)
        {
            yield return (name, text);
        }

        yield return ("source", source);
    }

    private static PrintedTable Printed(Exhibit exhibit) =>
        new(
            exhibit.Label is null ? exhibit.Title : $"{exhibit.Title} · {exhibit.Label}",
            exhibit.Rows.Columns,
            [.. exhibit.Rows.Rows.Select(row => (string[])[.. row.Select(ExportTable.Text)])],
            exhibit.About.LastOrDefault(about => about.Name == "as of") is { Text: { } asOf }
                ? PageWords.Plain("exhibits.as-of", asOf)
                : null
        );
}

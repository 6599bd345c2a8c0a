using System.Globalization;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Sheets;
using Souk.Warehouse.Spellings;

namespace Souk.Warehouse.Claims;

/// <summary>The files of `data/claims`.</summary>
public static class ClaimRegistry
{
    public const string Table = "claims";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <param name="recordedAt">Our time, UTC.</param>
    /// <param name="isDryRun">Check and count, and write nothing.</param>
    /// <exception cref="ImportException">A file cannot be used; nothing was written.</exception>
    public static IReadOnlyList<ImportedFile> Import(
        DuckDBConnection connection,
        IReadOnlyList<string> paths,
        DateTime recordedAt,
        bool isDryRun = false
    ) => SheetImport.Run(connection, Table, ClaimShape.Shape, paths, Check, recordedAt, isDryRun);

    /// <exception cref="ImportException">A file cannot be used.</exception>
    public static IReadOnlyList<Claim> Read(IReadOnlyList<string> paths) =>
        [
            .. SheetImport
                .ReadAll(ClaimShape.Shape, paths, Check)
                .SelectMany(sheet => sheet.Items(ClaimShape.Section).Select(item => Read(sheet, item))),
        ];

    /// <summary>The JSON schema of the files, for editors.</summary>
    public static string Schema() => SheetSchema.Of(ClaimShape.Shape).ToJsonString(s_indented) + "\n";

    private static Claim Read(Sheet sheet, string item)
    {
        string? Get(string field) => sheet.Value(ClaimShape.Section, item, field);
        string source = sheet.Facts.First(fact => fact.Item == item && fact.Field == "statement").Source;
        return new Claim(
            sheet.System,
            item,
            Get("statement")!,
            Get("date"),
            Get("speaker")!,
            Get("interest")!,
            Get("relation"),
            Get("value") is { } value ? decimal.Parse(value, CultureInfo.InvariantCulture) : null,
            Get("unit"),
            Get("verdict")!,
            Get("why")!,
            source
        )
        {
            Measure = Get("metric") is { } metric ? Measure(metric, Get) : null,
        };
    }

    private static ClaimMeasure Measure(string metric, Func<string, string?> get) =>
        new(
            metric,
            get("column")!,
            get("beside"),
            get("row")?.Split('=', 2) is [var column, var value] ? (column, value) : null,
            get("take") ?? "last",
            get("decimals") is { } decimals ? int.Parse(decimals, CultureInfo.InvariantCulture) : 0,
            Day(get("since"), isLast: false),
            Day(get("until") ?? get("date"), isLast: true),
            get("sees") switch
            {
                "whole" => ClaimSight.Whole,
                "proxy" => ClaimSight.Proxy,
                _ => ClaimSight.Part,
            }
        );

    /// <summary>The first or the last day of a date of which only the month or year may be known.</summary>
    private static DateOnly? Day(string? text, bool isLast)
    {
        if (text is null)
        {
            return null;
        }

        var first = DateOnly.ParseExact(text + "0000-01-01"[text.Length..], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (isLast, text.Length) switch
        {
            (true, 4) => first.AddYears(1).AddDays(-1),
            (true, 7) => first.AddMonths(1).AddDays(-1),
            _ => first,
        };
    }

    /// <summary>A claim with a metric needs all that the comparison needs.</summary>
    private static IEnumerable<string> Check(Sheet sheet)
    {
        string[] metrics = [.. MetricCatalogue.All.Select(metric => metric.Key)];
        foreach (string item in sheet.Items(ClaimShape.Section))
        {
            string? Get(string field) => sheet.Value(ClaimShape.Section, item, field);
            long line = sheet.Facts.First(fact => fact.Item == item).Line;
            if (Get("metric") is not { } metric)
            {
                continue;
            }

            if (!metrics.Contains(metric))
            {
                yield return $"line {line}: {item}: no metric '{metric}'; did you mean '{NearestWord.To(metric, metrics)}'?";
            }

            foreach (string field in new[] { "column", "relation", "value", "sees" }.Where(field => Get(field) is null))
            {
                yield return $"line {line}: {item} has a metric, and lacks the field '{field}'";
            }

            if (Get("row") is { } row && !row.Contains('=', StringComparison.Ordinal))
            {
                yield return $"line {line}: {item}: row '{row}' is not column=value, such as measure=downloads";
            }
        }
    }
}

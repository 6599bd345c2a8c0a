namespace Souk.Dashboards.Explore;

/// <summary>What an answer is written as.</summary>
public enum QueryFormat
{
    /// <summary>JSON with columns, types, rows and the last block of each chain.</summary>
    Typed,
    Csv,
    Json,
    Parquet,
    Xlsx,
}

/// <summary>Formats as programs and readers name them.</summary>
public static class QueryFormats
{
    /// <returns>Null where no format has this name.</returns>
    public static QueryFormat? Parse(string? word) =>
        Enum.TryParse(word, ignoreCase: true, out QueryFormat format)
        && $"{format}".Equals(word, StringComparison.OrdinalIgnoreCase)
            ? format
            : null;

    public static string MediaType(this QueryFormat format) =>
        format switch
        {
            QueryFormat.Csv => "text/csv; charset=utf-8",
            QueryFormat.Parquet => "application/vnd.apache.parquet",
            QueryFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "application/json; charset=utf-8",
        };
}

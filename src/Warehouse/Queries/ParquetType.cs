using System.Text.RegularExpressions;

namespace Souk.Warehouse.Queries;

/// <summary>Types as Parquet can hold them exactly.</summary>
internal static partial class ParquetType
{
    // Names of fields and labels stand in quotes, and may be called like a type.
    [GeneratedRegex(
        """
            "(?:[^"]|"")*"|'(?:[^']|'')*'|\b(?:HUGEINT|UHUGEINT|BIGNUM)\b
            """
    )]
    private static partial Regex Words { get; }

    /// <summary>Parquet has no integers wider than 64 bits: DuckDB would write those of 128 as DOUBLE, also within lists, structs and
    /// maps.</summary>
    /// <param name="type">As DESCRIBE writes it.</param>
    public static string Exact(string type) =>
        Words.Replace(
            type,
            word =>
                word.Value switch
                {
                    "HUGEINT" => "DECIMAL(38, 0)",
                    "UHUGEINT" or "BIGNUM" => "VARCHAR",
                    _ => word.Value,
                }
        );
}

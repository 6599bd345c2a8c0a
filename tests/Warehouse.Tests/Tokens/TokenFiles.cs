using Souk.DuckDb;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Tokens;

namespace Souk.Warehouse.Tests.Tokens;

/// <summary>A new warehouse, and a folder for the files that a test writes.</summary>
internal sealed class TokenFiles : IDisposable
{
    public static readonly DateTime Monday = new(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-tokens-");
    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

    public DuckDBConnection Connection => _warehouse.Connection;

    /// <summary>The files that ship.</summary>
    public static string[] Shipped(string folder = "tokens")
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Analytics.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        return [.. Directory.GetFiles(Path.Combine(root, "data", folder), "*.yaml").Order(StringComparer.Ordinal)];
    }

    public string Write(string text, string name = "m.yaml")
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public ImportCounts Import(string text, DateTime? recordedAt = null, bool isDryRun = false) =>
        TokenRegistry.Import(Connection, [Write(text)], recordedAt ?? Monday, isDryRun).Single().Counts;

    /// <summary>The complaint about a file, without its path.</summary>
    public string Refuse(string text)
    {
        string path = Write(text);
        ImportException exception = Should.Throw<ImportException>(() =>
            TokenRegistry.Import(Connection, [path], Monday)
        );
        return exception.Message.Replace(path, "m.yaml", StringComparison.Ordinal);
    }

    public string[] Metric(string key, string market, DateTime? asOf = null) =>
        [.. MetricCatalogue.Run(Connection, key, market, asOf).Rows.Select(row => string.Join('|', row.Select(Text)))];

    public string[] Rows(string sql) =>
        [
            .. Connection.Query(
                sql,
                row =>
                    string.Join(
                        '|',
                        Enumerable.Range(0, row.FieldCount).Select(i => Text(row.IsDBNull(i) ? null : row.GetValue(i)))
                    )
            ),
        ];

    public void Dispose()
    {
        _warehouse.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "-",
            DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}

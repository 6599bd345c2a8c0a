using System.Security.Cryptography;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Backups;

/// <summary>What a backup is.</summary>
/// <param name="TakenAt">UTC.</param>
/// <param name="Schema">The last migration.</param>
/// <param name="Sha256">Of the database's bytes.</param>
/// <param name="Digest">Of its facts.</param>
/// <param name="Rows">By table.</param>
public sealed record BackupNote(
    DateTime TakenAt,
    int Schema,
    string Sha256,
    string Digest,
    SortedDictionary<string, long> Rows
)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    internal void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, s_json) + "\n");

    /// <returns>Null where the file is no note.</returns>
    public static BackupNote? Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupNote>(File.ReadAllText(path), s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Of a database that nobody holds.</summary>
    internal static BackupNote Of(string path, DateTime takenAt)
    {
        using var connection = new DuckDBConnection($"Data Source={path};access_mode=READ_ONLY");
        try
        {
            connection.Open();
            return Of(connection, path, takenAt);
        }
        catch (DuckDBException exception)
        {
            throw new ExportException($"{path} cannot be read: {exception.Message}", isDiscrepancy: true);
        }
    }

    internal static BackupNote Of(DuckDBConnection connection, string path, DateTime takenAt) =>
        new(
            takenAt,
            connection.Scalar<int>("select coalesce(max(version), 0)::integer from schema_version"),
            HashOf(path),
            WarehouseDigest.Compute(connection),
            CountRows(connection)
        );

    private static SortedDictionary<string, long> CountRows(DuckDBConnection connection)
    {
        List<string> tables = connection.Query(
            "select '\"' || schema_name || '\".\"' || table_name || '\"' from duckdb_tables() where not temporary and not internal",
            row => row.GetString(0)
        );
        return new SortedDictionary<string, long>(
            tables.ToDictionary(
                table => table.Replace("\"", "", StringComparison.Ordinal),
                table => connection.Scalar<long>($"select count(*) from {table}")
            ),
            StringComparer.Ordinal
        );
    }

    /// <exception cref="ExportException">Facts or rows differ.</exception>
    internal void RequireSame(BackupNote found, string place)
    {
        string[] differences =
        [
            .. Digest == found.Digest ? Array.Empty<string>() : [$"digest {found.Digest}, expected {Digest}"],
            .. Rows.Where(table => found.Rows.GetValueOrDefault(table.Key) != table.Value)
                .Select(table =>
                    $"{table.Key} has {found.Rows.GetValueOrDefault(table.Key)} rows, expected {table.Value}"
                ),
        ];
        if (differences.Length > 0)
        {
            throw new ExportException(
                $"The copy in {place} is not the warehouse: {string.Join("; ", differences)}.",
                isDiscrepancy: true
            );
        }
    }

    internal static string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

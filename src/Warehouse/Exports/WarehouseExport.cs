using System.Security.Cryptography;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Exports;

/// <summary>Everything that a warehouse holds, as files that any program reads: real keys in place of ids, amounts as
/// DECIMAL(38, 0), rows of blocks in parts by chain and range of blocks.</summary>
/// <remarks>The folder is there with all of its files or not at all. Each file is read back and its rows counted. Equal
/// facts give equal files.</remarks>
public static class WarehouseExport
{
    public const long PartBlocksDefault = 1_000_000;

    /// <summary>Lists the files, with rows and hashes.</summary>
    public const string IndexName = "export.json";

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <param name="folder">Must not exist, or be empty.</param>
    /// <param name="partBlocks">Blocks per part.</param>
    /// <exception cref="ExportException">The folder holds something, or a file read back has other rows.</exception>
    public static ExportSummary Write(
        DuckDBConnection connection,
        string folder,
        ExportFormat format = ExportFormat.Parquet,
        long partBlocks = PartBlocksDefault,
        CancellationToken cancellation = default
    )
    {
        string place = Path.GetFullPath(folder);
        if (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any())
        {
            throw new ExportException($"Folder {folder} is not empty. Name one that is, or that does not exist yet.");
        }

        string partial = PartialOf(place);
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        try
        {
            List<ExportedFile> files = [];
            foreach (ExportedTable table in ExportedTable.ReadAll(connection))
            {
                foreach (ExportPart part in table.Parts(connection, partBlocks))
                {
                    cancellation.ThrowIfCancellationRequested();
                    files.Add(Write(connection, table, part, format, partial));
                }
            }

            var summary = new ExportSummary(WarehouseDigest.Compute(connection), ReadTips(connection), files);
            Directory.CreateDirectory(partial);
            File.WriteAllText(Path.Combine(partial, IndexName), JsonSerializer.Serialize(summary, s_json) + "\n");
            if (Directory.Exists(place))
            {
                Directory.Delete(place);
            }

            Directory.Move(partial, place);
            return summary;
        }
        catch
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }

            throw;
        }
    }

    /// <summary>The folders in which an export to this one writes.</summary>
    public static IReadOnlyList<string> FoldersOf(string folder) =>
        [Path.GetFullPath(folder), PartialOf(Path.GetFullPath(folder))];

    private static string PartialOf(string place) => Path.TrimEndingDirectorySeparator(place) + ".partial";

    private static ExportedFile Write(
        DuckDBConnection connection,
        ExportedTable table,
        ExportPart part,
        ExportFormat format,
        string folder
    )
    {
        string name = part.Path + (format == ExportFormat.Csv ? ".csv" : ".parquet");
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        table.Write(connection, part, format, path);
        string reader = format == ExportFormat.Csv ? "read_csv" : "read_parquet";
        string options = format == ExportFormat.Csv ? ", all_varchar = true, header = true" : "";
        long rows = connection.Scalar<long>(
            $"select count(*) from {reader}('{path.Replace("'", "''", StringComparison.Ordinal)}'{options})"
        );
        using FileStream written = File.OpenRead(path);
        return rows == part.Rows
            ? new ExportedFile(table.Name, name, rows, Convert.ToHexStringLower(SHA256.HashData(written)))
            : throw new ExportException(
                $"{name} was written with {part.Rows} rows and has {rows} when read back. Is the disk sound?",
                isDiscrepancy: true
            );
    }

    private static List<ExportedTip> ReadTips(DuckDBConnection connection) =>
        connection.Query(
            "select chain_id, max(number), max(time) from chain.block group by chain_id order by chain_id",
            row => new ExportedTip(row.GetInt32(0), row.GetInt64(1), row.GetDateTime(2))
        );
}

/// <summary>What was exported.</summary>
/// <param name="Digest">Of the facts: <see cref="WarehouseDigest"/>.</param>
/// <param name="AsOf">The last block of each chain.</param>
public sealed record ExportSummary(string Digest, IReadOnlyList<ExportedTip> AsOf, IReadOnlyList<ExportedFile> Files);

/// <param name="Time">UTC.</param>
public sealed record ExportedTip(int ChainId, long BlockNumber, DateTime Time);

/// <param name="Path">Relative to the export.</param>
/// <param name="Sha256">In hexadecimal.</param>
public sealed record ExportedFile(string Table, string Path, long Rows, string Sha256);

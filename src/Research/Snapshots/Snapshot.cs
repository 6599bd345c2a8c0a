using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Research.Snapshots;

/// <summary>A warehouse as a folder of Parquet files that any tool reads, small enough to ship and pinned by one hash.</summary>
/// <remarks>The list of tables with the SHA-256 of each file is `snapshot.json`; <see cref="DataHash"/> covers all of them.</remarks>
public sealed record Snapshot
{
    public const string FileName = "snapshot.json";

    private static readonly JsonSerializerOptions _format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>What the data are, such as "Synthetic demo, seed 1".</summary>
    public required string Title { get; init; }

    /// <summary>The warehouse schema that the files have.</summary>
    public required int Schema { get; init; }

    /// <summary>The warehouse's own digest, which does not depend on this format.</summary>
    public required string WarehouseDigest { get; init; }

    public required IReadOnlyList<SnapshotTable> Tables { get; init; }

    /// <summary>SHA-256 over names, rows and hashes of all tables, lower-case hexadecimal: what a study pins.</summary>
    [JsonIgnore]
    public string DataHash
    {
        get
        {
            IEnumerable<string> lines = Tables.Select(table => $"{table.Name} {table.Rows} {table.Sha256}\n");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
        }
    }

    /// <summary>Writes all tables of a warehouse that have rows.</summary>
    /// <param name="folder">Is created; an older snapshot in it is replaced.</param>
    public static Snapshot Write(
        DuckDBConnection connection,
        string title,
        string folder,
        CancellationToken cancellation = default
    )
    {
        Directory.CreateDirectory(folder);
        foreach (string old in Directory.EnumerateFiles(folder, "*.parquet"))
        {
            File.Delete(old);
        }

        Snapshot snapshot = new()
        {
            Title = title,
            Schema = connection.Scalar<int>("select max(version) from schema_version"),
            WarehouseDigest = Souk.Warehouse.Storage.WarehouseDigest.Compute(connection),
            Tables = SnapshotFiles.Write(connection, folder, cancellation),
        };
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(snapshot, _format) + "\n");
        return snapshot;
    }

    /// <summary>Reads the list of tables; the files are not looked at.</summary>
    /// <exception cref="SnapshotException">There is none, or it is no such list.</exception>
    public static Snapshot Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            throw new SnapshotException($"{folder} holds no snapshot: {FileName} is missing.");
        }

        try
        {
            return JsonSerializer.Deserialize<Snapshot>(File.ReadAllText(file), _format)
                ?? throw new SnapshotException($"{file} is empty.");
        }
        catch (JsonException exception)
        {
            throw new SnapshotException($"{file} is no list of tables: {exception.Message}");
        }
    }

    /// <summary>Fills a warehouse with the snapshot's rows, after checking every file against its hash.</summary>
    /// <param name="path">A new file, or <see cref="WarehouseFile.InMemory"/>.</param>
    /// <exception cref="SnapshotException">A file is missing or changed, or the schema is another one.</exception>
    public static WarehouseFile Open(string folder, string path = WarehouseFile.InMemory)
    {
        Snapshot snapshot = Read(folder);
        SnapshotFiles.Check(snapshot, folder);
        if (path != WarehouseFile.InMemory && File.Exists(path))
        {
            throw new SnapshotException($"{path} exists already. Remove it, or name another file.");
        }

        WarehouseFile warehouse = WarehouseFile.Open(path);
        try
        {
            int known = warehouse.Connection.Scalar<int>("select max(version) from schema_version");
            if (known != snapshot.Schema)
            {
                throw new SnapshotException(
                    $"The snapshot {folder} has schema {snapshot.Schema} and this build {known}: it is stale. Write it anew with souk sample build."
                );
            }

            SnapshotFiles.Fill(snapshot, folder, warehouse.Connection);
            return warehouse;
        }
        catch
        {
            warehouse.Dispose();
            throw;
        }
    }
}

using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Research.Snapshots;

/// <summary>A warehouse that is open for reading, with the hash of its data.</summary>
/// <param name="Owner">Ends it when disposed.</param>
/// <param name="Title">What the data are.</param>
/// <param name="DataHash">SHA-256 of the data, lower-case hexadecimal: of a snapshot over its files, of a warehouse its digest.</param>
/// <param name="IsCopy">Whether it is a copy of a snapshot's rows, which may be changed.</param>
public sealed record OpenedWarehouse(
    DuckDBConnection Connection,
    IDisposable Owner,
    string Title,
    string DataHash,
    bool IsCopy
) : IDisposable
{
    /// <summary>Whether all of it was made up on chains that manifests call development chains, as the demo's are.</summary>
    public bool IsMadeUp =>
        Connection.Scalar<bool>("select not exists (from chain.block anti join chain.development using (chain_id))");

    /// <param name="path">A folder that `souk sample build` wrote, or a DuckDB file.</param>
    /// <exception cref="SnapshotException">There is no such warehouse, it was changed, or it is stale.</exception>
    public static OpenedWarehouse Open(string path)
    {
        if (ExportFolder.IsAt(path))
        {
            throw new SnapshotException(
                $"{path} is an export: addresses stand where metrics join ids. Name a DuckDB file, or a snapshot of it (souk sample build --db)."
            );
        }

        if (Directory.Exists(path))
        {
            Snapshot snapshot = Snapshot.Read(path);
            WarehouseFile file = Snapshot.Open(path);
            return new(file.Connection, file, snapshot.Title, snapshot.DataHash, IsCopy: true);
        }

        if (!File.Exists(path))
        {
            throw new SnapshotException(
                $"There is no warehouse {Path.GetFullPath(path)}. Name a DuckDB file or a snapshot's folder, or 'sample'."
            );
        }

        if (Borrow(path) is { } lent)
        {
            return new(
                lent.Connection,
                lent,
                Path.GetFileName(path),
                WarehouseDigest.Compute(lent.Connection),
                IsCopy: false
            );
        }

        DuckDBConnection connection = new($"Data Source={Path.GetFullPath(path)};access_mode=READ_ONLY");
        try
        {
            connection.Open();
            return new(
                connection,
                connection,
                Path.GetFileName(path),
                WarehouseDigest.Compute(connection),
                IsCopy: false
            );
        }
        catch (DuckDBException exception)
        {
            connection.Dispose();
            throw new SnapshotException(exception.Message);
        }
    }

    public void Dispose() => Owner.Dispose();

    private static WarehouseFile? Borrow(string path)
    {
        try
        {
            return WarehouseFile.Borrow(path);
        }
        catch (WarehouseException exception)
        {
            throw new SnapshotException(exception.Message);
        }
    }
}

using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Archives;

/// <summary>Adds final blocks to an archive. Only what can never be replaced is archived, and what is archived is never
/// written again.</summary>
/// <remarks>A segment's files are complete on disk before its line is: killed at any instant, the next run goes on with
/// the same segment. Equal facts give equal files.</remarks>
public sealed class ArchiveWriter
{
    public const int SegmentBlocksDefault = 100_000;

    private readonly DuckDBConnection _connection;
    private readonly ArchiveLog _log;
    private readonly long _segmentBlocks;
    private readonly IReadOnlyList<ArchivedTable> _tables;

    private ArchiveWriter(DuckDBConnection connection, ArchiveLog log, long segmentBlocks)
    {
        _connection = connection;
        _log = log;
        _segmentBlocks = segmentBlocks;
        _tables = ArchivedTable.ReadAll(connection);
    }

    /// <param name="segmentBlocks">Segments end at multiples of this many blocks, and at the last final block.</param>
    /// <exception cref="ArchiveException">The archive was changed, or has other facts than the warehouse; both are as they
    /// were.</exception>
    /// <exception cref="OperationCanceledException">Whole segments that were written stay.</exception>
    public static ArchiveSummary Run(
        WarehouseFile warehouse,
        string folder,
        long segmentBlocks,
        IProgress<ArchiveProgress> progress,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentBlocks, 1);
        using ArchiveLog log = ArchiveLog.OpenToWrite(Path.GetFullPath(folder));
        ArchiveFolder.RemoveLeftovers(log);
        DuckDBConnection connection = warehouse.Connection;
        long threads = connection.Scalar<long>("select current_setting('threads')");
        try
        {
            // Several threads cut row groups as they come, and equal facts would give other bytes.
            SetThreads(connection, 1);
            return new ArchiveWriter(connection, log, segmentBlocks).Run(progress, cancellation);
        }
        finally
        {
            SetThreads(connection, threads);
        }
    }

    /// <summary>Leaves a locked warehouse alone where nothing would change.</summary>
    private static void SetThreads(DuckDBConnection connection, long threads)
    {
        if (connection.Scalar<long>("select current_setting('threads')") != threads)
        {
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"set threads = {threads}"));
        }
    }

    private ArchiveSummary Run(IProgress<ArchiveProgress> progress, CancellationToken cancellation)
    {
        foreach (ArchiveSegment last in _log.Segments.GroupBy(segment => segment.ChainId).Select(chain => chain.Last()))
        {
            RequireEqual(last);
        }

        (long ChainId, BlockRange Blocks)[] due = [.. ReadFinal().SelectMany(Cut)];
        ArchivedManifest[] manifests = ReadManifests();
        for (int index = 0; index < due.Length; index++)
        {
            (long chainId, BlockRange blocks) = due[index];
            progress.Report(new ArchiveProgress((double)index / due.Length, $"chain {chainId}, blocks {blocks}"));
            cancellation.ThrowIfCancellationRequested();
            ArchivedFile[] files = [.. _tables.SelectMany(table => Write(table, chainId, blocks, cancellation))];
            string tip = FindHash(chainId, blocks.To)!;
            int sequence = _log.Segments.Count + 1;
            _log.Append(
                new ArchiveSegment(sequence, _log.Seal, chainId, blocks.From, blocks.To, tip, manifests, files)
            );
        }

        return ArchiveSummary.Of(_log, due.Length);
    }

    /// <summary>Archived blocks must be the warehouse's, and all of its rows that belong to them archived.</summary>
    private void RequireEqual(ArchiveSegment last)
    {
        string? hash = FindHash(last.ChainId, last.ToBlock);
        if (hash != last.TipHash)
        {
            string stored = hash is null ? "does not have that block" : $"has {hash}";
            throw new ArchiveException(
                $"Archive {_log.Folder} ends with block {last.ToBlock} of chain {last.ChainId}, hash {last.TipHash}; the "
                    + $"warehouse {stored}. Use the warehouse that was archived, or another folder.",
                isDiscrepancy: true
            );
        }

        ILookup<string, ArchivedFile> archived = _log
            .Segments.Where(segment => segment.ChainId == last.ChainId)
            .SelectMany(segment => segment.Files)
            .ToLookup(file => file.Table);
        foreach (ArchivedTable table in _tables.Where(table => table.Name is "chain.block" or "chain.log"))
        {
            long rows = archived[table.Name].Sum(file => file.Rows);
            long stored = table.CountRows(_connection, last.ChainId, new BlockRange(0, last.ToBlock));
            if (rows != stored)
            {
                throw new ArchiveException(
                    $"Archive {_log.Folder} has {rows} rows of {table.Name} up to block {last.ToBlock} of chain "
                        + $"{last.ChainId}; the warehouse has {stored}. A manifest now reads more, or less, of these "
                        + "blocks: archive them to another folder.",
                    isDiscrepancy: true
                );
            }
        }
    }

    private List<(long ChainId, BlockRange Blocks)> ReadFinal() =>
        _connection.Query(
            """
            select f.chain_id, min(b.number), max(b.number)
            from chain.finality f
            join chain.block b on b.chain_id = f.chain_id and b.number <= f.finalized_block
            group by f.chain_id
            order by f.chain_id
            """,
            row => ((long)row.GetInt32(0), new BlockRange(row.GetInt64(1), row.GetInt64(2)))
        );

    private IEnumerable<(long ChainId, BlockRange Blocks)> Cut((long ChainId, BlockRange Blocks) final)
    {
        long from = _log.FindLast(final.ChainId)?.ToBlock + 1 ?? final.Blocks.From;
        while (from <= final.Blocks.To)
        {
            long to = Math.Min(final.Blocks.To, (from / _segmentBlocks + 1) * _segmentBlocks - 1);
            yield return (final.ChainId, new BlockRange(from, to));
            from = to + 1;
        }
    }

    private IEnumerable<ArchivedFile> Write(
        ArchivedTable table,
        long chainId,
        BlockRange blocks,
        CancellationToken cancellation
    )
    {
        // What is known of earlier blocks, such as contracts that a manifest names, belongs to the first segment.
        var placed = _log.FindLast(chainId) is null ? new BlockRange(0, blocks.To) : blocks;
        long rows = table.CountRows(_connection, chainId, placed);
        if (rows == 0)
        {
            yield break;
        }

        string name = ArchiveFolder.PathOf(table.Name, chainId, blocks);
        string path = Path.Combine(_log.Folder, name);
        string partial = path + ArchiveFolder.PartialEnd;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        table.Write(_connection, chainId, placed, partial, cancellation);
        using (FileStream written = new(partial, FileMode.Open, FileAccess.ReadWrite))
        {
            written.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
        yield return new ArchivedFile(name, table.Name, rows, new FileInfo(path).Length, ArchivedFile.HashOf(path));
    }

    private string? FindHash(long chainId, long number) =>
        _connection
            .Query(
                "select hash_high, hash_low from chain.block where chain_id = $chain and number = $number",
                row => new Hash32(row.GetFieldValue<UInt128>(0), row.GetFieldValue<UInt128>(1)).ToString(),
                ("chain", (int)chainId),
                ("number", number)
            )
            .FirstOrDefault();

    private ArchivedManifest[] ReadManifests() =>
        [
            .. _connection.Query(
                "select system, decoding, mapping from chain.manifest order by system",
                row => new ArchivedManifest(row.GetString(0), row.GetString(1), row.GetString(2))
            ),
        ];
}

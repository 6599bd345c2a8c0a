using Souk.DuckDb;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Files;

/// <summary>The blocks that a dump tells of, in a temporary table: from a dump of blocks, or from what logs say of theirs.
/// </summary>
internal sealed class BlockDump(DuckDBConnection connection)
{
    public const string Table = "temp.dump_block";

    /// <summary>Whether a dump of blocks was given, so that blocks without logs are known too.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>First and last; null if there is none.</summary>
    public BlockRange? Range { get; private set; }

    /// <param name="paths">Dumps of blocks; none to take what the logs of <see cref="LogDump"/> say.</param>
    /// <exception cref="DumpException">A bad value, a gap, two branches, or a log of a block that is not there.</exception>
    public void Load(IReadOnlyList<string> paths)
    {
        IsWhole = paths.Count > 0;
        string source = IsWhole ? string.Join("\nunion\n", paths.Select(Select)) : FromLogs;
        try
        {
            connection.Execute($"create or replace temp table dump_block as select distinct * from (\n{source}\n)");
        }
        catch (DuckDBException exception) when (!exception.IsDiskFull)
        {
            throw new DumpException($"The dump of blocks cannot be read: {exception.Message}", exception);
        }

        foreach ((string query, string problem) in Checks(IsWhole))
        {
            Require(query, problem);
        }

        Range = connection
            .Query(
                $"select min(number), max(number) from {Table} having count(*) > 0",
                row => new BlockRange(row.GetInt64(0), row.GetInt64(1))
            )
            .Select(range => (BlockRange?)range)
            .SingleOrDefault();
    }

    /// <summary>In order. A hash that no file says is zero; a parent is the hash of the block before.</summary>
    public List<BlockHeader> Read(BlockRange range) =>
        connection.Query(
            $"""
            select number, hash, coalesce(parent, lag(hash) over (order by number)), time
            from {Table}
            where number between $from_block - 1 and $to_block
            qualify number >= $from_block
            order by number
            """,
            row => new BlockHeader(
                row.GetInt64(0),
                HashAt(row, 1),
                HashAt(row, 2),
                DateTime.SpecifyKind(row.GetFieldValue<DateTime>(3), DateTimeKind.Utc)
            ),
            ("from_block", range.From),
            ("to_block", range.To)
        );

    private const string FromLogs = $"""
        select block_number as number, block_hash as hash, null::blob as parent, time
        from {LogDump.Table}
        """;

    private string Select(string path)
    {
        var file = DumpFile.Open(connection, path);
        DumpDialect.Recognise(path, "blocks", DumpDialect.Blocks, [.. file.Types.Keys]);
        bool isTimestamp = file.Types["timestamp"].StartsWith("TIMESTAMP", StringComparison.Ordinal);
        return $"""
            select
                {DumpText.Integer(file.Text("number", "block_number"))} as number,
                {DumpText.Bytes(file.Text("hash", "block_hash"), 32)} as hash,
                {DumpText.Bytes(file.Text("parent_hash", "parentHash"), 32)} as parent,
                {DumpText.Time(file.Text("timestamp"), isTimestamp)} as time
            from {file.Source}
            """;
    }

    private static IEnumerable<(string Query, string Problem)> Checks(bool isWhole)
    {
        yield return (
            $"select number from {Table} where number is null or (hash is null and {isWhole}) limit 1",
            "a block lacks its number or hash"
        );
        yield return (
            $"select number from {Table} where time is null order by number limit 1",
            isWhole
                ? "its time is missing or no time"
                : "the dump of logs does not say its time, so a dump of blocks is needed too (--blocks)"
        );
        yield return (
            $"select number from {Table} group by number having count(*) > 1 order by number limit 1",
            "it is there twice with different contents: the dumps are of two branches"
        );
        if (!isWhole)
        {
            yield break;
        }

        yield return (
            $"select number + 1 from {Table} qualify lead(number) over (order by number) > number + 1 order by number limit 1",
            "it is missing from the dump of blocks"
        );
        yield return (
            $"select number from {Table} qualify parent <> lag(hash) over (order by number) order by number limit 1",
            "it is not built on the block before it"
        );
        yield return (
            $"select l.block_number from {LogDump.Table} l anti join {Table} b on b.number = l.block_number order by all limit 1",
            "it has logs, but the dump of blocks has no such block"
        );
        yield return (
            $"select l.block_number from {LogDump.Table} l join {Table} b on b.number = l.block_number and b.hash <> l.block_hash order by all limit 1",
            "its logs name it by another hash than the dump of blocks"
        );
    }

    private void Require(string query, string problem)
    {
        foreach (long? block in connection.Query<long?>(query, row => row.IsDBNull(0) ? null : row.GetInt64(0)))
        {
            throw new DumpException($"{(block is { } number ? $"Block {number}" : "A block")}: {problem}.");
        }
    }

    private static Hash32 HashAt(DuckDBDataReader row, int column) =>
        row.IsDBNull(column) ? default : Hash32.FromBytes(row.GetFieldValue<byte[]>(column));
}

using System.Globalization;
using Souk.DuckDb;

namespace Souk.Indexer.Files;

/// <summary>The logs of one or more dumps in one temporary table, checked, without doubles.</summary>
internal sealed class LogDump(DuckDBConnection connection)
{
    public const string Table = "temp.dump_log";

    private const int TopicCount = 4;

    private static readonly string[] NotNull =
    [
        "block_number",
        "log_index",
        "transaction_index",
        "transaction_hash",
        "address",
        "data",
    ];

    /// <summary>The dialects of the files, each once.</summary>
    public IReadOnlyList<string> Dialects { get; private set; } = [];

    /// <summary>Rows of the files.</summary>
    public long RowCount { get; private set; }

    /// <summary>Rows that another row repeats.</summary>
    public long DoubleCount { get; private set; }

    /// <exception cref="DumpException">Unknown columns, a bad value, or two logs in one place; names the first.</exception>
    public void Load(IReadOnlyList<string> paths)
    {
        HashSet<string> dialects = [];
        List<string> selects = [];
        foreach (string path in paths)
        {
            var file = DumpFile.Open(connection, path);
            var dialect = DumpDialect.Recognise(path, "logs", DumpDialect.Logs, [.. file.Types.Keys]);
            dialects.Add(dialect.Name);
            selects.Add(Select(file, dialect));
        }

        Dialects = [.. dialects];
        Run($"create or replace temp table dump_row as\n{string.Join("\nunion all\n", selects)}");
        RowCount = connection.Scalar<long>("select count(*) from temp.dump_row");
        RequireValues();
        Run(
            "create or replace temp table dump_log as select distinct * exclude (file, row, topic_fault) from temp.dump_row"
        );
        DoubleCount = RowCount - connection.Scalar<long>($"select count(*) from {Table}");
        Run("drop table temp.dump_row");
        RequirePlaces();
    }

    private static string Select(DumpFile file, DumpDialect dialect)
    {
        bool isList = dialect != DumpDialect.CryoLogs;
        string list = file.Text("topics");
        IEnumerable<string> topics = Enumerable
            .Range(0, TopicCount)
            .Select(index => isList ? DumpText.Topic(list, index) : file.Text($"topic{index}"));
        string time = file.Text("block_timestamp", "timestamp", "timeStamp");
        string timeType = (string[])["block_timestamp", "timestamp", "timeStamp"] is var names
            ? file.Types.GetValueOrDefault(names.FirstOrDefault(file.Has) ?? "", "")
            : "";
        string fault = isList
            ? $"not {DumpText.IsList(list)} or len(regexp_extract_all({list}, '0x')) > {TopicCount}"
            : "false";
        string[] bytes = [.. topics.Select((topic, index) => $"{Topic(topic)} as topic{index}")];
        string faults = string.Join(
            " or ",
            topics.Select(topic => $"({topic} is not null and {Topic(topic)} is null)").Prepend($"({fault})")
        );
        return $"""
            select
                '{file.Path.Replace("'", "''", StringComparison.Ordinal)}' as file,
                row_number() over () as row,
                {DumpText.Integer(file.Text("block_number", "blockNumber"))} as block_number,
                ({DumpText.Integer(file.Text("log_index", "logIndex"))})::integer as log_index,
                ({DumpText.Integer(file.Text("transaction_index", "transactionIndex"))})::integer as transaction_index,
                {DumpText.Bytes(file.Text("transaction_hash", "transactionHash"), 32)} as transaction_hash,
                {DumpText.Bytes(file.Text("block_hash", "blockHash"), 32)} as block_hash,
                {DumpText.Time(time, timeType.StartsWith("TIMESTAMP", StringComparison.Ordinal))} as time,
                {DumpText.Bytes(file.Text("address"), 20)} as address,
                {string.Join(",\n    ", bytes)},
                {DumpText.Bytes($"coalesce({file.Text("data")}, '0x')")} as data,
                lower(coalesce({file.Text("removed")}, 'false')) = 'true' as removed,
                {faults} as topic_fault
            from {file.Source}
            """;
    }

    private static string Topic(string text) => DumpText.Bytes(text, 32);

    private void RequireValues()
    {
        string which = string.Join("\n", NotNull.Select(name => $"when {name} is null then '{name}'"));
        var bad = connection.Query(
            $"""
            with fault as (
                select file, row, case {which} when topic_fault then 'topics' when removed then 'removed' end as name
                from temp.dump_row
            )
            select file, row, name, count(*) over () from fault where name is not null order by file, row limit 1
            """,
            row => (File: row.GetString(0), Row: row.GetInt64(1), Name: row.GetString(2), Count: row.GetInt64(3))
        );
        foreach ((string file, long row, string name, long count) in bad)
        {
            string what =
                name == "removed" ? "it is a log that a reorg removed" : $"{name} is missing or no such value";
            throw new DumpException(
                string.Create(CultureInfo.InvariantCulture, $"{file}, row {row}: {what} ({count} such rows in all).")
            );
        }
    }

    private void RequirePlaces()
    {
        var twice = connection.Query(
            $"""
            select block_number, log_index
            from {Table}
            group by all
            having count(*) > 1
            order by all
            limit 1
            """,
            row => (Block: row.GetInt64(0), Log: row.GetInt32(1))
        );
        foreach ((long block, int log) in twice)
        {
            throw new DumpException(
                $"Log {log} of block {block} is there twice with different contents: the dumps are of two branches, or one is damaged."
            );
        }
    }

    private void Run(string sql)
    {
        try
        {
            connection.Execute(sql);
        }
        catch (DuckDBException exception) when (!exception.IsDiskFull)
        {
            throw new DumpException($"The dump cannot be read: {exception.Message}", exception);
        }
    }
}

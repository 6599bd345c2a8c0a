namespace Souk.Indexer.Files;

/// <summary>How a tool that writes dumps names its columns. Each name is SQL that reads text from the column, or null.
/// </summary>
/// <param name="Name">Of the tool.</param>
/// <param name="Required">Columns that tell the dialect and that it cannot do without.</param>
internal sealed record DumpDialect(string Name, IReadOnlyList<string> Required)
{
    /// <summary>Logs as cryo writes them: topics in columns of their own.</summary>
    public static readonly DumpDialect CryoLogs = new(
        "cryo",
        [
            "block_number",
            "transaction_index",
            "log_index",
            "transaction_hash",
            "address",
            "topic0",
            "topic1",
            "topic2",
            "topic3",
            "data",
        ]
    );

    /// <summary>Logs as ethereum-etl and the public data sets made by it have them: topics in one list.</summary>
    public static readonly DumpDialect EtlLogs = new(
        "ethereum-etl",
        ["block_number", "transaction_index", "log_index", "transaction_hash", "address", "topics", "data"]
    );

    /// <summary>Logs as eth_getLogs answers them and explorers export them.</summary>
    public static readonly DumpDialect RpcLogs = new(
        "eth_getLogs",
        ["blockNumber", "transactionIndex", "logIndex", "transactionHash", "address", "topics", "data"]
    );

    public static readonly IReadOnlyList<DumpDialect> Logs = [CryoLogs, EtlLogs, RpcLogs];

    public static readonly IReadOnlyList<DumpDialect> Blocks =
    [
        new("cryo", ["block_number", "block_hash", "timestamp"]),
        new("ethereum-etl", ["number", "hash", "timestamp", "parent_hash"]),
        new("eth_getBlockByNumber", ["number", "hash", "timestamp", "parentHash"]),
    ];

    /// <summary>The dialect whose columns are all there.</summary>
    /// <exception cref="DumpException">None; names what the closest one lacks.</exception>
    public static DumpDialect Recognise(
        string file,
        string what,
        IReadOnlyList<DumpDialect> known,
        IReadOnlyCollection<string> columns
    )
    {
        if (known.FirstOrDefault(dialect => dialect.Required.All(columns.Contains)) is { } match)
        {
            return match;
        }

        DumpDialect closest = known.MinBy(dialect => dialect.Required.Count(column => !columns.Contains(column)))!;
        IEnumerable<string> missing = closest.Required.Where(column => !columns.Contains(column));
        throw new DumpException(
            $"{file} is no dump of {what} that we know: closest is {closest.Name}, of which it lacks "
                + $"{string.Join(", ", missing)}. It has {string.Join(", ", columns)}."
        );
    }
}

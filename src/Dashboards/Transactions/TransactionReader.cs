using Souk.Dashboards.Records;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Transactions;

/// <summary>Reads one transaction with its decoded events and the facts that they show.</summary>
internal static class TransactionReader
{
    /// <param name="block">Where it is known, the search is short; a wrong one finds nothing.</param>
    /// <returns>Null where no log of such a transaction is stored.</returns>
    public static TransactionView? Find(DuckDBConnection connection, int chainId, Hash32 hash, long? block)
    {
        MetricTable logs = RecordQuery.Run(
            connection,
            "transaction",
            ("chain", chainId),
            ("high", hash.High),
            ("low", hash.Low),
            ("block", block)
        );
        if (logs.Rows.Count == 0)
        {
            return null;
        }

        object?[] first = logs.Rows[0];
        long number = logs.Value<long>(first, "block_number");
        ILookup<int, MappedFact> facts = ReadFacts(connection, chainId, number);
        EventReader events = new(connection, chainId, number);
        return new TransactionView(
            chainId,
            hash,
            number,
            logs.Value<string>(first, "block_hash"),
            logs.Value<DateTime>(first, "time"),
            logs.Value<string>(first, "proof"),
            logs.Value<bool>(first, "is_final"),
            [.. logs.Rows.Select(row => LogOf(logs, row, events, facts))]
        );
    }

    private static LogView LogOf(MetricTable logs, object?[] row, EventReader events, ILookup<int, MappedFact> facts)
    {
        int index = logs.Value<int>(row, "log_index");
        string system = logs.Value<string>(row, "system");
        string kind = logs.Value<string>(row, "kind");
        (string? definition, IReadOnlyList<EventValue> values) = events.Find(system, kind, index);
        return new LogView(
            index,
            logs.Value<string>(row, "contract"),
            system,
            kind,
            logs.Value<string>(row, "name"),
            logs.Value<string>(row, "topic0"),
            "0x" + Convert.ToHexStringLower(logs.Value<byte[]>(row, "data")),
            definition,
            values,
            [.. facts[index]],
            logs.Value<string>(row, "quarantine")
        );
    }

    private static ILookup<int, MappedFact> ReadFacts(DuckDBConnection connection, int chainId, long block)
    {
        MetricTable rows = RecordQuery.Run(connection, "mapped", ("chain", chainId), ("block", block));
        return rows.Rows.ToLookup(
            row => rows.Value<int>(row, "log_index"),
            row => new MappedFact(
                rows.Value<string>(row, "kind"),
                rows.Value<string>(row, "what"),
                rows.Value<string>(row, "system"),
                row[4] as string,
                row[5] as string,
                row[6] is Int128 amount ? amount : null,
                rows.Value<string>(row, "symbol"),
                rows.Value<int>(row, "decimals"),
                rows.Value<string>(row, "asset_key")
            )
        );
    }
}

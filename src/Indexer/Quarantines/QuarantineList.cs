using Souk.DuckDb;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Quarantines;

/// <summary>What a warehouse keeps aside because it could not be decoded, called or mapped.</summary>
/// <param name="Counts">By chain, system and reason, over all entries.</param>
/// <param name="Entries">By chain and place, no more than were asked for.</param>
public sealed record QuarantineList(IReadOnlyList<QuarantineCount> Counts, IReadOnlyList<QuarantinedLog> Entries)
{
    public const int EntriesDefault = 100;

    /// <param name="countMax">Entries to list; the counts are of all.</param>
    public static QuarantineList Read(DuckDBConnection connection, int countMax = EntriesDefault) =>
        new(ReadCounts(connection), ReadEntries(connection, countMax));

    private static List<QuarantineCount> ReadCounts(DuckDBConnection connection) =>
        connection.Query(
            """
            select q.chain_id, coalesce(c.system, '?'), q.reason, count(*)
            from chain.quarantine q
            left join chain.contract c on c.chain_id = q.chain_id and c.address_id = q.address_id
            group by all
            order by all
            """,
            row => new QuarantineCount(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetInt64(3))
        );

    private static List<QuarantinedLog> ReadEntries(DuckDBConnection connection, int countMax) =>
        connection.Query(
            """
            select
                q.chain_id, q.block_number, q.log_index, a.address, c.name, q.reason, q.detail,
                t.hash_high, t.hash_low, l.data
            from chain.quarantine q
            join chain.address a on a.address_id = q.address_id
            left join chain.contract c on c.chain_id = q.chain_id and c.address_id = q.address_id
            left join chain.log l
                on l.chain_id = q.chain_id
                and l.block_number = q.block_number
                and l.log_index = q.log_index
            left join chain.topic t on t.topic_id = l.topic0_id
            order by q.chain_id, q.block_number, q.log_index nulls first, q.reason, q.detail
            limit $count
            """,
            row => new QuarantinedLog(
                row.GetInt32(0),
                row.GetInt64(1),
                row.IsDBNull(2) ? null : row.GetInt32(2),
                new Address(row.GetFieldValue<byte[]>(3)).ToString(),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.GetString(5),
                row.GetString(6),
                row.IsDBNull(7)
                    ? null
                    : new Hash32(row.GetFieldValue<UInt128>(7), row.GetFieldValue<UInt128>(8)).ToString(),
                row.IsDBNull(9) ? null : Hex.From(row.GetFieldValue<byte[]>(9))
            ),
            ("count", countMax)
        );
}

/// <param name="System">? where the contract is no longer known.</param>
/// <param name="Reason"><c>event</c>: a log does not fit its event; <c>value</c>: a contract gave no such value;
/// <c>amount</c>: an integer that market tables cannot hold.</param>
public sealed record QuarantineCount(int ChainId, string System, string Reason, long Count);

/// <param name="LogIndex">Null for a value.</param>
/// <param name="Topic0">0x and 64 hex digits; null for a value.</param>
/// <param name="Data">The log's raw data; null for a value.</param>
public sealed record QuarantinedLog(
    int ChainId,
    long Block,
    int? LogIndex,
    string Contract,
    string? Name,
    string Reason,
    string Detail,
    string? Topic0,
    string? Data
);

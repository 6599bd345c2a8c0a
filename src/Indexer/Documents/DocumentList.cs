using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Documents;

/// <summary>What is known of the documents that contracts point to.</summary>
/// <param name="Counts">References by system and status, over all.</param>
/// <param name="Entries">References that are not verified, gravest first, no more than were asked for.</param>
public sealed record DocumentList(IReadOnlyList<DocumentCount> Counts, IReadOnlyList<DocumentEntry> Entries)
{
    public const int EntriesDefault = 20;

    private const string Gravity =
        "list_position(['mismatched', 'missing', 'unreachable', 'too_large', 'refused', 'pending'], status)";

    public long CountOf(string status) => Counts.Where(count => count.Status == status).Sum(count => count.References);

    /// <param name="countMax">Entries to list; the counts are of all.</param>
    public static DocumentList Read(DuckDBConnection connection, int countMax = EntriesDefault) =>
        new(
            connection.Query(
                "select system, status, count(*) from document.status group by all order by all",
                row => new DocumentCount(row.GetString(0), row.GetString(1), row.GetInt64(2))
            ),
            connection.Query(
                $"""
                select s.chain_id, s.block_number, s.log_index, s.system, a.address, s.uri, s.status, s.reason
                from document.status s
                join chain.address a on a.address_id = s.contract_id
                where s.status <> 'verified'
                order by {Gravity} nulls last, s.chain_id, s.block_number, s.log_index, s.uri
                limit $count
                """,
                row => new DocumentEntry(
                    row.GetInt32(0),
                    row.GetInt64(1),
                    row.GetInt32(2),
                    row.GetString(3),
                    new Address(row.GetFieldValue<byte[]>(4)).ToString(),
                    row.GetString(5),
                    row.GetString(6),
                    row.GetString(7)
                ),
                ("count", countMax)
            )
        );
}

public sealed record DocumentCount(string System, string Status, long References);

/// <param name="Uri">As the contract gave it: any text, of any length.</param>
/// <param name="Reason">Why it has that status, in words that are fit for a terminal.</param>
public sealed record DocumentEntry(
    int ChainId,
    long Block,
    int LogIndex,
    string System,
    string Contract,
    string Uri,
    string Status,
    string Reason
);

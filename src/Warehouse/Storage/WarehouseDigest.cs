using System.Security.Cryptography;
using System.Text;
using Souk.DuckDb;

namespace Souk.Warehouse.Storage;

/// <summary>One hash over all facts, equal for equal facts however they were indexed.</summary>
/// <remarks>Covers the tables of chain, event and market, but neither dictionaries nor what tells how the facts were
/// read: ranges, finality, reorgs, limits of endpoints, which chains are made up. Ids are replaced by what they stand for, rows are sorted, so
/// neither the order of discovery nor the size of ranges shows.
/// </remarks>
public static class WarehouseDigest
{
    private const char LineEnd = '\n';

    private static readonly string[] Bookkeeping =
    [
        "chain.address",
        "chain.topic",
        "chain.range",
        "chain.finality",
        "chain.reorg",
        "chain.removed_log",
        "chain.removed_row",
        "chain.endpoint_limit",
        "chain.account",
        "chain.runtime",
        "chain.development",
    ];

    /// <summary>SHA-256 in 64 lower-case hex digits.</summary>
    public static string Compute(DuckDBConnection connection)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string table, string digest) in ComputeByTable(connection))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{table} {digest}{LineEnd}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The digest of each table that has rows, by name: tells where two warehouses differ.</summary>
    public static IReadOnlyList<(string Table, string Digest)> ComputeByTable(DuckDBConnection connection)
    {
        List<(string Table, string Digest)> digests = [];
        foreach (IGrouping<string, FactColumn> table in FactColumn.ReadAll(connection).GroupBy(column => column.Table))
        {
            if (!Bookkeeping.Contains(table.Key) && DigestOf(connection, [.. table]) is { } digest)
            {
                digests.Add((table.Key, digest));
            }
        }

        return digests;
    }

    private static string? DigestOf(DuckDBConnection connection, IReadOnlyList<FactColumn> columns)
    {
        // Most tables of a small warehouse are empty, and the query below takes milliseconds to plan.
        string table = $"\"{columns[0].Schema}\".\"{columns[0].TableName}\"";
        if (connection.Scalar<long>($"select count(*) from {table}") == 0)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            with line as (
                select concat_ws(chr(31), {string.Join(", ", columns.Select(Shown))}) as text
                from {table} as fact
            )
            select text from line order by text
            """;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(reader.GetString(0) + LineEnd));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // NULL is a character that no other value starts with.
    private static string Shown(FactColumn column) => $"coalesce({column.Text()}, chr(26))";
}

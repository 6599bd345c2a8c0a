using System.Numerics;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.EndToEnd.Tests;

/// <summary>Numbers straight from chain.log: no event table, no canonical table, no metric takes part.</summary>
/// <remarks>`logs` has one row per log of one event of one contract kind, with its words: topics as `t1` to `t3`, data as `d0` to
/// `d4`, all HUGEINT, and addresses among them as `a…` text.</remarks>
internal sealed class RawLogs(DuckDBConnection connection)
{
    private const int WordCount = 5;

    /// <summary>Runs a query over the table `logs`.</summary>
    public List<T> Query<T>(string kind, string signature, string sql, Func<DuckDBDataReader, T> read)
    {
        Hash32 topic0 = EventSignature.Parse(signature).Topic0;
        string data = string.Join(",\n", Enumerable.Range(0, WordCount).Select(DataWord));
        string topics = string.Join(",\n", Enumerable.Range(1, 3).Select(TopicWord));
        return connection.Query(
            $"""
            with logs as (
                select l.chain_id, b.time, b.number as block_number, l.log_index, '0x' || lower(hex(a.address)) as contract,
                {topics},
                {data}
                from chain.log l
                join chain.block b on b.chain_id = l.chain_id and b.number = l.block_number
                join chain.address a on a.address_id = l.address_id
                join chain.contract c on c.chain_id = l.chain_id and c.address_id = l.address_id and c.kind = $kind
                join chain.topic t on t.topic_id = l.topic0_id and t.hash_high = $high and t.hash_low = $low
            )
            {sql}
            """,
            read,
            ("kind", kind),
            ("high", topic0.High),
            ("low", topic0.Low)
        );
    }

    public BigInteger Number(string kind, string signature, string sql) =>
        Query(kind, signature, sql, row => row.IsDBNull(0) ? 0 : row.GetFieldValue<BigInteger>(0)).Single();

    private static string DataWord(int word)
    {
        int first = (32 * word) + 1;
        // The upper half must be empty: an amount of 2^128 and more would read wrong, so it reads as NULL.
        return $"""
            if(octet_length(data) >= {first + 31} and data[{first}:{first + 15}] = '{Zeros}'::blob, try_cast(data[{first
                + 16}:{first + 31}]::bit as hugeint), null) as d{word},
            '0x' || lower(hex(data[{first + 12}:{first + 31}])) as ad{word}
            """;
    }

    private static string TopicWord(int topic) =>
        $"""
            if(topic{topic}_high = 0, try_cast(topic{topic}_low as hugeint), null) as t{topic},
            '0x' || lower(right(lpad(hex(topic{topic}_high), 32, '0'), 8) || lpad(hex(topic{topic}_low), 32, '0')) as at{topic}
            """;

    private static string Zeros => string.Concat(Enumerable.Repeat("\\x00", 16));
}

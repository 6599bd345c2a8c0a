using System.Data.Common;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>Reads the files of a segment as what an endpoint gave.</summary>
internal static class SegmentReader
{
    /// <summary>The contracts that factories announced in a segment.</summary>
    public static IReadOnlyList<ChainContract> ReadDiscovered(string folder, ChainManifest chain)
    {
        using DuckDBConnection connection = SegmentTables.Open();
        return ReadContracts(connection, folder, chain);
    }

    /// <param name="known">Contracts by address that were known before, for values that are theirs.</param>
    /// <exception cref="SegmentException">The rows are not those that the note tells of.</exception>
    public static BlockBatch Read(string folder, SegmentNote note, ChainManifest chain, ContractSet known)
    {
        using DuckDBConnection connection = SegmentTables.Open();
        List<BlockHeader> headers = connection.Query(
            $"select number, hash, parent, time from {SegmentTables.Source(folder, "block")} order by number",
            row => new BlockHeader(row.GetInt64(0), Hash(row, 1), Hash(row, 2), row.GetDateTime(3))
        );
        if (headers.Count != note.Blocks.Count || headers[0].Number != note.FromBlock)
        {
            throw new SegmentException(
                $"{folder} has {headers.Count} of {note.Blocks.Count} blocks.",
                isDiscrepancy: true
            );
        }

        LogColumns logs = ReadLogs(connection, folder, headers);
        IReadOnlyList<ChainContract> discovered = ReadContracts(connection, folder, chain);
        Hash32 payload = PayloadHash.Of(logs);
        return logs.Count == note.Logs && payload.ToString() == note.Payload
            ? new BlockBatch(
                note.Blocks,
                note.Endpoint,
                headers,
                logs,
                discovered,
                ReadValues(connection, folder, address => known.Find(address) ?? Find(discovered, address, folder))
            )
            {
                Payload = payload,
                Proof = Enum.Parse<ProofLevel>(note.Proof, ignoreCase: true),
            }
            : throw new SegmentException($"{folder} has other logs than it says.", isDiscrepancy: true);
    }

    private static LogColumns ReadLogs(DuckDBConnection connection, string folder, List<BlockHeader> headers)
    {
        LogColumns logs = new();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"select * from {SegmentTables.Source(folder, "log")} order by block_number, log_index";
        using DuckDBDataReader reader = command.ExecuteReader();
        Span<Hash32> topics = stackalloc Hash32[LogColumns.TopicsPerLog];
        while (reader.NextChunk() is { } chunk)
        {
            for (int row = 0; row < chunk.Count; row++)
            {
                long block = chunk.Column<long>(0)[row];
                var head = new LogHead(
                    block,
                    headers[(int)(block - headers[0].Number)].Hash,
                    chunk.Column<int>(1)[row],
                    chunk.Column<int>(2)[row],
                    Hash32.FromBytes(chunk.Bytes(3, row)),
                    new Address(chunk.Bytes(4, row))
                );
                int count = ReadTopics(chunk.Bytes(5, row), topics);
                logs.Add(head, topics[..count], chunk.Bytes(6, row));
            }
        }

        return logs;
    }

    private static int ReadTopics(ReadOnlySpan<byte> bytes, Span<Hash32> topics)
    {
        int count = bytes.Length / Hash32.ByteCount;
        for (int topic = 0; topic < count; topic++)
        {
            topics[topic] = Hash32.FromBytes(bytes.Slice(topic * Hash32.ByteCount, Hash32.ByteCount));
        }

        return count;
    }

    private static List<ChainContract> ReadContracts(DuckDBConnection connection, string folder, ChainManifest chain) =>
        connection.Query(
            $"select address, system, kind, name, from_block, discovered_block from {SegmentTables.Source(folder, "contract")} order by address",
            row => new ChainContract(
                row.GetString(1),
                chain.Manifests.First(manifest => manifest.System == row.GetString(1)).KindOf(row.GetString(2)),
                row.GetString(3),
                new Address(row.GetFieldValue<byte[]>(0)),
                row.GetInt64(4),
                row.GetInt64(5)
            )
        );

    private static List<ContractValues> ReadValues(
        DuckDBConnection connection,
        string folder,
        Func<Address, ChainContract> contractAt
    ) =>
        [
            .. connection
                .Query(
                    $"select address, block_number, place, result from {SegmentTables.Source(folder, "value")} order by address, place",
                    row =>
                        (
                            Address: new Address(row.GetFieldValue<byte[]>(0)),
                            Block: row.GetInt64(1),
                            Place: row.GetInt32(2),
                            Result: row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)
                        )
                )
                .GroupBy(row => (row.Address, row.Block))
                .Select(group =>
                {
                    ChainContract contract = contractAt(group.Key.Address);
                    return new ContractValues(
                        contract,
                        group.Key.Block,
                        [
                            .. group.Select(row =>
                                row.Result is null
                                    ? null
                                    : contract.Kind.Values[row.Place].Function.DecodeResult(row.Result)[0]
                            ),
                        ]
                    );
                }),
        ];

    private static ChainContract Find(IReadOnlyList<ChainContract> discovered, Address address, string folder) =>
        discovered.FirstOrDefault(contract => contract.Address == address)
        ?? throw new SegmentException(
            $"{folder} has values of {address}, which nobody announced.",
            isDiscrepancy: true
        );

    private static Hash32 Hash(DbDataReader row, int column) => Hash32.FromBytes(row.GetFieldValue<byte[]>(column));
}

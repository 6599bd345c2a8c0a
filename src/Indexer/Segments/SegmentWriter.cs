using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>Puts the blocks of a segment into its tables, in their order: the same blocks give the same files.</summary>
internal sealed class SegmentWriter(DuckDBConnection connection)
{
    public void Write(BlockBatch batch)
    {
        WriteBlocks(batch.Headers);
        WriteLogs(batch.Logs);
        WriteContracts(batch.Discovered);
        WriteValues(batch.Values);
    }

    private void WriteBlocks(IReadOnlyList<BlockHeader> headers)
    {
        using DuckDBAppender appender = connection.CreateAppender("block");
        foreach (BlockHeader header in headers)
        {
            appender
                .CreateRow()
                .AppendValue(header.Number)
                .AppendValue((object)header.Hash.ToBytes())
                .AppendValue((object)header.Parent.ToBytes())
                .AppendValue(header.Time)
                .EndRow();
        }
    }

    private void WriteLogs(LogColumns logs)
    {
        using DuckDBAppender appender = connection.CreateAppender("log");
        Span<byte> bytes = stackalloc byte[LogColumns.TopicsPerLog * Hash32.ByteCount];
        for (int start = 0; start < logs.Count; start += DuckDBAppenderChunk.RowsMax)
        {
            int count = Math.Min(DuckDBAppenderChunk.RowsMax, logs.Count - start);
            DuckDBAppenderChunk chunk = appender.CreateChunk();
            logs.BlockNumbers.Slice(start, count).CopyTo(chunk.Column<long>(0));
            logs.LogIndexes.Slice(start, count).CopyTo(chunk.Column<int>(1));
            logs.TransactionIndexes.Slice(start, count).CopyTo(chunk.Column<int>(2));
            for (int row = 0; row < count; row++)
            {
                int log = start + row;
                logs.TransactionHashes[log].CopyTo(bytes);
                chunk.SetBytes(3, row, bytes[..Hash32.ByteCount]);
                logs.Addresses[log].CopyTo(bytes);
                chunk.SetBytes(4, row, bytes[..Address.ByteCount]);
                chunk.SetBytes(5, row, Joined(logs.TopicsOf(log), bytes));
                chunk.SetBytes(6, row, logs.DataOf(log));
            }

            chunk.EndChunk(count);
        }
    }

    private void WriteContracts(IReadOnlyList<ChainContract> contracts)
    {
        using DuckDBAppender appender = connection.CreateAppender("contract");
        foreach (ChainContract contract in contracts)
        {
            appender
                .CreateRow()
                .AppendValue((object)contract.Address.ToBytes())
                .AppendValue((object)contract.System)
                .AppendValue((object)contract.Kind.Name)
                .AppendValue((object)contract.Name)
                .AppendValue(contract.FromBlock)
                .AppendValue(contract.DiscoveredBlock)
                .EndRow();
        }
    }

    private void WriteValues(IReadOnlyList<ContractValues> values)
    {
        using DuckDBAppender appender = connection.CreateAppender("value");
        foreach (ContractValues of in values)
        {
            for (int place = 0; place < of.Results.Count; place++)
            {
                FunctionSignature function = of.Contract.Kind.Values[place].Function;
                byte[]? result = of.Results[place] is { } value
                    ? AbiEncoder.Encode([function.Outputs[0].Type], [value])
                    : null;
                appender
                    .CreateRow()
                    .AppendValue((object)of.Contract.Address.ToBytes())
                    .AppendValue(of.Block)
                    .AppendValue(place)
                    .AppendValue((object?)result)
                    .EndRow();
            }
        }
    }

    private static ReadOnlySpan<byte> Joined(ReadOnlySpan<Hash32> topics, Span<byte> bytes)
    {
        for (int topic = 0; topic < topics.Length; topic++)
        {
            topics[topic].CopyTo(bytes[(topic * Hash32.ByteCount)..]);
        }

        return bytes[..(topics.Length * Hash32.ByteCount)];
    }
}

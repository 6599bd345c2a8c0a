using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Fetches ranges whole: headers, logs of all contracts, and contracts that appear on the way.</summary>
internal sealed class RangeFetcher(ChainSource source, ContractSet contracts, RetryPolicy retry)
{
    /// <summary>Contracts that make contracts that make contracts…: deepest nesting within one range.</summary>
    private const int DiscoveryRoundsMax = 32;

    /// <exception cref="Rpc.RpcException">The endpoint fails.</exception>
    /// <exception cref="SyncException">The endpoint contradicts itself, again and again.</exception>
    public async Task<BlockBatch> FetchAsync(BlockRange range, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            (LogColumns logs, IReadOnlyList<ChainContract> discovered) = await ReadLogsAsync(range, cancellation);
            IReadOnlyList<BlockHeader> headers = await source.ReadHeadersAsync(range, cancellation);
            if (FindContradiction(range, headers, logs) is not { } contradiction)
            {
                IReadOnlyList<ContractValues> values = await ReadValuesAsync(range, discovered, cancellation);
                return new BlockBatch(range, source.Name, headers, logs, discovered, values);
            }

            if (attempt == RetryPolicy.AttemptsMax)
            {
                throw new SyncException(
                    SyncProblem.Inconsistent,
                    $"{source.Name} contradicts itself on blocks {range}: {contradiction}. Use another endpoint."
                );
            }

            await retry.WaitAsync(attempt, retryAfter: null, cancellation);
        }
    }

    /// <summary>Reads until no further contract appears; each is read from its own first block.</summary>
    private async Task<(LogColumns, IReadOnlyList<ChainContract>)> ReadLogsAsync(
        BlockRange range,
        CancellationToken cancellation
    )
    {
        LogColumns logs = await ReadLogsAsync(contracts.ReadIn(range), range, cancellation);
        Dictionary<Address, ChainContract> discovered = [];
        for (int round = 1; ; round++)
        {
            logs.Sort();
            Dictionary<Address, ChainContract> announced = FindAnnounced(logs, discovered);
            List<ChainContract> fresh =
            [
                .. announced.Values.Where(contract => discovered.GetValueOrDefault(contract.Address) != contract),
            ];
            if (fresh.Count == 0)
            {
                return (logs, [.. discovered.Values.OrderBy(contract => contract.Address)]);
            }

            if (round == DiscoveryRoundsMax)
            {
                throw new SyncException(
                    SyncProblem.Inconsistent,
                    $"Factories nest more than {DiscoveryRoundsMax} deep in blocks {range}. Use smaller ranges."
                );
            }

            // A contract announced again at an earlier place is read anew from there.
            HashSet<Address> freshAddresses = [.. fresh.Select(contract => contract.Address)];
            logs.RemoveAll(log => freshAddresses.Contains(logs.Addresses[log]));
            logs.Append(await ReadLogsAsync(fresh, range, cancellation));
            fresh.ForEach(contract => discovered[contract.Address] = contract);
        }
    }

    /// <summary>New contracts by address, each as its first announcement has it.</summary>
    private Dictionary<Address, ChainContract> FindAnnounced(
        LogColumns sortedLogs,
        Dictionary<Address, ChainContract> discovered
    )
    {
        Dictionary<Address, ChainContract> announced = [];
        for (int log = 0; log < sortedLogs.Count; log++)
        {
            Address address = sortedLogs.Addresses[log];
            ChainContract? writer = contracts.Find(address) ?? discovered.GetValueOrDefault(address);
            foreach (ChainContract contract in writer is null ? [] : contracts.AnnouncedBy(sortedLogs, log, writer))
            {
                if (contracts.Find(contract.Address) is null)
                {
                    announced.TryAdd(contract.Address, contract);
                }
            }
        }

        return announced;
    }

    private async Task<LogColumns> ReadLogsAsync(
        IReadOnlyList<ChainContract> writers,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        if (writers.Count == 0)
        {
            return new LogColumns();
        }

        Dictionary<Address, long> firstBlocks = writers.ToDictionary(
            writer => writer.Address,
            writer => writer.FromBlock
        );
        var asked = new BlockRange(Math.Max(range.From, firstBlocks.Values.Min()), range.To);
        LogColumns logs = await source.ReadLogsAsync([.. firstBlocks.Keys], asked, cancellation);
        logs.RemoveAll(log =>
            firstBlocks.TryGetValue(logs.Addresses[log], out long first) && logs.BlockNumbers[log] < first
        );
        return logs;
    }

    private async Task<IReadOnlyList<ContractValues>> ReadValuesAsync(
        BlockRange range,
        IReadOnlyList<ChainContract> discovered,
        CancellationToken cancellation
    )
    {
        List<ContractValues> values = [];
        foreach (ChainContract contract in contracts.ReadIn(range).Concat(discovered))
        {
            if (!contracts.HasValues(contract) && await source.HasCodeAsync(contract.Address, cancellation))
            {
                values.Add(await ValueReader.ReadAsync(source, contract, range, cancellation));
            }
        }

        return values;
    }

    /// <summary>What cannot be true of one chain, or null. Two calls may be answered by two nodes.</summary>
    private static string? FindContradiction(
        BlockRange range,
        IReadOnlyList<BlockHeader> headers,
        LogColumns sortedLogs
    )
    {
        for (int index = 0; index < headers.Count; index++)
        {
            if (headers[index].Number != range.From + index)
            {
                return $"asked for block {range.From + index} it gave {headers[index].Number}";
            }

            if (index > 0 && headers[index].Parent != headers[index - 1].Hash)
            {
                return $"block {headers[index].Number} is not built on the block before it";
            }
        }

        ReadOnlySpan<long> blocks = sortedLogs.BlockNumbers;
        for (int log = 0; log < blocks.Length; log++)
        {
            long block = blocks[log];
            if (block < range.From || block > range.To)
            {
                return $"it gave a log of block {block}";
            }

            if (sortedLogs.BlockHashes[log] != headers[(int)(block - range.From)].Hash)
            {
                return $"a log names block {block} by another hash than the block has";
            }

            int index = sortedLogs.LogIndexes[log];
            if (log > 0 && blocks[log - 1] == block && sortedLogs.LogIndexes[log - 1] == index)
            {
                return $"log {index} of block {block} came twice";
            }
        }

        return null;
    }
}

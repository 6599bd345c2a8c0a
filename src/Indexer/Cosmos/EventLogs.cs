using Souk.Indexer.Decoding;
using Souk.Indexer.Natives;
using Souk.Indexer.Sources;

namespace Souk.Indexer.Cosmos;

/// <summary>Turns messages and events of a block into logs: the values as the contract ABI has them, and behind them the bytes
/// as the chain has them.</summary>
/// <remarks>A log's index is <see cref="LogsPerEvent"/> times the place of its message or event in the block, and the place of
/// its denomination: it does not depend on what manifests name. A transaction's messages come before its events. Of a
/// transaction that failed nothing counts but the fee that it paid.</remarks>
internal sealed class EventLogs(EventRoutes routes, NativeAccounts accounts, Coins coins)
{
    /// <summary>Amounts with a denomination that one event may have.</summary>
    public const int LogsPerEvent = 1000;

    /// <summary>Types that the SDK writes before it runs a transaction: its fee.</summary>
    private static readonly string[] FeeTypes = ["coin_spent", "coin_received", "transfer", "tx"];

    /// <summary>Adds the messages and events that manifests name.</summary>
    /// <exception cref="SyncException">See <see cref="EventRoutes.Find(CosmosEvent, long)"/>.</exception>
    public void Add(in BlockHeader header, BlockResults results, BlockTransactions transactions, LogColumns logs)
    {
        int place = 0;
        var start = new LogHead(header.Number, header.Hash, 0, NativePhases.Initialization, default, default);
        AddAll(results.Before, start, ref place, logs);
        for (int index = 0; index < results.Transactions.Count; index++)
        {
            TransactionResult result = results.Transactions[index];
            LogHead head = start with { TransactionIndex = index, TransactionHash = transactions.Hashes[index] };
            foreach (ContractMessage message in ContractMessages.Of(transactions.Bytes[index]))
            {
                EventRoute? route = result.Code == 0 ? routes.Find(message, header.Number) : null;
                Add(message.Event, route, message.Bytes, head, place++, logs);
            }

            foreach (CosmosEvent item in result.Events)
            {
                bool counts = result.Code == 0 || FeeTypes.Contains(item.Type);
                Add(item, counts ? routes.Find(item, header.Number) : null, raw: null, head, place++, logs);
            }
        }

        AddAll(results.After, start with { TransactionIndex = NativePhases.Finalization }, ref place, logs);
    }

    private void AddAll(IReadOnlyList<CosmosEvent> items, in LogHead head, ref int place, LogColumns logs)
    {
        foreach (CosmosEvent item in items)
        {
            Add(item, routes.Find(item, head.BlockNumber), raw: null, head, place++, logs);
        }
    }

    private void Add(CosmosEvent item, EventRoute? route, byte[]? raw, in LogHead head, int place, LogColumns logs)
    {
        if (route is null)
        {
            return;
        }

        byte[] bytes = raw ?? item.ToBytes();
        LogHead own = head with { LogIndex = place * LogsPerEvent, Address = route.Contract.Address };
        try
        {
            if (route.Fields is not { } fields)
            {
                throw new FormatException(route.Problem);
            }

            IReadOnlyList<object[]> rows = fields.Read(item, accounts, coins);
            if (rows.Count > LogsPerEvent)
            {
                throw new FormatException($"{rows.Count} denominations, and {LogsPerEvent} are the most");
            }

            for (int row = 0; row < rows.Count; row++)
            {
                byte[] data = AbiEncoder.Encode(fields.Signature.Data, rows[row]);
                logs.Add(own with { LogIndex = own.LogIndex + row }, [fields.Signature.Topic0], [.. data, .. bytes]);
            }
        }
        catch (FormatException exception)
        {
            string problem = route.Problem ?? $"{route.Fields!.Signature.Name}: {exception.Message}.";
            logs.Add(own, [UndecodedEvent.Signature.Topic0], UndecodedEvent.Encode(problem, bytes));
        }
    }
}

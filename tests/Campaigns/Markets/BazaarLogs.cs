using Souk.Campaigns.Chains;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Markets;

/// <summary>Which logs an index of the bazaar must hold: found by plain reading of the chain, with no code of the
/// indexer.</summary>
internal static class BazaarLogs
{
    /// <summary>Logs of all contracts of the manifest and of those announced so far, up to a block.</summary>
    /// <remarks>A shop or stall is read from the block that announces it, whole.</remarks>
    public static List<PlacedLog> UpTo(ChainStage stage, long block)
    {
        Dictionary<Address, (Kind Kind, long From)> contracts = new()
        {
            [Bazaar.Token] = (Kind.Other, 1),
            [Bazaar.Till] = (Kind.Other, 4),
            [Bazaar.Factory] = (Kind.Factory, 2),
        };
        List<PlacedLog> found = [];
        foreach (ScriptedBlock next in stage.Blocks.Where(next => next.Number <= block))
        {
            List<PlacedLog> logs = PlacedLog.In(next);
            while (logs.Any(log => Announce(contracts, log)))
            {
                // An announced contract may itself have announced earlier in the block.
            }

            found.AddRange(logs.Where(log => IsRead(contracts, log)));
        }

        return found;
    }

    private static bool IsRead(Dictionary<Address, (Kind Kind, long From)> contracts, PlacedLog log) =>
        contracts.TryGetValue(log.Log.Contract, out (Kind Kind, long From) contract)
        && contract.From <= log.Block.Number;

    /// <summary>Whether the log makes a contract known.</summary>
    private static bool Announce(Dictionary<Address, (Kind Kind, long From)> contracts, PlacedLog log)
    {
        if (!IsRead(contracts, log) || log.Log.Topics.Length == 0)
        {
            return false;
        }

        Kind writer = contracts[log.Log.Contract].Kind;
        Hash32 topic0 = log.Log.Topics[0];
        if (writer == Kind.Factory && topic0 == Bazaar.ShopOpened.Topic0 && log.Log.Topics.Length == 2)
        {
            var shop = new Address(log.Log.Topics[1].ToBytes().AsSpan(12));
            return contracts.TryAdd(shop, (Kind.Shop, log.Block.Number));
        }

        if (writer == Kind.Shop && topic0 == Bazaar.StallOpened.Topic0)
        {
            var stall = new Address(log.Log.Data.AsSpan(12, Address.ByteCount));
            return contracts.TryAdd(stall, (Kind.Other, log.Block.Number));
        }

        return false;
    }

    private enum Kind
    {
        Factory,
        Shop,
        Other,
    }
}

using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Reads contracts that factories announce within a range.</summary>
internal sealed partial class RangeFetcher
{
    private async Task ReadUntilNoneAppearsAsync(
        FetchedRange fetched,
        IReadOnlyList<ChainContract> writers,
        CancellationToken cancellation
    )
    {
        LogColumns logs = fetched.Logs;
        fetched.Asked.UnionWith(writers.Select(writer => writer.Address));
        for (int round = 1; writers.Count > 0; round++)
        {
            if (round > DiscoveryRoundsMax)
            {
                throw new SyncException(
                    SyncProblem.Inconsistent,
                    $"Factories nest more than {DiscoveryRoundsMax} deep in blocks {fetched.Range}. Use smaller ranges."
                );
            }

            // A contract announced again at an earlier place is read anew from there.
            HashSet<Address> addresses = [.. writers.Select(writer => writer.Address)];
            logs.RemoveAll(log => addresses.Contains(logs.Addresses[log]));
            LogColumns read = await ReadLogsAsync(fetched, writers, cancellation);
            logs.MoveFrom(read);
            LogColumnsPool.Return(read);
            logs.Sort();
            writers = FindAnnounced(fetched);
            foreach (ChainContract contract in writers)
            {
                fetched.Discovered[contract.Address] = contract;
            }
        }
    }

    /// <summary>Contracts that are announced first in this range, and not yet read as their first announcement has
    /// them.</summary>
    private List<ChainContract> FindAnnounced(FetchedRange fetched)
    {
        Dictionary<Address, ChainContract> announced = [];
        LogColumns logs = fetched.Logs;
        for (int log = 0; log < logs.Count; log++)
        {
            Address address = logs.Addresses[log];
            ChainContract? writer = contracts.Find(address) ?? fetched.Discovered.GetValueOrDefault(address);
            foreach (ChainContract contract in writer is null ? [] : contracts.AnnouncedBy(logs, log, writer))
            {
                if (contracts.Find(contract.Address) is null)
                {
                    announced.TryAdd(contract.Address, contract);
                }
            }
        }

        return
        [
            .. announced.Values.Where(contract => fetched.Discovered.GetValueOrDefault(contract.Address) != contract),
        ];
    }
}

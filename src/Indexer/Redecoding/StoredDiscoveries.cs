using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Redecoding;

/// <summary>Finds the contracts that stored logs announce, and sees to it that they are those whose logs were read.
/// </summary>
/// <param name="contracts">Known before the range at hand.</param>
/// <param name="stored">As indexing discovered them.</param>
internal sealed class StoredDiscoveries(int chainId, ContractSet contracts, IReadOnlyList<StoredContract> stored)
{
    private readonly ILookup<long, StoredContract> _stored = stored
        .Where(contract => contract.DiscoveredBlock is not null)
        .ToLookup(contract => contract.DiscoveredBlock!.Value);

    /// <summary>Contracts that are announced in a range, ordered by address.</summary>
    /// <exception cref="SyncException">Others than indexing discovered there: the manifest's factories changed.
    /// </exception>
    public IReadOnlyList<ChainContract> In(BlockRange range, LogColumns sortedLogs)
    {
        Dictionary<Address, ChainContract> discovered = [];
        while (true)
        {
            Dictionary<Address, ChainContract> announced = FindAnnounced(sortedLogs, discovered);
            bool isSettled =
                announced.Count == discovered.Count
                && announced.All(pair => discovered.GetValueOrDefault(pair.Key) == pair.Value);
            if (isSettled)
            {
                break;
            }

            discovered = announced;
        }

        RequireStored(range, discovered);
        return [.. discovered.Values.OrderBy(contract => contract.Address)];
    }

    private Dictionary<Address, ChainContract> FindAnnounced(
        LogColumns sortedLogs,
        Dictionary<Address, ChainContract> discovered
    )
    {
        Dictionary<Address, ChainContract> announced = [];
        ReadOnlySpan<Address> addresses = sortedLogs.Addresses;
        for (int log = 0; log < addresses.Length; log++)
        {
            ChainContract? writer = contracts.Find(addresses[log]) ?? discovered.GetValueOrDefault(addresses[log]);
            if (writer is null)
            {
                continue;
            }

            foreach (ChainContract contract in contracts.AnnouncedBy(sortedLogs, log, writer))
            {
                if (contracts.Find(contract.Address) is null)
                {
                    announced.TryAdd(contract.Address, contract);
                }
            }
        }

        return announced;
    }

    private void RequireStored(BlockRange range, Dictionary<Address, ChainContract> discovered)
    {
        List<StoredContract> expected =
        [
            .. _stored.Where(block => block.Key >= range.From && block.Key <= range.To).SelectMany(block => block),
        ];
        foreach (ChainContract contract in discovered.Values)
        {
            if (!expected.Any(known => known.Address == contract.Address && IsReadLike(known, contract)))
            {
                throw Changed(
                    $"Contract {contract.Address} is announced as {contract.Kind.Name} in block "
                        + $"{contract.DiscoveredBlock}, but its logs from block {contract.FromBlock} on were not read"
                );
            }
        }

        foreach (StoredContract known in expected)
        {
            if (!discovered.ContainsKey(known.Address))
            {
                throw Changed(
                    $"Contract {known.Address} ({known.Kind}) was discovered in block {known.DiscoveredBlock}, but no "
                        + "factory announces it any more"
                );
            }
        }
    }

    private static bool IsReadLike(StoredContract known, ChainContract contract) =>
        known.IsReadLike(contract) && known.DiscoveredBlock == contract.DiscoveredBlock;

    private SyncException Changed(string what) =>
        new(
            SyncProblem.ContractsChanged,
            $"{what} on chain {chainId}. Stored logs do not tell the rest. {ManifestStore.WayOut}"
        );
}

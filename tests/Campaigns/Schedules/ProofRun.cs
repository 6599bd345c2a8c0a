using Souk.Campaigns.Chains;
using Souk.Campaigns.Faults;
using Souk.Campaigns.Markets;
using Souk.Indexer;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Schedules;

/// <summary>Reads one chain through the prover alone, without an index: what it calls proven must be so.</summary>
internal static class ProofRun
{
    /// <returns>What is wrong; null if every block that is called proven has exactly its logs, or the prover stopped.
    /// </returns>
    public static async Task<string?> FindFaultAsync(FaultSchedule schedule, ScriptedChain story, ProofLevel level)
    {
        var chain = new ScriptedChain(story.ChainId, [story.Final]);
        var timeline = new ChainTimeline(chain, [null]);
        var node = new ScriptedNode(chain, schedule.Habits, BazaarContracts.Answers);
        IReadOnlyList<FaultRule> rules = schedule.Endpoints.First(rules => rules.Count > 0);
        using var endpoints = new ScriptedEndpoints(node, timeline, [rules], new FaultTally());
        using var client = new RpcClient(endpoints.Addresses[0], endpoints.Transport(endpoints.Addresses[0]));
        var source = new ChainSource(client, new RetryPolicy(new InstantTime(), TimeSpan.FromMilliseconds(1)));
        Address[] contracts = [Bazaar.Token, Bazaar.Till, Bazaar.Factory, Bazaar.Shop(0), Bazaar.Stall(0)];
        ProvenBlocks proven;
        try
        {
            var range = new BlockRange(0, chain.Final.Head.Number);
            IReadOnlyList<BlockHeader> headers = await source.ReadHeadersAsync(range, CancellationToken.None);
            if (headers.Where((header, index) => header.Hash != chain.Final.Blocks[index].Hash).Any())
            {
                // Another chain's, or out of order: the caller sees that by the chain of parents.
                return null;
            }

            proven = await new BlockProver().ReadAsync(source, headers, contracts, level, CancellationToken.None);
        }
        catch (Exception exception) when (exception is RpcException or SyncException)
        {
            return null;
        }

        for (int block = 0; block < proven.Headers.Count; block++)
        {
            if (FindFault(proven, block, chain.Final.Blocks[block], contracts) is { } fault)
            {
                return $"block {block} at level {proven.Levels[block]}: {fault}";
            }
        }

        return null;
    }

    private static string? FindFault(ProvenBlocks proven, int block, ScriptedBlock truth, Address[] contracts)
    {
        if (proven.Levels[block] < ProofLevel.Receipts)
        {
            // Nothing is claimed.
            return null;
        }

        LogColumns logs = proven.Logs;
        List<string> found =
        [
            .. Enumerable
                .Range(0, logs.Count)
                .Where(log => logs.BlockNumbers[log] == truth.Number)
                .Select(log => $"{logs.LogIndexes[log]} {Convert.ToHexStringLower(logs.DataOf(log))}"),
        ];
        List<string> expected =
        [
            .. PlacedLog
                .In(truth)
                .Where(log => contracts.Contains(log.Log.Contract))
                .Select(log => $"{log.LogIndex} {Convert.ToHexStringLower(log.Log.Data)}"),
        ];
        return found.SequenceEqual(expected) ? null : $"{found.Count} logs instead of {expected.Count}, or others";
    }
}

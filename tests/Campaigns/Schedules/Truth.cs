using System.Collections.Concurrent;
using Souk.Campaigns.Chains;
using Souk.Campaigns.Faults;
using Souk.Campaigns.Markets;
using Souk.Warehouse.Storage;

namespace Souk.Campaigns.Schedules;

/// <summary>What undisturbed indexes of chains hold; each is made once.</summary>
internal sealed class Truth(Bazaar bazaar)
{
    private readonly ConcurrentDictionary<(ulong, bool), Lazy<ScriptedChain>> _chains = [];
    private readonly ConcurrentDictionary<(ulong, bool), Lazy<Task<string>>> _digests = [];

    public ScriptedChain ChainOf(FaultSchedule schedule) =>
        _chains.GetOrAdd(KeyOf(schedule), key => new(() => BazaarStory.Write(key.Item1, key.Item2))).Value;

    /// <summary>The digest over the facts of an undisturbed index of the final chain.</summary>
    public Task<string> DigestOf(FaultSchedule schedule) =>
        _digests.GetOrAdd(KeyOf(schedule), _ => new(() => Task.Run(() => IndexAsync(ChainOf(schedule))))).Value;

    private async Task<string> IndexAsync(ScriptedChain story)
    {
        var chain = new ScriptedChain(story.ChainId, [story.Final]);
        var timeline = new ChainTimeline(chain, [null]);
        var habits = new NodeHabits(ServesFinalized: true, KeepsOrphans: false, LogBlocksMax: 10_000);
        var node = new ScriptedNode(chain, habits, BazaarContracts.Answers);
        using var endpoints = new ScriptedEndpoints(
            node,
            timeline,
            [
                [],
            ],
            new FaultTally()
        );
        using WarehouseFile warehouse = IndexRun.Open(WarehouseFile.InMemory);
        var run = new IndexRun(
            bazaar,
            endpoints.Addresses,
            endpoints.Transport,
            new InstantTime(),
            rangeBlocksMax: 1000
        );
        await run.RunAsync(warehouse, _ => { }, CancellationToken.None);
        return FactDigest.Of(warehouse);
    }

    private static (ulong, bool) KeyOf(FaultSchedule schedule) => (schedule.StorySeed, schedule.BreaksFinality);
}

using System.Security.Cryptography;
using Souk.Campaigns.Chains;
using Souk.Campaigns.Faults;
using Souk.Campaigns.Markets;
using Souk.Campaigns.Schedules;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Segments;
using Souk.Indexer.Sync;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Segments;

/// <summary>A scripted chain of a market with factories that make factories, amounts of 256 bits, and logs that do not decode,
/// with what fetches segments of it, loads them, and indexes it serially.</summary>
internal sealed class SegmentChain : IDisposable
{
    private readonly ScriptedEndpoints _endpoints;
    private readonly Bazaar _bazaar = new();

    public SegmentChain(ulong seed)
    {
        ScriptedChain story = BazaarStory.Write(seed, breaksFinality: false);
        ScriptedChain chain = new(story.ChainId, [story.Final]);
        NodeHabits habits = new(ServesFinalized: true, KeepsOrphans: false, LogBlocksMax: 10_000);
        ScriptedNode node = new(chain, habits, BazaarContracts.Answers);
        _endpoints = new ScriptedEndpoints(
            node,
            new ChainTimeline(chain, [null]),
            [
                [],
            ],
            new FaultTally()
        );
        To = story.Final.Finalized;
    }

    public Bazaar Bazaar => _bazaar;

    /// <summary>The last final block.</summary>
    public long To { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("souk-segments-").FullName;

    public string In(string name) => Path.Combine(Folder, name);

    public Task<BackfillResult> FetchAsync(
        string name,
        int shard,
        int shards,
        long segmentBlocks = 6,
        long? to = null
    ) =>
        SegmentBackfill.RunAsync(
            _bazaar.Manifests,
            Endpoints,
            Options,
            new BackfillPart(to ?? To, segmentBlocks, shard, shards, In(name)),
            progress: null,
            TestContext.Current.CancellationToken
        );

    public SegmentLoadResult Load(WarehouseFile warehouse, string name) =>
        SegmentLoad.Run(_bazaar.Manifests, warehouse, In(name), progress: null, TestContext.Current.CancellationToken);

    public async Task IndexAsync(WarehouseFile warehouse)
    {
        using ManifestSync sync = await ManifestSync.OpenAsync(
            _bazaar.Manifests,
            warehouse,
            Endpoints,
            Options with
            {
                ToBlock = To,
            },
            TestContext.Current.CancellationToken
        );
        await sync.RunAsync(progress: null, TestContext.Current.CancellationToken);
    }

    /// <summary>Every exported file with the hash of its bytes, but those that tell how blocks were read.</summary>
    public string[] Exported(WarehouseFile warehouse)
    {
        string folder = In(Guid.CreateVersion7().ToString("N"));
        WarehouseExport.Write(warehouse.Connection, folder);
        return
        [
            .. Directory
                .GetFiles(folder, "*.parquet", SearchOption.AllDirectories)
                .Select(file =>
                    $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"
                )
                .Where(line =>
                    !line.StartsWith("chain.range", StringComparison.Ordinal)
                    && !line.StartsWith("chain.finality", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    public void Dispose()
    {
        _endpoints.Dispose();
        _bazaar.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private ILookup<int, EndpointAddress> Endpoints =>
        _endpoints.Addresses.ToLookup(_ => Bazaar.ChainId, endpoint => new EndpointAddress(endpoint));

    private SyncOptions Options =>
        new(RangeBlocksMax: 4)
        {
            Proof = ProofLevel.Receipts,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            Time = new InstantTime(),
            Transport = _endpoints.Transport,
        };
}

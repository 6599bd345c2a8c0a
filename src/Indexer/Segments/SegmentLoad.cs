using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>What came of loading.</summary>
/// <param name="Loaded">Segments that were stored now.</param>
/// <param name="Found">Segments whose blocks were stored already.</param>
public sealed record SegmentLoadResult(int ChainId, int Loaded, int Found, long Blocks, long Logs, int Quarantined);

/// <summary>Puts the segments of a backfill into a warehouse, as indexing the same blocks would: each in one write, decoded and
/// mapped on the way.</summary>
public sealed class SegmentLoad
{
    private readonly ChainManifest _chain;
    private readonly ChainStore _store;
    private readonly ContractSet _contracts;
    private readonly string _manifests;

    private SegmentLoad(ChainManifest chain, ChainStore store, ContractSet contracts)
    {
        (_chain, _store, _contracts) = (chain, store, contracts);
        _manifests = SegmentHashes.OfManifests(chain);
    }

    /// <summary>Loads all segments of a folder, after all of them were checked.</summary>
    /// <exception cref="SegmentException">Missing, doubled, altered or foreign segments, or a warehouse that they do not
    /// continue; what was stored before stays.</exception>
    /// <exception cref="SyncException">The warehouse does not fit the manifests; it is unchanged.</exception>
    /// <exception cref="OperationCanceledException">Whole segments that were stored stay.</exception>
    public static SegmentLoadResult Run(
        ManifestSet manifests,
        WarehouseFile warehouse,
        string folder,
        IProgress<double>? progress,
        CancellationToken cancellation
    )
    {
        (string Folder, SegmentNote Note)[] segments = ReadAll(folder);
        int chainId = segments[0].Note.ChainId;
        ChainManifest chain =
            manifests.Chains.FirstOrDefault(chain => chain.ChainId == chainId)
            ?? throw new SegmentException($"{segments[0].Folder} is of chain {chainId}, which no manifest names.");
        SegmentCheck.Check(segments, SegmentHashes.OfManifests(chain));
        var events = new EventSchema(manifests);
        ChainDictionaries dictionaries = ChainDictionaries.Load(warehouse.Connection);
        var recorded = new ManifestStore(warehouse.Connection, dictionaries);
        recorded.Record(manifests, events);
        using var gate = new WriteGate();
        var store = new ChainStore(warehouse.Connection, chain, events, dictionaries, gate);
        var contracts = new ContractSet(chain, recorded.ReadContracts(chain), recorded.ReadValued(chain, events));
        return new SegmentLoad(chain, store, contracts).Load(segments, progress, cancellation);
    }

    private SegmentLoadResult Load(
        (string Folder, SegmentNote Note)[] segments,
        IProgress<double>? progress,
        CancellationToken cancellation
    )
    {
        SegmentLoadResult result = new(_chain.ChainId, 0, 0, 0, 0, 0);
        List<ChainContract> known = [];
        for (int index = 0; index < segments.Length; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            (string folder, SegmentNote note) = segments[index];
            if (note.Known != SegmentHashes.OfKnown(known))
            {
                throw new SegmentException(
                    $"{folder} was fetched without contracts that segments before it announce, or with others. Remove it and fetch it again."
                );
            }

            known.AddRange(SegmentReader.ReadDiscovered(folder, _chain));
            result = IsStored(folder, note)
                ? result with
                {
                    Found = result.Found + 1,
                }
                : Store(folder, note, result, cancellation);
            progress?.Report((double)(index + 1) / segments.Length);
        }

        return result;
    }

    private SegmentLoadResult Store(
        string folder,
        SegmentNote note,
        SegmentLoadResult result,
        CancellationToken cancellation
    )
    {
        BlockBatch batch = SegmentReader.Read(folder, note, _chain, _contracts);
        _contracts.Accept(batch);
        StoredRange stored = _store.Append([batch], _contracts, note.ToBlock, cancellation);
        return result with
        {
            Loaded = result.Loaded + 1,
            Blocks = result.Blocks + batch.Range.Count,
            Logs = result.Logs + stored.LogCount,
            Quarantined = result.Quarantined + stored.QuarantinedCount,
        };
    }

    /// <exception cref="SegmentException">The warehouse has other blocks there, or ends within the segment or before it.</exception>
    private bool IsStored(string folder, SegmentNote note)
    {
        ChainCursor? cursor = _store.ReadCursor();
        if (cursor is null || cursor.Block < note.FromBlock)
        {
            return
                (cursor is null && note.FromBlock == note.Plan.From)
                || (cursor?.Block == note.FromBlock - 1 && cursor.Hash.ToString() == note.Parent)
                ? false
                : throw new SegmentException(
                    $"{folder} does not continue the warehouse, which ends with block {cursor?.Block.ToString() ?? "none"} of chain {_chain.ChainId}{(cursor is null ? "" : $", hash {cursor.Hash}")}."
                );
        }

        IReadOnlyDictionary<long, Hash32> hashes = _store.ReadHashes(new BlockRange(note.ToBlock, note.ToBlock));
        return hashes.TryGetValue(note.ToBlock, out Hash32 hash) && hash.ToString() == note.Tip
            ? true
            : throw new SegmentException(
                cursor.Block < note.ToBlock
                    ? $"The warehouse ends with block {cursor.Block}, within {folder}. Index on from there without segments, or load into a new --db file."
                    : $"The warehouse has another block {note.ToBlock} than {folder}. One of the two is of another branch.",
                isDiscrepancy: true
            );
    }

    private static (string Folder, SegmentNote Note)[] ReadAll(string folder)
    {
        (string Folder, SegmentNote Note)[] segments =
        [
            .. new SegmentFolder(folder).Folders.Select(one => (one, SegmentNote.Read(one))),
        ];
        return segments.Length > 0
            ? segments
            : throw new SegmentException(
                $"{folder} has no segments. Fetch them with souk index backfill --out {folder}."
            );
    }
}

using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>Gathers what a pipeline reads of one segment.</summary>
internal sealed class GatheredBlocks
{
    private readonly List<BlockHeader> _headers = [];
    private readonly LogColumns _logs = new();
    private readonly List<ChainContract> _discovered = [];
    private readonly List<ContractValues> _values = [];
    private readonly SortedSet<string> _endpoints = new(StringComparer.Ordinal);
    private ProofLevel _proof = ProofLevel.Receipts;

    /// <summary>Takes copies, so that the pipeline may have its memory back.</summary>
    public ChainCursor Take(
        IReadOnlyList<BlockBatch> batches,
        Action<BlockBatch> release,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (BlockBatch batch in batches)
        {
            _headers.AddRange(batch.Headers);
            _logs.Append(batch.Logs);
            _discovered.AddRange(batch.Discovered);
            _values.AddRange(batch.Values);
            _endpoints.UnionWith(batch.Endpoint.Split(", "));
            _proof = batch.Proof < _proof ? batch.Proof : _proof;
            release(batch);
        }

        return new ChainCursor(_headers[^1].Number, _headers[^1].Hash);
    }

    public BlockBatch ToBatch(BlockRange blocks) =>
        new(
            blocks,
            string.Join(", ", _endpoints),
            _headers,
            _logs,
            [.. _discovered.OrderBy(contract => contract.Address)],
            [.. _values.OrderBy(values => values.Contract.Address)]
        )
        {
            Payload = PayloadHash.Of(_logs),
            Proof = _proof,
        };
}

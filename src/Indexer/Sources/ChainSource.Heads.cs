using System.Text.Json;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <content>How far the chain is, and what of it is final.</content>
public sealed partial class ChainSource
{
    /// <summary>The newest block: of all endpoints that are well, what the one says that is farthest; of those equally
    /// far, the one least suspect.</summary>
    public async Task<BlockHeader> ReadHeadAsync(CancellationToken cancellation)
    {
        IReadOnlyList<(BlockHeader Header, long SuspectUntil)> heads = await _pool.AskAllAsync(
            new Question(GetBlock),
            endpoint => ReadOfAsync(endpoint, cancellation),
            cancellation
        );
        return heads.OrderByDescending(head => head.Header.Number).ThenBy(head => head.SuspectUntil).First().Header;

        async Task<(BlockHeader, long)> ReadOfAsync(Endpoint endpoint, CancellationToken token)
        {
            BlockHeader head = await endpoint.CallAsync(GetBlock, SourceJson.ReadHeader, token, Latest, false);
            endpoint.NoteHead(head.Number);
            return (head, endpoint.Health.SuspectUntil);
        }
    }

    /// <summary>The newest block that cannot be replaced; null if no endpoint that answers knows the tag.</summary>
    public async Task<BlockHeader?> ReadFinalizedAsync(CancellationToken cancellation)
    {
        bool isUnknownToOne = false;
        try
        {
            return await _pool.AskAsync(new Question(GetBlock), _trail, AskAsync, cancellation);
        }
        catch (RpcException) when (isUnknownToOne)
        {
            return null;
        }

        async Task<BlockHeader?> AskAsync(Endpoint endpoint)
        {
            try
            {
                return await endpoint.CallAsync(
                    GetBlock,
                    block => block.ValueKind == JsonValueKind.Null ? (BlockHeader?)null : SourceJson.ReadHeader(block),
                    cancellation,
                    Finalized,
                    false
                );
            }
            catch (RpcException exception) when (UnservedCall.IsCauseOf(exception))
            {
                // The next endpoint may know it.
                isUnknownToOne = true;
                throw;
            }
        }
    }

    /// <summary>Whether all endpoints that are well have the same block at a height. One without such a block does not
    /// count, nor does a suspect one unless all are.</summary>
    public async Task<bool> IsAgreedAsync(long number, CancellationToken cancellation)
    {
        IReadOnlyList<(Hash32? Hash, bool IsSuspect)> answers = await _pool.AskAllAsync(
            new Question(GetBlock),
            async endpoint => (await ReadHashAsync(endpoint), endpoint.Health.SuspectUntil > 0),
            cancellation
        );
        bool areAllSuspect = answers.All(answer => answer.IsSuspect);
        return answers
                .Where(answer => answer.Hash is not null && (areAllSuspect || !answer.IsSuspect))
                .Select(answer => answer.Hash)
                .Distinct()
                .Count() <= 1;

        Task<Hash32?> ReadHashAsync(Endpoint endpoint) =>
            endpoint.CallAsync(
                GetBlock,
                block => block.ValueKind == JsonValueKind.Null ? (Hash32?)null : SourceJson.ReadHeader(block).Hash,
                cancellation,
                Hex.Quantity(number),
                false
            );
    }
}

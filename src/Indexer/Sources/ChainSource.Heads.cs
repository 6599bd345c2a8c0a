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

    /// <summary>What the endpoints' tag says is final.</summary>
    /// <remarks>Geth answers "finalized block not found" until it has seen the first one after a start, others null: that is
    /// no word against the tag, and the tag is refused only where every endpoint refuses it.</remarks>
    /// <exception cref="RpcException">All endpoints fail.</exception>
    public async Task<FinalizedTag> ReadFinalizedAsync(CancellationToken cancellation)
    {
        bool isRefusedByOne = false;
        bool isFailingElsewhere = false;
        bool isNotFound = false;
        try
        {
            BlockHeader? block = await _pool.AskAsync(new Question(GetBlock), _trail, AskAsync, cancellation);
            return new FinalizedTag(IsRefused: false, block);
        }
        catch (RpcException) when (isNotFound || (isRefusedByOne && isFailingElsewhere))
        {
            return default;
        }
        catch (RpcException) when (isRefusedByOne)
        {
            return new FinalizedTag(IsRefused: true, Block: null);
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
            catch (RpcException exception)
            {
                // The next endpoint may know it.
                bool isUnfound = RefusedTag.IsUnfound(exception);
                bool isRefused = !isUnfound && UnservedCall.IsCauseOf(exception);
                isNotFound |= isUnfound;
                isRefusedByOne |= isRefused;
                isFailingElsewhere |= !isUnfound && !isRefused;
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

using Souk.Indexer.Sources;

namespace Souk.Indexer.Sync;

/// <summary>Which blocks of a chain are final: by the endpoints' tag, or by depth where a depth is asked for or all endpoints
/// refuse the tag.</summary>
/// <param name="hasSeveral">Whether other endpoints can be asked, too. What is final is never replaced, so no single one
/// decides on it while another one says otherwise.</param>
/// <param name="depth">Blocks that the last final one is below the head; null for the tag.</param>
internal sealed class FinalityReader(ChainStore store, bool hasSeveral, int? depth, TimeProvider time)
{
    /// <summary>How long a tag that was refused is not asked for again.</summary>
    public static readonly TimeSpan RefusedTime = TimeSpan.FromMinutes(10);

    private long? _refusedAt;
    private bool _wasServed;

    /// <summary>What the endpoints' tag says, to be asked before the head.</summary>
    /// <remarks>
    /// The chain of a head that is read later holds what was final before. The other way round, blocks below a head of which
    /// the chain was replaced since would be taken for final.
    /// A tag that was served once is never given up for a depth: the depth may be less than what the chain takes for final.
    /// </remarks>
    /// <returns>Refused where a depth is asked for, too.</returns>
    public async Task<FinalizedTag> ReadTagAsync(ChainSource source, CancellationToken cancellation)
    {
        if (depth is not null || (_refusedAt is { } at && time.GetElapsedTime(at) < RefusedTime))
        {
            return new FinalizedTag(IsRefused: true, Block: null);
        }

        FinalizedTag tag = await source.ReadFinalizedAsync(cancellation);
        _wasServed |= !tag.IsRefused;
        _refusedAt = _wasServed ? null : time.GetTimestamp();
        return _wasServed ? tag with { IsRefused = false } : tag;
    }

    /// <summary>The last block that cannot be replaced; null if all can, or if endpoints have different blocks there.
    /// </summary>
    /// <param name="tag">Of <see cref="ReadTagAsync"/>.</param>
    /// <param name="head">The head, read after it.</param>
    public async Task<long?> ReadAsync(ChainSource source, FinalizedTag tag, long head, CancellationToken cancellation)
    {
        long finalized =
            tag.IsRefused ? head - (depth ?? SyncOptions.FinalityDepthDefault)
            : tag.Block is { } block ? Math.Min(block.Number, head)
            : -1;
        return finalized >= 0 && await IsAgreedAsync(source, finalized, cancellation) ? finalized : null;
    }

    private async Task<bool> IsAgreedAsync(ChainSource source, long block, CancellationToken cancellation) =>
        !hasSeveral || block <= (store.ReadFinalized() ?? -1) || await source.IsAgreedAsync(block, cancellation);
}

using Souk.Indexer.Sources;

namespace Souk.Indexer.Sync;

/// <summary>Which blocks of a chain are final: by the endpoints' tag, or by depth where a depth is asked for or the tag is
/// not known.</summary>
/// <param name="hasSeveral">Whether other endpoints can be asked, too. What is final is never replaced, so no single one
/// decides on it while another one says otherwise.</param>
/// <param name="depth">Blocks that the last final one is below the head; null for the tag.</param>
internal sealed class FinalityReader(ChainStore store, bool hasSeveral, int? depth)
{
    private bool _isTagUnknown;

    /// <summary>What the endpoint's tag says, to be asked before the head.</summary>
    /// <remarks>
    /// The chain of a head that is read later holds what was final before. The other way round, blocks below a head of which
    /// the chain was replaced since would be taken for final.
    /// </remarks>
    /// <returns>Null where a depth is asked for or nobody knows the tag.</returns>
    public async Task<BlockHeader?> ReadTagAsync(ChainSource source, CancellationToken cancellation)
    {
        BlockHeader? tagged = depth is null && !_isTagUnknown ? await source.ReadFinalizedAsync(cancellation) : null;
        _isTagUnknown = tagged is null;
        return tagged;
    }

    /// <summary>The last block that cannot be replaced; null if all can, or if endpoints have different blocks there.
    /// </summary>
    /// <param name="tagged">Of <see cref="ReadTagAsync"/>.</param>
    /// <param name="head">The head, read after it.</param>
    public async Task<long?> ReadAsync(
        ChainSource source,
        BlockHeader? tagged,
        long head,
        CancellationToken cancellation
    )
    {
        long finalized = tagged is { } header
            ? Math.Min(header.Number, head)
            : head - (depth ?? SyncOptions.FinalityDepthDefault);
        return finalized >= 0 && await IsAgreedAsync(source, finalized, cancellation) ? finalized : null;
    }

    private async Task<bool> IsAgreedAsync(ChainSource source, long block, CancellationToken cancellation) =>
        !hasSeveral || block <= (store.ReadFinalized() ?? -1) || await source.IsAgreedAsync(block, cancellation);
}

using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;

namespace Souk.Indexer.Proofs;

/// <summary>Hashes the headers of one chain, and asks again for those that do not hash to their hash. Safe for
/// concurrent use.</summary>
/// <remarks>A chain may hash its headers otherwise and show no unknown field. As long as no header of it was proven, a
/// wrong one that stays wrong when asked for again, and whose neighbours cannot be proven either, is therefore held to be
/// unverifiable, not false.</remarks>
internal sealed class HeaderProver
{
    private volatile Scheme _scheme = Scheme.Unknown;

    private enum Scheme
    {
        Unknown,
        AsEthereum,
        Otherwise,
    }

    /// <exception cref="RpcException">The endpoint fails.</exception>
    /// <exception cref="SyncException">The endpoint keeps to a false header.</exception>
    public async Task<(BlockHeader[] Headers, bool[] AreProven)> ProveAsync(
        ChainSource source,
        IReadOnlyList<BlockHeader> headers,
        CancellationToken cancellation
    )
    {
        BlockHeader[] checkedHeaders = [.. headers];
        HeaderProof[] proofs = [.. headers.Select(header => Check(header))];
        for (int index = 0; index < proofs.Length; index++)
        {
            if (proofs[index] == HeaderProof.Wrong && _scheme != Scheme.Otherwise)
            {
                (checkedHeaders[index], proofs[index]) = await ReadAgainAsync(source, headers[index], cancellation);
            }
        }

        return (checkedHeaders, [.. proofs.Select(proof => proof == HeaderProof.Proven)]);
    }

    private HeaderProof Check(in BlockHeader header)
    {
        HeaderProof proof = HeaderProofs.Check(header);
        if (proof == HeaderProof.Proven)
        {
            _scheme = Scheme.AsEthereum;
        }

        return proof;
    }

    private async Task<(BlockHeader, HeaderProof)> ReadAgainAsync(
        ChainSource source,
        BlockHeader header,
        CancellationToken cancellation
    )
    {
        try
        {
            BlockHeader again = await source.ReadHeaderAsync(header.Hash, RequireTrue, cancellation);
            return (again, Check(again));
        }
        catch (RpcException exception) when (exception.IsDisproved)
        {
            if (_scheme == Scheme.AsEthereum || await IsNeighbourProvenAsync(source, header.Number, cancellation))
            {
                throw new SyncException(SyncProblem.Inconsistent, $"{exception.Message} Use another endpoint.");
            }

            _scheme = Scheme.Otherwise;
            return (header, HeaderProof.Unverifiable);
        }

        void RequireTrue(string endpoint, BlockHeader answer)
        {
            if (answer.Hash != header.Hash || HeaderProofs.Check(answer) == HeaderProof.Wrong)
            {
                throw new RpcException(
                    $"{endpoint} gave a false header of block {header.Number}: it hashes to "
                        + $"{answer.Fields?.ComputeHash()}, not to {header.Hash}.",
                    isTransient: true
                )
                {
                    IsDisproved = true,
                };
            }
        }
    }

    /// <summary>Whether the chain hashes as Ethereum does, for all that the blocks around one show.</summary>
    private async Task<bool> IsNeighbourProvenAsync(ChainSource source, long number, CancellationToken cancellation)
    {
        foreach (long neighbour in new[] { number - 1, number + 1 }.Where(block => block >= 0))
        {
            if (
                await source.FindHeaderAsync(neighbour, cancellation) is { } header
                && Check(header) == HeaderProof.Proven
            )
            {
                return true;
            }
        }

        return false;
    }
}

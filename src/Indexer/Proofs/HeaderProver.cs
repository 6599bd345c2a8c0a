using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Proofs;

/// <summary>Hashes the headers of one chain, and asks again for those that do not hash to their hash. Safe for
/// concurrent use.</summary>
/// <remarks>A chain may hash its headers otherwise and show no unknown field. As long as no header of it was proven, wrong
/// ones that all stay the same when asked for again, and whose neighbours cannot be proven either, are therefore held to be
/// unverifiable, not false.</remarks>
internal sealed class HeaderProver
{
    /// <summary>Wrong headers that are asked for again before a chain is held to hash otherwise.</summary>
    private const int AskedAgainMax = 8;

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
        int[] wrong = [.. Enumerable.Range(0, proofs.Length).Where(index => proofs[index] == HeaderProof.Wrong)];
        if (wrong.Length > 0 && _scheme == Scheme.Unknown)
        {
            BlockHeader[] asked = [.. wrong.Take(AskedAgainMax).Select(index => headers[index])];
            await LearnSchemeAsync(source, asked, cancellation);
        }

        foreach (int index in wrong.Where(_ => _scheme != Scheme.Otherwise))
        {
            checkedHeaders[index] = await ReadTrueAsync(source, headers[index], cancellation);
            proofs[index] = Check(checkedHeaders[index]);
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

    /// <summary>Asks for wrong headers and their neighbours again: only if none can be proven, and each stays as it was,
    /// does the chain hash otherwise.</summary>
    /// <exception cref="SyncException">One hash was given two headers.</exception>
    private async Task LearnSchemeAsync(
        ChainSource source,
        IReadOnlyList<BlockHeader> wrong,
        CancellationToken cancellation
    )
    {
        List<BlockHeader> asked = [.. wrong];
        foreach (long neighbour in new[] { wrong[0].Number - 1, wrong[^1].Number + 1 }.Where(block => block >= 0))
        {
            if (await source.FindHeaderAsync(neighbour, cancellation) is { } header)
            {
                asked.AddRange(Check(header) == HeaderProof.Wrong ? [header] : []);
            }
        }

        if (_scheme == Scheme.Unknown)
        {
            bool[] areSame = await Task.WhenAll(asked.Select(header => IsSameAgainAsync(source, header, cancellation)));
            _scheme = areSame.All(isSame => isSame) ? Scheme.Otherwise : _scheme;
        }
    }

    private async Task<bool> IsSameAgainAsync(ChainSource source, BlockHeader header, CancellationToken cancellation)
    {
        try
        {
            return Check(await ReadAgainAsync(source, header, cancellation)) != HeaderProof.Proven;
        }
        catch (RpcException exception) when (exception.IsDisproved)
        {
            throw Disproved(exception);
        }
    }

    /// <summary>Whatever the chain's scheme, one hash cannot name two headers.</summary>
    private static Task<BlockHeader> ReadAgainAsync(
        ChainSource source,
        BlockHeader header,
        CancellationToken cancellation
    ) => ReadAsync(source, header, answer => answer == header.Fields?.ComputeHash(), cancellation);

    private static async Task<BlockHeader> ReadTrueAsync(
        ChainSource source,
        BlockHeader header,
        CancellationToken cancellation
    )
    {
        try
        {
            return await ReadAsync(source, header, _ => false, cancellation);
        }
        catch (RpcException exception) when (exception.IsDisproved)
        {
            throw Disproved(exception);
        }
    }

    /// <param name="isExcused">Whether a header that hashes so may be wrong.</param>
    private static Task<BlockHeader> ReadAsync(
        ChainSource source,
        BlockHeader header,
        Func<Hash32?, bool> isExcused,
        CancellationToken cancellation
    ) =>
        source.ReadHeaderAsync(
            header.Hash,
            (endpoint, answer) =>
            {
                Hash32? computed = answer.Fields?.ComputeHash();
                bool isWrong = HeaderProofs.Check(answer) == HeaderProof.Wrong && !isExcused(computed);
                if (answer.Hash != header.Hash || isWrong)
                {
                    throw new RpcException(
                        $"{endpoint} gave a false header of block {header.Number}: it hashes to {computed}, not to {header.Hash}.",
                        isTransient: true
                    )
                    {
                        IsDisproved = true,
                    };
                }
            },
            cancellation
        );

    private static SyncException Disproved(RpcException exception) =>
        new(SyncProblem.Inconsistent, $"{exception.Message} Use another endpoint.");
}

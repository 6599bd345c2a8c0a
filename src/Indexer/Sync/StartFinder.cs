using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Asks a node where contracts begin whose manifest says <c>from_block: find</c>: in the first block after which
/// there is code at the address.</summary>
/// <remarks>About as many calls for a contract as its chain's height has binary digits, of a node that keeps all states. A contract
/// that was destroyed and made anew at its address may be found where it was made anew. A node may say of a state which it
/// dropped that there is no code, where others say that they dropped it: so those who send the next transactions are asked for in
/// the same state. Each of them sent some before or has what pays for one; a state in which none has anything is none.</remarks>
internal static class StartFinder
{
    /// <summary>Blocks in which senders are looked for, from the one that was found on.</summary>
    private const int WitnessBlocksMax = 64;

    /// <summary>Senders that are asked for: one may be new and pay nothing.</summary>
    private const int WitnessesMax = 8;

    /// <summary>The manifests with the first blocks that are stored: what was found once holds.</summary>
    public static ManifestSet WithStored(ManifestSet manifests, ManifestStore store)
    {
        Dictionary<(int, Address), long> starts = manifests
            .Chains.Where(chain => chain.IsSought)
            .SelectMany(chain =>
                store
                    .ReadStored(chain.ChainId)
                    .Where(known => known.DiscoveredBlock is null)
                    .Select(known => (Key: (chain.ChainId, known.Address), known.FromBlock))
            )
            .ToDictionary(known => known.Key, known => known.FromBlock);
        return With(manifests, starts);
    }

    /// <exception cref="SyncException">Where a contract begins was never found.</exception>
    public static void Require(ChainManifest chain)
    {
        if (chain.Contracts.FirstOrDefault(contract => contract.IsSought) is { } sought)
        {
            throw new SyncException(
                SyncProblem.StartUnknown,
                $"Where contract {sought.Address} ({sought.Name}, {sought.System}) begins on chain {chain.ChainId} is to be "
                    + "found by asking a node, and none is asked here. Give its from_block; souk index --plan tells it."
            );
        }
    }

    /// <summary>The manifests with what was found.</summary>
    /// <param name="poolOf">The endpoints of a chain.</param>
    /// <exception cref="SyncException">A contract has no code, or no endpoint shows that it keeps such old states.</exception>
    /// <exception cref="RpcException">The endpoints fail.</exception>
    public static async Task<ManifestSet> FindAsync(
        ManifestSet manifests,
        Func<int, EndpointPool> poolOf,
        SyncOptions options,
        CancellationToken cancellation
    )
    {
        Dictionary<(int, Address), long> starts = [];
        foreach (ChainManifest chain in manifests.Chains.Where(chain => chain.IsSought))
        {
            var source = new ChainSource(poolOf(chain.ChainId));
            // A block that may be replaced is no start: the contract may come earlier on the branch that replaces it.
            long final = await ReadFinalAsync(source, options.FinalityDepth ?? chain.FinalityBlocks, cancellation);
            foreach (ChainContract contract in chain.Contracts.Where(contract => contract.IsSought))
            {
                starts[(chain.ChainId, contract.Address)] = await FindAsync(
                    source,
                    chain.ChainId,
                    contract,
                    final,
                    cancellation
                );
            }
        }

        return With(manifests, starts);
    }

    private static ManifestSet With(ManifestSet manifests, Dictionary<(int, Address), long> starts) =>
        manifests.WithStarts(
            (chainId, address) => starts.TryGetValue((chainId, address), out long start) ? start : null
        );

    /// <returns>-1 where no block is final.</returns>
    private static async Task<long> ReadFinalAsync(ChainSource source, int? depth, CancellationToken cancellation)
    {
        FinalizedTag? tag = depth is null ? await source.ReadFinalizedAsync(cancellation) : null;
        BlockHeader head = await source.ReadHeadAsync(cancellation);
        return tag is { IsRefused: false } served
            ? served.Block?.Number ?? -1
            : Math.Max(-1, head.Number - (depth ?? SyncOptions.FinalityDepthDefault));
    }

    private static async Task<long> FindAsync(
        ChainSource source,
        int chainId,
        ChainContract contract,
        long final,
        CancellationToken cancellation
    )
    {
        if (!await source.HasCodeAsync(contract.Address, cancellation))
        {
            throw new SyncException(
                SyncProblem.StartUnknown,
                $"Contract {contract.Address} ({contract.Name}, {contract.System}) has no code on chain {chainId}, so it has "
                    + "no first block. Is the address of another chain? If it was destroyed, give its from_block."
            );
        }

        long without = -1;
        long with = final + 1;
        while (with - without > 1)
        {
            // The newest state first: a contract that is not final yet needs no old one.
            long block = with > final ? final : without + (with - without) / 2;
            if (await HadCodeAsync(source, chainId, contract, block, cancellation))
            {
                with = block;
            }
            else
            {
                without = block;
            }
        }

        if (without >= 0)
        {
            await RequireStateAsync(source, chainId, contract, without, cancellation);
        }

        return with;
    }

    /// <exception cref="SyncException">Nothing shows that "no code" was said of a state that is kept.</exception>
    private static async Task RequireStateAsync(
        ChainSource source,
        int chainId,
        ChainContract contract,
        long without,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<Address> senders = await ReadSendersAfterAsync(source, without, cancellation);
        StateAnswer state = await AskAsync(
            chainId,
            contract,
            without,
            () => source.ReadStateAsync(contract.Address, senders, without, cancellation)
        );
        string? doubt =
            state.HasCode ? "it has some, though another answer says that it has not"
            : state.HasAccount ? null
            : senders.Count == 0
                ? $"it has none, and no transaction of the {WitnessBlocksMax} blocks after it shows that the endpoint keeps that state"
            : $"it has none, but neither has any of the {senders.Count} accounts that send the next transactions anything there, "
                + "as if the endpoint had dropped that state";
        if (doubt is not null)
        {
            throw new SyncException(
                SyncProblem.StartUnknown,
                $"Where contract {contract.Address} ({contract.Name}, {contract.System}) begins on chain {chainId} cannot be "
                    + $"found: asked for its code after block {without}, {state.Endpoint} says that {doubt}. {WayOut(chainId)}"
            );
        }
    }

    private static async Task<IReadOnlyList<Address>> ReadSendersAfterAsync(
        ChainSource source,
        long block,
        CancellationToken cancellation
    )
    {
        long head = (await source.ReadHeadAsync(cancellation)).Number;
        HashSet<Address> senders = [];
        for (long next = block + 1; next <= Math.Min(head, block + WitnessBlocksMax); next++)
        {
            senders.UnionWith(await source.ReadSendersAsync(next, cancellation));
            if (senders.Count >= WitnessesMax)
            {
                break;
            }
        }

        return [.. senders.Take(WitnessesMax)];
    }

    private static Task<bool> HadCodeAsync(
        ChainSource source,
        int chainId,
        ChainContract contract,
        long block,
        CancellationToken cancellation
    ) => AskAsync(chainId, contract, block, () => source.HasCodeAsync(contract.Address, cancellation, block));

    private static async Task<T> AskAsync<T>(int chainId, ChainContract contract, long block, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RpcException failure)
            when (!failure.IsTransient && FailureKinds.Of(failure) is FailureKind.Absent or FailureKind.Unserved)
        {
            throw new SyncException(
                SyncProblem.StartUnknown,
                $"Where contract {contract.Address} ({contract.Name}, {contract.System}) begins on chain {chainId} cannot be "
                    + $"found: no endpoint keeps the state of block {block} ({failure.Message}) {WayOut(chainId)}"
            );
        }
    }

    private static string WayOut(int chainId) =>
        $"Add --rpc {chainId}=URL of an archive node for once, or give from_block in the manifest.";
}

using System.Text.Json;
using Souk.DuckDb;
using Souk.Indexer.Chains;
using Souk.Indexer.Encodings;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Natives;
using Souk.Indexer.Proofs;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Cosmos;

/// <summary>Blocks of a Cosmos chain over CometBFT's RPC: headers, transactions, and what they did.</summary>
/// <remarks>A block is final once it is there, but only the next header covers its results, so the last one is left for later.
/// Checked of every block: its hash, its parent, that its validators are those which its parent announced, its transactions
/// (data_hash), and code, data and gas of each (last_results_hash). No hash covers events, so blocks count as unverifiable; nor
/// are the validators' signatures checked. Old blocks need a node that keeps them.</remarks>
internal sealed class CosmosSource : INativeSource
{
    /// <summary>Most headers in one answer.</summary>
    private const int HeadersPerCall = 20;

    private readonly ChainManifest _chain;
    private readonly CosmosClient _client;
    private readonly NativeAccounts _accounts = new();
    private readonly EventLogs _events;

    /// <exception cref="ManifestException">Events that cannot be told apart or read.</exception>
    public CosmosSource(ChainManifest chain, EndpointPool pool)
    {
        _chain = chain;
        _client = new CosmosClient(pool, chain.Network);
        var routes = new EventRoutes(chain);
        List<string> denoms = [.. chain.Tokens.Select(entry => entry.Token).Select(token => token.Denom ?? "")];
        var coins = new Coins(
            chain.Tokens.Where(entry => entry.Token.Kind == "native").Select(entry => entry.Token.Denom!),
            _accounts
        );
        _events = new EventLogs(routes, _accounts, coins);
        foreach (
            string name in routes.Contracts.Concat(
                denoms.Where(denom => denom.Length > 0).Select(NativeAddress.NameOfDenom)
            )
        )
        {
            _accounts.OfText(name);
        }
    }

    public int RangeBlocksMax => 50;

    public async Task RequireNetworkAsync(CancellationToken cancellation)
    {
        NodeStatus status = await _client.ReadStatusAsync(cancellation);
        if (status.Network != _chain.Network)
        {
            throw new SyncException(
                SyncProblem.WrongChain,
                $"{_client.Name} serves '{status.Network}', but the manifest of chain {_chain.ChainId} is for "
                    + $"'{_chain.Network}'."
            );
        }

        try
        {
            CosmosDialect.Of(status.Version);
        }
        catch (FormatException exception)
        {
            throw new SyncException(
                SyncProblem.EventsChanged,
                $"{_client.Name} cannot be read: {exception.Message}. Nothing is guessed."
            );
        }
    }

    public async Task<long> ReadFinalizedAsync(CancellationToken cancellation) =>
        Math.Max(0, (await _client.ReadStatusAsync(cancellation)).Latest - 1);

    public async Task<Hash32> ReadHashAsync(long block, CancellationToken cancellation) =>
        (await ReadHeadersAsync(new BlockRange(block, block), new EndpointTrail(), cancellation))[0].Hash;

    public async Task<NativeRange> ReadAsync(BlockRange range, Hash32? parent, CancellationToken cancellation)
    {
        var trail = new EndpointTrail();
        // The header behind the range covers the results of its last block.
        IReadOnlyList<CosmosHeader> headers = await ReadHeadersAsync(
            new BlockRange(range.From, range.To + 1),
            trail,
            cancellation
        );
        RequireLinks(headers, parent);
        IReadOnlyList<BlockResults> results = await _client.AskAsync(
            trail,
            [.. headers.SkipLast(1).Select(header => HeightCall.Of("block_results", header.Height))],
            BlockResults.Read,
            cancellation
        );
        Dictionary<long, BlockTransactions> transactions = await ReadTransactionsAsync(headers, trail, cancellation);
        List<BlockHeader> blocks = [];
        var logs = new LogColumns();
        for (int index = 0; index < results.Count; index++)
        {
            CosmosHeader header = headers[index];
            BlockTransactions own =
                transactions.GetValueOrDefault(header.Height) ?? BlockTransactions.None(header.Height);
            RequireResults(header, headers[index + 1], results[index], own);
            blocks.Add(new BlockHeader(header.Height, header.Hash, header.Parent, header.Time));
            _events.Add(blocks[^1], results[index], own, logs);
        }

        return new NativeRange(blocks, logs, EndpointPool.NamesOf(trail.Answered)) { Proof = ProofLevel.Unverifiable };
    }

    public void WriteNames(DuckDBConnection connection) => NativeNames.Write(connection, _accounts);

    public void Dispose() => _client.Dispose();

    private async Task<IReadOnlyList<CosmosHeader>> ReadHeadersAsync(
        BlockRange range,
        EndpointTrail trail,
        CancellationToken cancellation
    )
    {
        List<HeightCall> calls = [];
        for (long from = range.From; from <= range.To; from += HeadersPerCall)
        {
            calls.Add(HeightCall.OfHeaders(from, Math.Min(range.To, from + HeadersPerCall - 1)));
        }

        // Newest first within each answer.
        CosmosHeader[] headers =
        [
            .. (await _client.AskAsync(trail, calls, ReadHeaders, cancellation)).SelectMany(some => some.Reverse()),
        ];
        for (int index = 0; index < range.Count; index++)
        {
            if (index >= headers.Length || headers[index].Height != range.From + index)
            {
                throw Lie($"it does not give the header of block {range.From + index}");
            }
        }

        return headers;
    }

    private static CosmosHeader[] ReadHeaders(JsonElement json, CosmosDialect dialect) =>
        [
            .. CosmosJson
                .Items(json, "block_metas")
                .Select(meta =>
                {
                    CosmosHeader header = CosmosHeader.Read(meta.GetProperty("header"));
                    Hash32 named = CosmosHeader.HashOf(meta.GetProperty("block_id"), "hash");
                    return header.Hash == named
                        ? header
                        : throw new FormatException(
                            $"the header of block {header.Height} hashes to {header.Hash}, not to {named}"
                        );
                }),
        ];

    private async Task<Dictionary<long, BlockTransactions>> ReadTransactionsAsync(
        IReadOnlyList<CosmosHeader> headers,
        EndpointTrail trail,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<BlockTransactions> read = await _client.AskAsync(
            trail,
            [
                .. headers
                    .SkipLast(1)
                    .Where(header => header.Transactions != HashTree.Empty && header.Transactions != default)
                    .Select(header => HeightCall.Of("block", header.Height)),
            ],
            (json, _) => BlockTransactions.Read(json),
            cancellation
        );
        return read.DistinctBy(block => block.Height).ToDictionary(block => block.Height);
    }

    private void RequireLinks(IReadOnlyList<CosmosHeader> headers, Hash32? parent)
    {
        if (parent is { } known && headers[0].Parent != known)
        {
            throw Lie($"block {headers[0].Height} is built on {headers[0].Parent}, and the one before was {known}");
        }

        for (int index = 1; index < headers.Count; index++)
        {
            if (headers[index].Parent != headers[index - 1].Hash)
            {
                throw Lie($"block {headers[index].Height} is not built on the block before it");
            }

            if (headers[index].Validators != headers[index - 1].NextValidators)
            {
                throw Lie($"block {headers[index].Height} has other validators than the block before it announced");
            }
        }
    }

    private void RequireResults(CosmosHeader header, CosmosHeader next, BlockResults results, BlockTransactions own)
    {
        long block = header.Height;
        Hash32 transactions = header.Transactions == default ? HashTree.Empty : header.Transactions;
        if (results.Height != block || own.Root != transactions || results.Transactions.Count != own.Bytes.Count)
        {
            throw Lie(
                $"of block {block} it gives {own.Bytes.Count} transactions with root {own.Root} and {results.Transactions.Count} "
                    + $"results of block {results.Height}; the header has root {transactions}"
            );
        }

        if (results.Root != next.Results)
        {
            throw Lie($"results of block {block} have root {results.Root}; the next header has {next.Results}");
        }
    }

    private RpcException Lie(string what) => new($"{_client.Name} contradicts itself: {what}.", isTransient: true);
}

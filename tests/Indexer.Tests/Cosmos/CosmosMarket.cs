using Souk.DuckDb;
using Souk.Indexer.Chains;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Networks;
using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Substrate;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>A shipped manifest of a Cosmos chain over scripted nodes.</summary>
public abstract class CosmosMarket : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-cosmos-").FullName;
    private readonly List<CosmosNode> _nodes = [];
    private readonly Dictionary<string, string> _names = [];

    private protected WarehouseFile Warehouse { get; } = WarehouseFile.Open(WarehouseFile.InMemory);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _nodes.ForEach(node => node.Dispose());
        Warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private protected CosmosNode Serve(CosmjsChain chain)
    {
        var node = new CosmosNode(chain);
        _nodes.Add(node);
        foreach ((string name, string account) in chain.Accounts)
        {
            _names.TryAdd(account, name);
        }

        return node;
    }

    /// <summary>The shipped manifest as it is, but for its deployments.</summary>
    private protected ManifestSet Manifest(string file, string deployments)
    {
        string path = Path.Combine(_folder, file);
        string shipped = Path.Combine(PolkadotEvents.Root(), "data", "manifests", file);
        File.WriteAllText(path, $"extends: {shipped}\ndeployments:\n{deployments}\n");
        return ManifestSet.Load(path);
    }

    private protected Task<SyncResult> RunAsync(ManifestSet manifests, params CosmosNode[] nodes) =>
        RunAsync(manifests, Warehouse, rangeBlocks: 100, nodes);

    private protected static async Task<SyncResult> RunAsync(
        ManifestSet manifests,
        WarehouseFile warehouse,
        int rangeBlocks,
        params CosmosNode[] nodes
    )
    {
        NativeSync.IsFor(manifests).ShouldBeTrue();
        int chainId = manifests.Chains.Single().ChainId;
        using NativeSync sync = NativeNetworks.Open(
            manifests,
            warehouse,
            nodes.ToLookup(_ => chainId, node => new EndpointAddress(node.Url)),
            new SyncOptions(rangeBlocks) { Time = TimeProvider.System, RetryDelay = TimeSpan.FromMilliseconds(1) }
        );
        return await sync.RunAsync(progress: null, CancellationToken.None);
    }

    /// <summary>Dies within the first write, at a step of it.</summary>
    private protected async Task KillAsync(ManifestSet manifests, string step, params CosmosNode[] nodes)
    {
        int chainId = manifests.Chains.Single().ChainId;
        using NativeSync sync = NativeNetworks.Open(
            manifests,
            Warehouse,
            nodes.ToLookup(_ => chainId, node => new EndpointAddress(node.Url)),
            new SyncOptions { Time = TimeProvider.System, RetryDelay = TimeSpan.FromMilliseconds(1) }
        );
        sync.Chains.Single().Store.BeforeStep = name =>
        {
            if (name == step)
            {
                throw new IOException("killed");
            }
        };
        await Should.ThrowAsync<IOException>(() => sync.RunAsync(progress: null, CancellationToken.None));
    }

    private protected long? Cursor() =>
        Warehouse
            .Connection.Query("select block_number from chain.cursor", row => (long?)row.GetInt64(0))
            .SingleOrDefault();

    /// <summary>Each row as text, with accounts as the script names them. In SQL, who(id) is an account's text.</summary>
    private protected IReadOnlyList<string> Rows(string sql)
    {
        Warehouse.Connection.Execute(
            """
            create or replace temp macro who(id) as coalesce(
                (select a.native from chain.address d join chain.account a using (address) where d.address_id = id),
                '#' || id
            )
            """
        );
        return Warehouse.Connection.Query(
            sql,
            row =>
                string.Join(
                    ' ',
                    Enumerable
                        .Range(0, row.FieldCount)
                        .Select(column => row.IsDBNull(column) ? "-" : Named(row, column))
                )
        );
    }

    private string Named(DuckDBDataReader row, int column)
    {
        string text = $"{row.GetValue(column)}";
        foreach ((string account, string name) in _names)
        {
            text = text.Replace(account, name, StringComparison.Ordinal);
        }

        return text;
    }
}

using System.Text;
using Souk.DuckDb;
using Souk.Indexer.Files;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Tests.Files;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>A warehouse into which local chains were indexed by the manifests that ship, and its market rows as lines of
/// text in which the test's own names stand for addresses and ids.</summary>
internal sealed class IndexedSystems : IDisposable
{
    private const string Payments = """
        select format('{} {} > {}: {} {}, {}, {}', p.role, lower('0x' || hex(a.address)), lower('0x' || hex(b.address)),
            p.amount, t.symbol, coalesce(p.asset_key, '-'), p.evidence)
        from market.payment p
        join chain.address a on a.address_id = p.payer_id
        join chain.address b on b.address_id = p.payee_id
        join market.token t on t.chain_id = p.chain_id and t.token_id = p.token_id and t.system = p.system
        where p.system = $system
        order by p.chain_id, p.block_number, p.log_index, p.role, t.symbol
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-systems-").FullName;
    private readonly Dictionary<string, string> _names = [];
    private WarehouseFile? _warehouse;

    public static string ShippedFolder => Path.Combine(RepositoryFolder.Find(), "data", "manifests");

    /// <summary>Where the manifests are; those that ship unless told otherwise.</summary>
    public string ManifestFolder { get; set; } = ShippedFolder;

    public WarehouseFile Warehouse => _warehouse!;

    public DuckDBConnection Connection => _warehouse!.Connection;

    public string Folder => _folder;

    public SyncResult Result { get; private set; } = null!;

    /// <summary>32 bytes that begin with a text, shown as that text from here on.</summary>
    public byte[] Id(string name)
    {
        byte[] id = new byte[Hash32.ByteCount];
        Encoding.ASCII.GetBytes(name, id);
        return Id(name, Convert.ToHexStringLower(id));
    }

    /// <summary>32 bytes in hex, shown as a name from here on.</summary>
    public byte[] Id(string name, string hex)
    {
        _names["0x" + hex] = name;
        return Convert.FromHexString(hex);
    }

    /// <summary>The key of an asset whose id begins with a text.</summary>
    public static string KeyOf(string system, string name) =>
        $"{system}/0x{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(name)).PadRight(2 * Hash32.ByteCount, '0')}";

    public Address Call(Address address, string name)
    {
        _names[address.ToString().ToLowerInvariant()] = name;
        return address;
    }

    public Contract Call(Contract contract, string name)
    {
        Call(contract.Address, name);
        return contract;
    }

    public async Task IndexAsync(string system, params SystemChain[] chains) => await IndexAsync([system], chains);

    public async Task IndexAsync(IReadOnlyList<string> systems, params SystemChain[] chains)
    {
        _names[default(Address).ToString()] = "nobody";
        foreach (SystemChain chain in chains)
        {
            await chain.MineEmptyAsync();
        }

        _warehouse ??= WarehouseFile.Open(Path.Combine(_folder, "systems.duckdb"));
        using ManifestSync sync = await ManifestSync.OpenAsync(
            ManifestSet.Load([.. systems.Select(system => WriteManifest(system, chains))]),
            _warehouse,
            chains.ToDictionary(chain => chain.Host.Options.ChainId, chain => chain.Host.Endpoint),
            new SyncOptions { Time = TimeProvider.System },
            CancellationToken.None
        );
        Result = await sync.RunAsync(progress: null, CancellationToken.None);
        Result.Stopped.Select(chain => chain.Reason).ShouldBeEmpty();
    }

    /// <summary>Indexes the same chains from what explorers export of them, without a node, and checks that all market tables
    /// come out the same.</summary>
    public async Task CheckFilesAsync(IReadOnlyList<string> systems, params SystemChain[] chains)
    {
        var manifests = ManifestSet.Load([.. systems.Select(system => Path.Combine(_folder, system + ".yaml"))]);
        using WarehouseFile fromFile = WarehouseFile.Open(WarehouseFile.InMemory);
        foreach (SystemChain chain in chains)
        {
            int chainId = chain.Host.Options.ChainId;
            string folder = Directory.CreateDirectory(Path.Combine(_folder, $"dump-{chainId}")).FullName;
            var dumper = new ChainDumper(folder);
            await dumper.ReadAsync(chain.Host);
            new FileSync(manifests, fromFile).Run(
                new ChainDump(chainId, [dumper.ExplorerLogs()], []),
                isDryRun: false,
                CancellationToken.None
            );
        }

        MarketOf(fromFile).ShouldBe(MarketOf(_warehouse!));
    }

    /// <summary>One column of text; names stand for what they name.</summary>
    public List<string> Rows(string sql, params (string, object?)[] parameters) =>
        Connection.Query(sql, row => Named(row.IsDBNull(0) ? "null" : row.GetValue(0).ToString()!), parameters);

    public List<string> PaymentsOf(string system) => Rows(Payments, ("system", system));

    /// <summary>Rows of a market table as 'column column …', with the columns that are ids of addresses resolved.</summary>
    /// <param name="columns">Those that end in _id are shown as addresses, binary ones in hex.</param>
    public List<string> RowsOf(string table, string system, params string[] columns)
    {
        IEnumerable<string> shown = columns.Select(column =>
            column.EndsWith("_id", StringComparison.Ordinal) && column is not ("chain_id" or "message_id")
                ? $"coalesce((select lower('0x' || hex(a.address)) from chain.address a where a.address_id = m.{column}), '-')"
            : column is "message_id" or "hash" or "content_hash" or "result_hash" or "root"
                ? $"coalesce('0x' || lower(hex(m.{column})), '-')"
            : $"coalesce(m.{column}::varchar, '-')"
        );
        return Rows(
            $"select concat_ws(' ', {string.Join(", ", shown)}) from market.{table} m where system = $system "
                + "order by chain_id, block_number, log_index",
            ("system", system)
        );
    }

    /// <summary>Some columns of a metric's answer, as 'column column …'.</summary>
    public List<string> Metric(string system, string key, DateTime? asOf, params string[] columns)
    {
        MetricTable table = MetricCatalogue.Run(Connection, key, system, asOf);
        return
        [
            .. table.Rows.Select(row =>
                Named(string.Join(' ', columns.Select(column => $"{row[table.Columns.ToList().IndexOf(column)]}")))
            ),
        ];
    }

    public List<string> Quarantined() =>
        Rows(
            """
            select format('{} {}: {}', q.reason, lower('0x' || hex(a.address)), q.detail)
            from chain.quarantine q
            join chain.address a using (address_id)
            order by q.chain_id, q.block_number, q.log_index
            """
        );

    public void Dispose()
    {
        _warehouse?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static IReadOnlyList<(string, string)> MarketOf(WarehouseFile warehouse) =>
        [
            .. WarehouseDigest
                .ComputeByTable(warehouse.Connection)
                .Where(table => table.Table.StartsWith("market.", StringComparison.Ordinal)),
        ];

    private string WriteManifest(string system, SystemChain[] chains)
    {
        string path = Path.Combine(_folder, system + ".yaml");
        IEnumerable<string> deployments = chains
            .Where(chain => chain.Has(system))
            .Select(chain => chain.DeploymentOf(system));
        File.WriteAllText(
            path,
            $"extends: \"{Path.Combine(ManifestFolder, system + ".yaml")}\"\ndeployments:\n{string.Concat(deployments)}"
        );
        return path;
    }

    private string Named(string text)
    {
        foreach ((string key, string name) in _names)
        {
            text = text.Replace(key, name, StringComparison.Ordinal);
        }

        return text;
    }
}

using Souk.DuckDb;
using Souk.Indexer.Chains;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Networks;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Substrate;

/// <summary>Bittensor's manifest over a scripted node: events by polkadot-js, with an upgrade between them.</summary>
public abstract class SubstrateMarket : IDisposable
{
    private const int ChainId = 2_000_001_005;
    private protected const string Pallet = "SubtensorModule";

    private protected static readonly string Cold = Account(0xc0);
    private protected static readonly string Hot = Account(0x10);
    private protected static readonly string Miner = Account(0x20);

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-substrate-").FullName;
    private protected SubstrateNode Node { get; } = new();
    private protected WarehouseFile Warehouse { get; } = WarehouseFile.Open(WarehouseFile.InMemory);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Node.Dispose();
        Warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private protected static readonly (string, string[])[] LaterEvents =
    [
        ("NeuronRegistered", ["u16", "u16", "account"]),
        ("AlphaBurned", ["account", "account", "u64", "u16"]),
        ("AlphaRecycled", ["account", "account", "u64", "u16"]),
        ("AutoStakeAdded", ["u16", "account", "account", "account", "u64"]),
        ("IncentiveAlphaEmittedToMiners", ["u16", "u64s"]),
    ];

    /// <summary>Blocks 1 and 2 by runtime 219, which block 2 replaces; 3 and 4 by runtime 233.</summary>
    private protected void AddRealBlocks()
    {
        PolkadotEvents old = PolkadotEvents.MakeGiven(
            "mainnet",
            $$"""
            [[["{{Pallet}}", "NetworkAdded", [3, 0], 1], ["{{Pallet}}", "NeuronRegistered", [3, 8, "{{Miner}}"], 1]],
             [["{{Pallet}}", "StakeAdded", ["{{Hot}}", "5000000000"], 1], ["{{Pallet}}", "TempoSet", [3, 99], 2], ["System", "CodeUpdated", [], 3]]]
            """
        );
        PolkadotEvents newer = PolkadotEvents.MakeGiven(
            "testnet",
            $$"""
            [[["{{Pallet}}", "StakeAdded", ["{{Cold}}", "{{Hot}}", "18446744073709551615", "2000", 3], 1],
              ["{{Pallet}}", "WeightsSet", [3, 8], 2], ["Balances", "Transfer", ["{{Cold}}", "{{Miner}}", "123456789"], 4]],
             [["{{Pallet}}", "StakeRemoved", ["{{Cold}}", "{{Hot}}", "7", "9", 3], 2], ["{{Pallet}}", "WeightsSet", [3, 8], null]]]
            """
        );
        Node.AddRuntime(219, old.Metadata);
        Node.AddRuntime(233, newer.Metadata);
        // The state of a block holds the runtime that makes the next one.
        Node.SetVersion(0, 219);
        Node.Add(old.Blocks[0].Bytes, Start + 12, 219);
        Node.Add(old.Blocks[1].Bytes, Start + 24, 233);
        Node.Add(newer.Blocks[0].Bytes, Start + 36, 233);
        Node.Add(newer.Blocks[1].Bytes, Start + 48, 233);
    }

    private const long Start = 1_767_225_600;

    private protected byte[] Genesis()
    {
        Node.SetVersion(0, 400);
        return TinyRuntime.Events();
    }

    private protected async Task<SyncResult> RunAsync(bool extraBalances = true) =>
        await RunAsync(Manifest(extraBalances));

    private protected Task<SyncResult> RunAsync(ManifestSet manifests, int rangeBlocks = 100) =>
        RunAsync(manifests, Warehouse, rangeBlocks);

    private protected async Task<SyncResult> RunAsync(
        ManifestSet manifests,
        WarehouseFile warehouse,
        int rangeBlocks = 100
    )
    {
        NativeSync.IsFor(manifests).ShouldBeTrue();
        using NativeSync sync = NativeNetworks.Open(
            manifests,
            warehouse,
            EndpointAddress.Single(new Dictionary<int, Uri> { [ChainId] = Node.Url }),
            new SyncOptions(rangeBlocks) { Time = TimeProvider.System, RetryDelay = TimeSpan.FromMilliseconds(1) }
        );
        return await sync.RunAsync(progress: null, CancellationToken.None);
    }

    private protected ManifestSet Manifest(bool extraBalances = true, string more = "")
    {
        string shipped = Path.Combine(PolkadotEvents.Root(), "data", "manifests", "bittensor.yaml");
        string balances = extraBalances
            ? """      - {kind: balances, name: Balances, address: "pallet:Balances"}"""
            : "";
        string path = Path.Combine(_folder, "bittensor.yaml");
        File.WriteAllText(
            path,
            $$"""
            extends: {{shipped}}
            deployments:
              - chain: {{ChainId}}
                network: "{{Node.Genesis}}"
                from_block: 1
                tokens:
                  - {symbol: TAO, decimals: 9, kind: native}
                  - {symbol: ALPHA3, decimals: 9, address: "0x616c706861000000000000000000000000000003", kind: erc20}
                contracts:
                  - {kind: subtensor, name: SubtensorModule, address: "pallet:SubtensorModule"}
            """
                + "\n"
                + string.Join('\n', new[] { balances, more }.Where(line => line.Length > 0))
                + "\n"
        );
        return ManifestSet.Load(path);
    }

    private protected long? Cursor() =>
        Warehouse
            .Connection.Query("select block_number from chain.cursor", row => (long?)row.GetInt64(0))
            .SingleOrDefault();

    private protected IReadOnlyList<string> Rows(string sql)
    {
        Warehouse.Connection.Execute(
            """
            create or replace temp view shown_account as
            select d.address_id, a.native from chain.account a join chain.address d using (address);
            create or replace temp view shown_stake as
            select s.*, h.native as staking, p.native as party
            from market.stake s
            join shown_account h on h.address_id = s.staking_id
            join shown_account p on p.address_id = s.party_id
            order by s.block_number, s.log_index
            """
        );
        return Warehouse.Connection.Query(
            sql,
            row =>
                string.Join(
                    ' ',
                    Enumerable
                        .Range(0, row.FieldCount)
                        .Select(column => row.IsDBNull(column) ? "" : row.GetValue(column).ToString())
                )
        );
    }

    private protected static byte[] Key(byte value) => [.. Enumerable.Repeat(value, 32)];

    private static string Account(byte value) => "0x" + Convert.ToHexStringLower(Key(value));
}

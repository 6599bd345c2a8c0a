using System.Globalization;
using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Sync;

/// <summary>A small market on a scripted chain: a token, and a factory whose shops open stalls.</summary>
internal sealed class ScriptedMarket : IDisposable
{
    public const int ChainId = 31337;
    public const int BlockCount = 40;

    /// <summary>Blocks of the head that are hot; those below are history.</summary>
    public const int FinalityDepth = 12;

    public const string Transfer = "Transfer(address indexed from, address indexed to, uint256 value)";
    public const string ShopOpened = "ShopOpened(address indexed shop)";
    public const string StallOpened = "StallOpened(address stall)";
    public const string Sold = "Sold(address indexed buyer, uint256 price, string item)";

    public static readonly Address Token = AddressOf("11");
    public static readonly Address Factory = AddressOf("22");
    public static readonly Address Shop = AddressOf("33");
    public static readonly Address Stall = AddressOf("44");
    public static readonly Address Alice = AddressOf("aa");

    /// <param name="secondsPerBlock">From one block to the next.</param>
    public ScriptedMarket(int secondsPerBlock = 12)
    {
        Chain = new(ChainId) { SecondsPerBlock = secondsPerBlock };
        Folder = Directory.CreateTempSubdirectory("souk-").FullName;
        WriteMapping();
        WriteManifest(Contract("token", "Token", Token), Contract("factory", "Factory", Factory));
        Chain.Answer(Token, "cap()", AbiEncoder.Encode([AbiType.Parse("uint256")], [BigInteger.Pow(2, 255)]));
        for (int number = 0; number < BlockCount; number++)
        {
            Chain.Mine("first", LogsOf(number));
        }
    }

    public ScriptedChain Chain { get; }

    public string Folder { get; }

    public string Database => Path.Combine(Folder, "bazaar.duckdb");

    public string ManifestText
    {
        get => File.ReadAllText(Path.Combine(Folder, "bazaar.yaml"));
        set => File.WriteAllText(Path.Combine(Folder, "bazaar.yaml"), value);
    }

    public string ManifestPath => Path.Combine(Folder, "bazaar.yaml");

    public ManifestSet Manifests => ManifestSet.Load(ManifestPath);

    public static string Contract(string kind, string name, Address address, int fromBlock = 1) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"      - {{kind: {kind}, name: {name}, address: \"{address}\", from_block: {fromBlock}}}"
        );

    public void WriteManifest(params string[] contracts) =>
        File.WriteAllText(
            Path.Combine(Folder, "bazaar.yaml"),
            $$"""
            system: bazaar
            title: Bazaar
            token: BZR
            label: Synthetic demo
            mapping: bazaar.sql
            contracts:
              token:
                events: ["{{Transfer}}"]
                values: ["cap() returns (uint256)", "missing() returns (bool)"]
              factory:
                events: ["{{ShopOpened}}"]
              shop:
                events: ["{{StallOpened}}", "{{Sold}}"]
                factory: {contract: factory, event: ShopOpened, parameter: shop}
              stall:
                events: ["{{Sold}}"]
                factory: {contract: shop, event: StallOpened, parameter: stall}
            deployments:
              - chain: {{ChainId}}
                tokens:
                  - {symbol: BZR, decimals: 18, address: "{{Token}}", kind: erc20}
                contracts:
            {{string.Join('\n', contracts)}}
            """
        );

    /// <summary>Deploys the token on another chain too.</summary>
    public void AddChain(int chainId) =>
        File.AppendAllText(
            ManifestPath,
            string.Create(
                CultureInfo.InvariantCulture,
                $"\n  - chain: {chainId}\n    tokens: [{{symbol: BZR, decimals: 18, address: \"{Token}\", kind: erc20}}]\n    contracts:\n{Contract("token", "Token", Token)}\n"
            )
        );

    public static SyncOptions Options(int rangeBlocksMax = 1000) =>
        new(rangeBlocksMax)
        {
            FinalityDepth = FinalityDepth,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            Time = TimeProvider.System,
        };

    public Task<ManifestSync> OpenAsync(WarehouseFile warehouse, int rangeBlocksMax = 1000) =>
        OpenAsync(warehouse, Options(rangeBlocksMax));

    public Task<ManifestSync> OpenAsync(WarehouseFile warehouse, SyncOptions options) =>
        ManifestSync.OpenAsync(
            Manifests,
            warehouse,
            new Dictionary<int, Uri> { [ChainId] = Chain.Endpoint },
            options,
            CancellationToken.None
        );

    public async Task<SyncResult> IndexAsync(WarehouseFile warehouse, int rangeBlocksMax = 1000)
    {
        using ManifestSync sync = await OpenAsync(warehouse, rangeBlocksMax);
        return await sync.RunAsync(progress: null, CancellationToken.None);
    }

    /// <summary>The digest of an undisturbed run into memory.</summary>
    public async Task<string> IndexInMemoryAsync(int rangeBlocksMax = 1000)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await IndexAsync(warehouse, rangeBlocksMax);
        return WarehouseDigest.Compute(warehouse.Connection);
    }

    /// <summary>Removes the newest blocks and mines others; every third has a transfer.</summary>
    public void Replace(int removedCount, int minedCount, string salt)
    {
        Chain.RollBack(removedCount);
        for (int count = 0; count < minedCount; count++)
        {
            int number = Chain.BlockCount;
            ScriptedLog[] logs = number % 3 == 0 ? [LogsOf(number)[0]] : [];
            Chain.Mine(salt, logs);
        }
    }

    public void Dispose()
    {
        Chain.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    public static Address AddressOf(string hexByte) =>
        Address.Parse("0x" + string.Concat(Enumerable.Repeat(hexByte, Address.ByteCount)));

    /// <summary>The shop sells in the block before its opening is announced in it, and its stall once it is open.
    /// </summary>
    private static ScriptedLog[] LogsOf(int number)
    {
        var transfer = ScriptedLog.Of(Token, Transfer, default(Address), Alice, new BigInteger(1000 + number));
        return number switch
        {
            0 => [transfer],
            3 => [ScriptedLog.Of(Shop, Sold, Alice, 1, "too early")],
            5 =>
            [
                ScriptedLog.Of(Shop, Sold, Alice, 2, "first"),
                ScriptedLog.Of(Factory, ShopOpened, Shop),
                ScriptedLog.Of(Shop, StallOpened, Stall),
                ScriptedLog.Of(Stall, Sold, Alice, 3, "second"),
            ],
            8 => [ScriptedLog.Of(Token, "Paused(address who)", Alice)],
            9 => [new ScriptedLog(Factory, [EventSignature.Parse(ShopOpened).Topic0], [])],
            11 => [ScriptedLog.Of(Shop, Sold, Alice, 4, "broken") with { Data = [1, 2, 3] }],
            12 => [ScriptedLog.Of(Stall, Sold, Alice, BigInteger.Pow(2, 256) - 1, "priceless")],
            _ when number % 3 == 0 => [transfer, ScriptedLog.Of(Stall, Sold, Alice, number, $"item {number}")],
            _ => [],
        };
    }

    public void WriteMapping() =>
        File.WriteAllText(
            Path.Combine(Folder, "bazaar.sql"),
            """
            -- Which transfers moved BZR? It's one per log; none is lost.
            insert into market.transfer
            select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, $system, t.contract_id, t."from", t."to", t.value
            from event.bazaar_token_transfer t
            where t.chain_id = $chain_id
                and t.block_number between $from_block and $to_block;
            """
        );
}

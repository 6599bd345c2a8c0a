using System.Numerics;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Substrate;
using Souk.Indexer.Tests.Sync;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Mapping;

/// <summary>Pools of Uniswap v3 that a factory announces, by data/manifests/standards.yaml. GOLD is the market's token and has no
/// decimals, like USDC.</summary>
public sealed class TickPoolTests : IDisposable
{
    private const int ChainId = 31337;
    private const string Created =
        "PoolCreated(address indexed token0, address indexed token1, uint24 indexed fee, int24 tickSpacing, address pool)";
    private const string Initialize = "Initialize(uint160 sqrtPriceX96, int24 tick)";
    private const string Swap =
        "Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)";
    private const string Mint =
        "Mint(address sender, address indexed owner, int24 indexed tickLower, int24 indexed tickUpper, uint128 amount, uint256 amount0, uint256 amount1)";
    private const string Burn =
        "Burn(address indexed owner, int24 indexed tickLower, int24 indexed tickUpper, uint128 amount, uint256 amount0, uint256 amount1)";
    private const string Collect =
        "Collect(address indexed owner, address recipient, int24 indexed tickLower, int24 indexed tickUpper, uint128 amount0, uint128 amount1)";

    /// <summary>The largest root of TickMath: Uniswap/v3-core, contracts/libraries/TickMath.sol, MAX_SQRT_RATIO.</summary>
    private const string RootMax = "1461446703485210103287273052203988822378723970342";

    private static readonly BigInteger One = BigInteger.One << 96;
    private static readonly Address Factory = ScriptedMarket.AddressOf("f0");
    private static readonly Address Gold = ScriptedMarket.AddressOf("10");
    private static readonly Address Usdc = ScriptedMarket.AddressOf("20");
    private static readonly Address Other = ScriptedMarket.AddressOf("05");
    private static readonly Address Pool = ScriptedMarket.AddressOf("a1");
    private static readonly Address Second = ScriptedMarket.AddressOf("a2");
    private static readonly Address Strange = ScriptedMarket.AddressOf("a3");
    private static readonly Address Ada = ScriptedMarket.AddressOf("d1");

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-ticks-").FullName;
    private readonly ScriptedChain _chain = new(ChainId);

    public TickPoolTests()
    {
        string shipped = Path.Combine(PolkadotEvents.Root(), "data", "manifests", "standards.yaml");
        File.WriteAllText(
            ManifestPath,
            $$"""
            extends: {{Path.GetRelativePath(_folder, shipped)}}
            mapping: {{Path.GetRelativePath(_folder, Path.ChangeExtension(shipped, ".sql"))}}
            token: GOLD
            deployments:
              - chain: {{ChainId}}
                tokens:
                  - {symbol: GOLD, decimals: 0, address: "{{Gold}}", kind: erc20}
                  - {symbol: USDC, decimals: 0, address: "{{Usdc}}", kind: erc20}
                contracts:
                  - {kind: erc20, name: GOLD, address: "{{Gold}}", from_block: 1}
                  - {kind: uniswap_v3_factory, name: Factory, address: "{{Factory}}", from_block: 1}
            """
        );
        MineStory();
    }

    private string ManifestPath => Path.Combine(_folder, "ticks.yaml");

    public void Dispose()
    {
        _chain.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task Pools_with_the_markets_token_are_found_and_every_event_of_theirs_is_a_row(int rangeBlocksMax)
    {
        using WarehouseFile warehouse = await IndexAsync(rangeBlocksMax);
        string digest = WarehouseDigest.Compute(warehouse.Connection);
        new Redecoder(ManifestSet.Load(ManifestPath), warehouse, TimeProvider.System).Run(
            progress: null,
            CancellationToken.None
        );

        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(digest);
        Rows(
                warehouse,
                $"select p.block_number, {Hex("p.pool_id")}, {Hex("p.token_id")}, p.fee_ppm, p.tick_spacing from market.tick_pool p order by all"
            )
            .ShouldBe(["2 a1a1 1010 3000 60", "8 a2a2 1010 10000 200"]);
        Rows(
                warehouse,
                $"select block_number, tick_lower, tick_upper, liquidity::varchar, {Hex("owner_id")} from market.tick_liquidity order by all"
            )
            .ShouldBe(["3 -6000 6000 10000000 d1d1", "5 -6000 6000 -1000000 d1d1"]);
        Rows(
                warehouse,
                "select block_number, tick, liquidity::varchar, amount_0::varchar, amount_1::varchar, lower(hex(sqrt_price)) from market.tick_swap order by all"
            )
            .ShouldBe([
                "2 0 0 0 0 0000000000000001000000000000000000000000",
                "4 83 10000000 -40000 42000 0000000000000001010ff972474538ef34d6a161",
            ]);
        Rows(warehouse, $"select block_number, kind, {Hex("party_id")} from market.activity order by all")
            .ShouldBe(["3 liquidity d1d1", "4 swap d1d1", "5 liquidity d1d1", "6 liquidity d1d1", "7 liquidity d1d1"]);
        Rows(warehouse, $"select {Hex("holder_id")}, class from market.holder order by all")
            .ShouldBe(["a1a1 pool", "a2a2 pool"]);
    }

    [Fact]
    public async Task Their_swaps_make_the_price_and_their_ranges_what_leaving_costs()
    {
        using WarehouseFile warehouse = await IndexAsync(1000);

        MetricTable prices = MetricCatalogue.Run(warehouse.Connection, "prices", "standards");
        MetricTable exits = MetricCatalogue.Run(warehouse.Connection, "exit_cost", "standards");

        object?[] price = prices.Rows.ShouldHaveSingleItem();
        prices.Integer(price, "price_e18").ShouldBe(1_050_000_000_000_000_000);
        prices.Value<string>(price, "source").ShouldBe("uniswap_v3");
        object?[] exit = exits.Rows.ShouldHaveSingleItem();
        exits.Integer(exit, "fee_ppm").ShouldBe(3_000);
        exits.Value<string>(exit, "verdict").ShouldBe("trusted");
        // 9,000,000 of liquidity between ticks -6000 and 6000, the price at 42000 / 40000 of roots as they were given.
        double root = 1.00415;
        ((double)exits.Integer(exit, "quote_reserve")).ShouldBe(9e6 * (root - Math.Pow(1.0001, -3_000)), 2);
        ((double)exits.Integer(exit, "token_reserve")).ShouldBe(9e6 * ((1 / root) - Math.Pow(1.0001, -3_000)), 2);
    }

    private void MineStory()
    {
        _chain.Mine("ticks");
        _chain.Mine("ticks");
        // Initialised at a price of 1 in the block of its creation.
        _chain.Mine(
            "ticks",
            ScriptedLog.Of(Factory, Created, Gold, Usdc, 3_000, 60, Pool),
            ScriptedLog.Of(Factory, Created, Other, Usdc, 500, 10, Strange),
            ScriptedLog.Of(Pool, Initialize, One, 0),
            ScriptedLog.Of(Strange, Initialize, One, 0)
        );
        _chain.Mine("ticks", ScriptedLog.Of(Pool, Mint, Ada, Ada, -6_000, 6_000, 10_000_000, 2_591_727, 2_591_727));
        // 42,000 USDC come in and 40,000 GOLD go out: to 1.00415 of the root.
        _chain.Mine(
            "ticks",
            ScriptedLog.Of(Pool, Swap, Ada, Ada, -40_000, 42_000, One * 100_415 / 100_000, 10_000_000, 83)
        );
        _chain.Mine("ticks", ScriptedLog.Of(Pool, Burn, Ada, -6_000, 6_000, 1_000_000, 255_042, 263_322));
        // Nothing is taken out: owners do so to have their fees reckoned.
        _chain.Mine("ticks", ScriptedLog.Of(Pool, Burn, Ada, -6_000, 6_000, 0, 0, 0));
        _chain.Mine("ticks", ScriptedLog.Of(Pool, Collect, Ada, Ada, -6_000, 6_000, 255_042, 263_448));
        // GOLD is the second token, and the root, wider than 10^38, is no price of money.
        _chain.Mine(
            "ticks",
            ScriptedLog.Of(Factory, Created, Other, Gold, 10_000, 200, Second),
            ScriptedLog.Of(Second, Initialize, BigInteger.Parse(RootMax), 887_271)
        );
        _chain.Mine("ticks");
    }

    private async Task<WarehouseFile> IndexAsync(int rangeBlocksMax)
    {
        WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await ManifestSync.OpenAsync(
            ManifestSet.Load(ManifestPath),
            warehouse,
            new Dictionary<int, Uri> { [ChainId] = _chain.Endpoint },
            ScriptedMarket.Options(rangeBlocksMax),
            CancellationToken.None
        );
        SyncResult result = await sync.RunAsync(progress: null, CancellationToken.None);
        // The root of the second pool.
        (result.QuarantinedCount, result.UnknownCount).ShouldBe((1, 0));
        return warehouse;
    }

    private static string[] Rows(WarehouseFile warehouse, string sql) =>
        [
            .. warehouse.Connection.Query(
                sql,
                row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(row.GetValue))
            ),
        ];

    // The first two bytes of an address.
    private static string Hex(string column) =>
        $"(select left(lower(hex(a.address)), 4) from chain.address a where a.address_id = {column})";
}

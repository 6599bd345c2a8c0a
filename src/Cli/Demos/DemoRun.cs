using System.Globalization;
using System.Numerics;
using Souk.Cli.Screens;
using Souk.Cli.Stages;
using Souk.DuckDb;
using Souk.Indexer.Documents;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.LocalChain;
using Souk.LocalChain.Demos;
using Souk.LocalChain.Economy;
using Souk.LocalChain.Hosting;
using Souk.Research.Forecasts;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Tokens;

namespace Souk.Cli.Demos;

/// <summary>The whole loop on a local chain: contracts, economy, index, simulation. The chain lives as long as this.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private const string Market = "masa";
    private const int Runs = 100;

    /// <summary>The second network, from which assets of the first are called.</summary>
    private const int ForeignChainId = 31338;

    /// <summary>A day of the economy takes three blocks.</summary>
    private static readonly TimeSpan s_blockDelay = TimeSpan.FromSeconds(4);

    private DemoRun(
        AnvilHost chain,
        AnvilHost foreign,
        DemoEconomyResult economy,
        WarehouseFile warehouse,
        SyncResult index,
        EnsembleResult forecast
    )
    {
        Chain = chain;
        Foreign = foreign;
        Economy = economy;
        Warehouse = warehouse;
        Index = index;
        Forecast = forecast;
    }

    public AnvilHost Chain { get; }

    /// <summary>A small second chain; its only market is a desk of the royalty market.</summary>
    public AnvilHost Foreign { get; }

    public DemoEconomyResult Economy { get; }

    public WarehouseFile Warehouse { get; }

    public SyncResult Index { get; }

    public EnsembleResult Forecast { get; }

    /// <param name="folder">Gets the manifests and the warehouse; what an earlier demo left there is removed.</param>
    /// <param name="seed">Of the economy and of the simulation.</param>
    /// <param name="screen">Shows the stages.</param>
    /// <param name="cancellation">Ends everything that was started.</param>
    public static async Task<DemoRun> StartAsync(
        string folder,
        uint seed,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        string database = PrepareFolder(folder);
        AnvilHost chain = await AnvilHost.StartAsync(new AnvilOptions(), cancellation);
        AnvilHost? foreign = null;
        WarehouseFile? warehouse = null;
        try
        {
            foreign = await AnvilHost.StartAsync(new AnvilOptions { ChainId = ForeignChainId }, cancellation);
            DemoEconomyResult economy = await PlayAsync(chain, foreign, folder, seed, screen, cancellation);
            warehouse = WarehouseFile.Open(database);
            ManifestSet manifests = ManifestSet.Load([.. economy.Manifests]);
            SyncResult index = await IndexStage.RunAsync(
                manifests,
                warehouse,
                EndpointAddress.Single(
                    new Dictionary<int, Uri> { [economy.ChainId] = chain.Endpoint, [ForeignChainId] = foreign.Endpoint }
                ),
                new SyncOptions { Time = TimeProvider.System },
                screen,
                watch: null,
                cancellation
            );
            await DocumentsStage.RunAsync(manifests, warehouse, new(), again: false, screen, cancellation);
            ImportFacts(warehouse);
            Scenario scenario = ScenarioSource.Read(warehouse.Connection, Repository.FindFile("baseline", "scenarios"));
            EnsembleResult forecast = await SimulateStage.RunAsync(
                scenario,
                seed,
                Runs,
                threads: 0,
                screen,
                cancellation
            );
            ForecastStore.Save(warehouse.Connection, forecast);
            return new DemoRun(chain, foreign, economy, warehouse, index, forecast);
        }
        catch
        {
            warehouse?.Dispose();
            await chain.DisposeAsync();
            await (foreign?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    public DemoSummary Summarise() =>
        new(
            "Synthetic demo",
            Economy.Seed,
            Index.BlockCount,
            Index.LogCount,
            Index.QuarantinedCount,
            Index.UnknownCount,
            Sum("payments", "legs"),
            Sum("emissions", "burned").ToString(CultureInfo.InvariantCulture),
            Sum("vesting", "released").ToString(CultureInfo.InvariantCulture),
            DocumentList.Read(Warehouse.Connection, countMax: 0).CountOf("verified"),
            Economy.TipHash.ToString(),
            WarehouseDigest.Compute(Warehouse.Connection),
            Forecast.Digest,
            Warehouse.Path
        );

    /// <summary>Plays a block of the economy every few seconds and indexes it, until cancelled.</summary>
    public Task GoOnAsync(CancellationToken cancellation)
    {
        FollowStage follow = new(
            ManifestSet.Load([.. Economy.Manifests]),
            EndpointAddress.Single(
                new Dictionary<int, Uri> { [Economy.ChainId] = Chain.Endpoint, [ForeignChainId] = Foreign.Endpoint }
            ),
            new SyncOptions { Time = TimeProvider.System, IsFollowing = true }
        );
        return Task.WhenAll(follow.RunAsync(Warehouse, cancellation), PlayOnAsync(cancellation));
    }

    private async Task PlayOnAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_blockDelay, cancellation);
                await Economy.Player.PlayBlockAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C.
        }
        catch (LocalChainException failure)
        {
            await Console.Error.WriteLineAsync(
                $"souk: the economy stands still: {failure.Message} The pages stay as they are."
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        Warehouse.Dispose();
        await Chain.DisposeAsync();
        await Foreign.DisposeAsync();
    }

    private static string PrepareFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        string database = Path.Combine(folder, "demo.duckdb");
        if (File.Exists(database))
        {
            // Fails where another demo holds it, instead of pulling it away.
            using (WarehouseFile.Open(database)) { }
            File.Delete(database);
            File.Delete(database + ".wal");
        }

        return database;
    }

    private static Task<DemoEconomyResult> PlayAsync(
        AnvilHost chain,
        AnvilHost foreign,
        string folder,
        uint seed,
        ProgressScreen screen,
        CancellationToken cancellation
    ) =>
        screen.RunAsync(
            "Two years of a synthetic economy",
            progress =>
                Task.Run(
                    () =>
                        DemoEconomy.RunAsync(chain, seed, folder, new Relay(progress), cancellation, foreign: foreign),
                    cancellation
                )
        );

    /// <summary>What is reported of the real tokens, and what was said of them. Recorded when the economy's last day was: by our own clock no
    /// two demos would have the same bytes.</summary>
    private static void ImportFacts(WarehouseFile warehouse)
    {
        DateTime now = warehouse.Connection.Scalar<DateTime>("select max(time) from chain.block");
        TokenRegistry.Import(warehouse.Connection, Repository.ListFiles(TokenRegistry.Table), now);
        ClaimRegistry.Import(warehouse.Connection, Repository.ListFiles(ClaimRegistry.Table), now);
    }

    private BigInteger Sum(string metric, string column)
    {
        MetricTable table = MetricCatalogue.Run(Warehouse.Connection, metric, Market);
        return table.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + table.Integer(row, column));
    }

    private sealed class Relay(IProgress<StageProgress> progress) : IProgress<EconomyProgress>
    {
        public void Report(EconomyProgress value) =>
            progress.Report(
                new StageProgress(
                    (double)value.Day / value.Days,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"day {value.Day} of {value.Days}, {value.Transactions:N0} transactions"
                    )
                )
            );
    }
}

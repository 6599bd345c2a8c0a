using System.Diagnostics;
using System.Globalization;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>A process that is killed between any two steps of a write loses nothing and doubles nothing.</summary>
public sealed class KillTests(KillTests.ReplacedMarket replaced) : IClassFixture<KillTests.ReplacedMarket>
{
    private const string StepVariable = "SOUK_TEST_KILL_STEP";
    private const string MarketVariable = "SOUK_TEST_KILL_MARKET";

    public static TheoryData<string> Steps =>
        [
            "journal",
            "delete",
            "blocks",
            "logs",
            "contracts",
            "events",
            "values",
            "quarantine",
            "dictionaries",
            "amounts",
            "mapping",
            "range",
            "cursor",
            "finality",
            "commit",
        ];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_kill_at_any_step_of_a_swap_leaves_all_or_nothing(string step)
    {
        string database = replaced.Path($"{step}.duckdb");
        File.Copy(replaced.Market.Database, database);

        (await RunVictimAsync(database, step)).ShouldBe(128 + 9);

        using WarehouseFile again = WarehouseFile.Open(database);
        WarehouseDigest.Compute(again.Connection).ShouldBe(replaced.Before);
        await replaced.Market.IndexAsync(again);
        WarehouseDigest.Compute(again.Connection).ShouldBe(replaced.After);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("mapping")]
    [InlineData("commit")]
    public async Task A_kill_in_a_first_write_leaves_an_empty_warehouse(string step)
    {
        string database = replaced.Path($"first-{step}.duckdb");

        (await RunVictimAsync(database, step)).ShouldBe(128 + 9);

        using WarehouseFile again = WarehouseFile.Open(database);
        await replaced.Market.IndexAsync(again);
        WarehouseDigest.Compute(again.Connection).ShouldBe(replaced.After);
    }

    /// <summary>What the tests above kill: this same test program, run for this method alone. Elsewhere it does
    /// nothing.</summary>
    [Fact]
    public async Task Victim()
    {
        if (Environment.GetEnvironmentVariable(MarketVariable) is not { Length: > 0 } market)
        {
            return;
        }

        string[] parts = market.Split('|');
        using WarehouseFile warehouse = WarehouseFile.Open(parts[1]);
        using ManifestSync sync = await ManifestSync.OpenAsync(
            ManifestSet.Load(parts[0]),
            warehouse,
            new Dictionary<int, Uri> { [ScriptedMarket.ChainId] = new(parts[2]) },
            ScriptedMarket.Options(),
            CancellationToken.None
        );
        string killStep = Environment.GetEnvironmentVariable(StepVariable)!;
        sync.Chains[0].Store.BeforeStep = step => KillAt(step == killStep);
        await sync.RunAsync(progress: null, CancellationToken.None);
    }

    private static void KillAt(bool now)
    {
        if (now)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <returns>The exit code; 128 + 9 for a process that was killed.</returns>
    private async Task<int> RunVictimAsync(string database, string step)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Souk.Indexer.Tests.dll");
        string method = $"{typeof(KillTests).FullName}.{nameof(Victim)}";
        var start = new ProcessStartInfo("dotnet", [program, "-method", method]) { RedirectStandardOutput = true };
        start.Environment[StepVariable] = step;
        start.Environment[MarketVariable] = string.Create(
            CultureInfo.InvariantCulture,
            $"{replaced.Market.ManifestPath}|{database}|{replaced.Market.Chain.Endpoint}"
        );
        using Process victim = Process.Start(start)!;
        await victim.StandardOutput.ReadToEndAsync();
        await victim.WaitForExitAsync();
        return victim.ExitCode;
    }

    /// <summary>A market that is stored in its file and whose newest blocks were then replaced.</summary>
    public sealed class ReplacedMarket : IAsyncLifetime
    {
        internal ScriptedMarket Market { get; } = new();

        /// <summary>The digest of what is stored.</summary>
        public string Before { get; private set; } = "";

        /// <summary>The digest of an undisturbed index of the chain as it is now.</summary>
        public string After { get; private set; } = "";

        public string Path(string file) => System.IO.Path.Combine(Market.Folder, file);

        public async ValueTask InitializeAsync()
        {
            using (WarehouseFile warehouse = WarehouseFile.Open(Market.Database))
            {
                await Market.IndexAsync(warehouse);
                Before = WarehouseDigest.Compute(warehouse.Connection);
            }

            Market.Replace(removedCount: 6, minedCount: 7, "second");
            After = await Market.IndexInMemoryAsync();
        }

        public ValueTask DisposeAsync()
        {
            Market.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

using Souk.Campaigns.Faults;
using Souk.Campaigns.Markets;
using Souk.Campaigns.Schedules;
using Souk.LocalChain.Economy;
using Souk.Warehouse.Storage;

namespace Souk.Campaigns.Kills;

/// <summary>Kills the real program at random instants while a real node's chain grows and is reorganised, then lets it
/// finish and compares.</summary>
/// <remarks>Instants are of the wall clock: a seed repeats what is done, not at which write the process dies.</remarks>
internal sealed class KillCampaign : IAsyncDisposable
{
    /// <summary>Schedules on one node; its chain grows with each.</summary>
    private const int SchedulesPerNode = 20;

    private const int FirstBlockCount = 60;
    private const int RunsMax = 4;

    /// <summary>A run takes about as long.</summary>
    private const int LifeMsMax = 1500;

    private static readonly TimeSpan _wholeLife = TimeSpan.FromMinutes(2);

    private AnvilBazaar? _node;
    private int _played;

    public async Task<ScheduleResult> PlayAsync(ulong seed, CancellationToken cancellation)
    {
        var stream = new SeededStream(seed, "kills");
        AnvilBazaar node = await NodeAsync(stream, cancellation);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("souk-kills-");
        try
        {
            return await PlayAsync(seed, stream, node, Path.Combine(folder.FullName, "killed.duckdb"), cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    private async Task<AnvilBazaar> NodeAsync(SeededStream stream, CancellationToken cancellation)
    {
        if (_played++ % SchedulesPerNode == 0)
        {
            await DisposeAsync();
            _node = null;
            _node = await AnvilBazaar.StartAsync(cancellation);
            await _node.MineAsync(stream, FirstBlockCount, cancellation);
        }

        return _node!;
    }

    private static async Task<ScheduleResult> PlayAsync(
        ulong seed,
        SeededStream stream,
        AnvilBazaar node,
        string database,
        CancellationToken cancellation
    )
    {
        int range = stream.Pick([2, 5, 20, 1000]);
        string endpoint = $"{Bazaar.ChainId}={node.Endpoint}";
        string? problem = null;
        int kills = 0;
        int reorganisations = 0;
        int runs = stream.Between(2, RunsMax);
        for (int run = 1; run <= runs && problem is null; run++)
        {
            TimeSpan life = TimeSpan.FromMilliseconds(100 + stream.Below(LifeMsMax));
            Task<(int, string)?> running = IndexProcess.RunAsync(
                node.Bazaar.ManifestPath,
                database,
                endpoint,
                range,
                run == runs ? _wholeLife : life,
                cancellation
            );
            if (run < runs && stream.Chance(perMille: 400))
            {
                // While it runs.
                await Task.Delay(life / 2, cancellation);
                reorganisations += await ChangeAsync(node, stream, cancellation);
            }

            (int ExitCode, string Errors)? end = await running;
            kills += end is null ? 1 : 0;
            problem = end is { ExitCode: not 0 }
                ? $"run {run} ended with {end.Value.ExitCode}: {end.Value.Errors}"
                : null;
            reorganisations += run < runs ? await ChangeAsync(node, stream, cancellation) : 0;
        }

        problem ??= await CompareAsync(node, database, cancellation);
        return new ScheduleResult(
            seed,
            problem,
            runs,
            StopCount: 0,
            kills,
            RequestCount: 0,
            new Dictionary<FaultKind, FaultCount>
            {
                [FaultKind.Kill] = new(kills, kills, 0),
                [FaultKind.Reorganisation] = new(reorganisations, reorganisations, 0),
            },
            []
        );
    }

    /// <returns>Reorganisations made: none or one.</returns>
    private static async Task<int> ChangeAsync(AnvilBazaar node, SeededStream stream, CancellationToken cancellation)
    {
        bool reorganises = stream.Chance(perMille: 700);
        if (reorganises)
        {
            await node.ReorganiseAsync(stream.Between(1, AnvilBazaar.DepthMax), cancellation);
        }

        await node.MineAsync(stream, stream.Between(reorganises ? 0 : 1, 5), cancellation);
        return reorganises ? 1 : 0;
    }

    private static async Task<string?> CompareAsync(AnvilBazaar node, string database, CancellationToken cancellation)
    {
        using WarehouseFile undisturbed = IndexRun.Open(WarehouseFile.InMemory);
        var run = new IndexRun(
            node.Bazaar,
            [node.Endpoint],
            transport: null,
            TimeProvider.System,
            rangeBlocksMax: 1000
        );
        await run.RunAsync(undisturbed, _ => { }, cancellation);
        using WarehouseFile killed = IndexRun.Open(database);
        string expected = FactDigest.Of(undisturbed);
        string found = FactDigest.Of(killed);
        return found == expected
            ? StoredChain.FindStaleRollup(killed)
            : $"the facts differ in {FactDigest.Difference(found, expected)}";
    }
}

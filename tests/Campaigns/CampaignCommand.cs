using System.Globalization;
using System.Runtime.CompilerServices;
using Souk.Campaigns.Backtests;
using Souk.Campaigns.Clusters;
using Souk.Campaigns.Kills;
using Souk.Campaigns.Programmes;
using Souk.Campaigns.Reports;
using Souk.Campaigns.Schedules;

namespace Souk.Campaigns;

/// <summary>`./souk campaign NAME …`: plays a campaign and says what came of it.</summary>
internal static class CampaignCommand
{
    private const int Passed = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const int Cancelled = 130;

    private const string Usage = """
        usage: ./souk campaign faults|faults-memory|faults-anvil [--count N] [--seed S] [--workers N] [--only SEED]
               ./souk campaign conservation [--count N] [--seed S]
               ./souk campaign backtest [--count N] [--workers N]
               ./souk campaign slurm [RUNS]
               ./souk campaign digests [--days N] [--only NAME]
          faults        plays faults-memory, then faults-anvil with a fiftieth of its schedules
          faults-memory plays seeded schedules of faults, reorganisations and kills on a scripted chain in memory
          faults-anvil  kills the real program at random instants while a local node's chain is reorganised
          conservation  plays mechanisms at random on one ledger, 10000 steps a programme, and as many scenarios with moved parameters
          backtest      forecasts markets that behave otherwise than the fitted model, and says how often bands cover
          slurm         plays an ensemble of RUNS (20000), two studies and a backfill on a real Slurm of four nodes, of which all but two studies lose one
          digests       runs every shipped scenario, whole or at most --days of it, on 1 to 16 threads and several chunk sizes
          --count  schedules to play (10000; 200 for faults-anvil; 100 programmes; 52 markets of 4 forecasts)
          --seed   of the first schedule; the others follow (1)
          --workers  schedules or markets at the same time (one per core; always 1 for faults-anvil)
          --only   plays one schedule and tells what happened; not with faults
        """;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        if (arguments is ["conservation", ..] && ConservationCampaign.Run(arguments.AsSpan(1), cancellation) is { } ran)
        {
            return ran ? Passed : Failed;
        }

        if (arguments is ["slurm"] or ["slurm", _] && SlurmRuns(arguments) is { } runs)
        {
            return await SlurmCampaign.RunAsync(runs, cancellation) ? Passed : Failed;
        }

        if (arguments is ["backtest", ..] && BacktestCampaign.Run(arguments.AsSpan(1), cancellation) is { } covers)
        {
            return covers ? Passed : Failed;
        }

        string scenarios = Path.Combine("data", "scenarios");
        if (
            arguments is ["digests", ..]
            && DigestCampaign.Run(scenarios, arguments.AsSpan(1), cancellation) is { } agrees
        )
        {
            return agrees ? Passed : Failed;
        }

        if (CampaignOptions.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return WrongUsage;
        }

        int inMemory = options.IsInMemory ? await PlayInMemoryAsync(options, cancellation) : Passed;
        if (!options.IsOnAnvil || inMemory == Cancelled)
        {
            return inMemory;
        }

        int onAnvil = await PlayOnAnvilAsync(options, cancellation);
        return onAnvil == Passed ? inMemory : onAnvil;
    }

    private static async Task<int> PlayInMemoryAsync(CampaignOptions options, CancellationToken cancellation)
    {
        using var faults = new FaultCampaign();
        if (options.Only is { } seed)
        {
            Console.WriteLine(FaultSchedule.Of(seed).Describe());
        }

        return await ShowAsync(
            "faults-memory",
            options.Count,
            options.Only,
            faults.PlayAsync(options.Seeds(options.Count), options.WorkerCount, cancellation)
        );
    }

    private static async Task<int> PlayOnAnvilAsync(CampaignOptions options, CancellationToken cancellation)
    {
        await using var kills = new KillCampaign();
        return await ShowAsync(
            "faults-anvil",
            options.AnvilCount,
            options.Only,
            PlayAsync(kills, options.Seeds(options.AnvilCount), cancellation)
        );
    }

    private static int? SlurmRuns(string[] arguments) =>
        arguments.Length == 1 ? 20_000
        : int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out int runs) ? runs
        : null;

    private static async IAsyncEnumerable<ScheduleResult> PlayAsync(
        KillCampaign campaign,
        IEnumerable<ulong> seeds,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (ulong seed in seeds)
        {
            yield return await campaign.PlayAsync(seed, cancellation);
        }
    }

    private static async Task<int> ShowAsync(
        string campaign,
        int count,
        ulong? only,
        IAsyncEnumerable<ScheduleResult> results
    )
    {
        var summary = new CampaignSummary(campaign);
        var progress = new ProgressLine(only is null ? count : 1, TimeProvider.System);
        bool isCancelled = false;
        try
        {
            await foreach (ScheduleResult result in results)
            {
                summary.Add(result);
                progress.Show(summary);
                if (result.Problem is not null)
                {
                    await Console.Error.WriteLineAsync($"seed {result.Seed}: {result.Problem}");
                }

                foreach (string stop in only is null ? [] : result.Stops)
                {
                    Console.WriteLine($"stop: {stop}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            isCancelled = true;
        }

        progress.End();
        Console.WriteLine(summary.Describe(progress.Elapsed));
        return isCancelled ? Cancelled
            : summary.Failures.Count > 0 ? Failed
            : Passed;
    }

    /// <param name="Count">Schedules in memory, or those on a node where there are no others.</param>
    private sealed record CampaignOptions(
        bool IsInMemory,
        bool IsOnAnvil,
        int Count,
        ulong Seed,
        int WorkerCount,
        ulong? Only
    )
    {
        /// <summary>Schedules in memory for one on a node, where both are played.</summary>
        private const int MemoryPerAnvil = 50;

        public int AnvilCount => IsInMemory ? Math.Max(1, Count / MemoryPerAnvil) : Count;

        public IEnumerable<ulong> Seeds(int count) =>
            Only is { } only ? [only] : Enumerable.Range(0, count).Select(index => Seed + (ulong)index);

        /// <summary>Null for anything that the usage does not say.</summary>
        public static CampaignOptions? Parse(string[] arguments)
        {
            if (arguments is not ["faults" or "faults-memory" or "faults-anvil", ..] || arguments.Length % 2 == 0)
            {
                return null;
            }

            bool isInMemory = arguments[0] != "faults-anvil";
            bool isOnAnvil = arguments[0] != "faults-memory";
            int count = isInMemory ? 10_000 : 200;
            var options = new CampaignOptions(isInMemory, isOnAnvil, count, 1, Environment.ProcessorCount, null);

            for (int index = 1; index < arguments.Length; index += 2)
            {
                if (
                    !ulong.TryParse(
                        arguments[index + 1],
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out ulong value
                    ) || With(options, arguments[index], value) is not { } next
                )
                {
                    return null;
                }

                options = next;
            }

            // A seed is of one of the two.
            return isInMemory && isOnAnvil && options.Only is not null ? null : options;
        }

        private static CampaignOptions? With(CampaignOptions options, string name, ulong value) =>
            name switch
            {
                "--count" when value is >= 1 and <= int.MaxValue => options with { Count = (int)value },
                "--seed" => options with { Seed = value },
                "--workers" when value is >= 1 and <= 64 => options with { WorkerCount = (int)value },
                "--only" => options with { Only = value },
                _ => null,
            };
    }
}

using System.Globalization;
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
        usage: ./souk campaign faults [--count N] [--seed S] [--workers N] [--only SEED]
          faults   plays seeded schedules of faults, reorganisations and kills on a scripted chain in memory
          --count  schedules to play (10000)
          --seed   of the first schedule; the others follow (1)
          --workers  schedules at the same time (one per core)
          --only   plays one schedule and tells what happened
        """;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        if (CampaignOptions.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return WrongUsage;
        }

        using var campaign = new FaultCampaign();
        return options.Only is { } only
            ? await PlayOneAsync(campaign, only, cancellation)
            : await PlayManyAsync(campaign, options, cancellation);
    }

    private static async Task<int> PlayOneAsync(FaultCampaign campaign, ulong seed, CancellationToken cancellation)
    {
        FaultSchedule schedule = FaultSchedule.Of(seed);
        Console.WriteLine(schedule);
        for (int index = 0; index < schedule.Endpoints.Count; index++)
        {
            Console.WriteLine($"endpoint {index}: {string.Join(", ", schedule.Endpoints[index])}");
        }

        ScheduleResult result = await campaign.PlayAsync(seed, cancellation);
        foreach (string stop in result.Stops)
        {
            Console.WriteLine($"stop: {stop}");
        }

        var summary = new CampaignSummary();
        summary.Add(result);
        Console.WriteLine(summary.Describe(TimeSpan.FromSeconds(1)));
        return result.Problem is null ? Passed : Failed;
    }

    private static async Task<int> PlayManyAsync(
        FaultCampaign campaign,
        CampaignOptions options,
        CancellationToken cancellation
    )
    {
        var summary = new CampaignSummary();
        var progress = new ProgressLine(options.Count, TimeProvider.System);
        bool isCancelled = false;
        try
        {
            IEnumerable<ulong> seeds = Enumerable.Range(0, options.Count).Select(index => options.Seed + (ulong)index);
            await foreach (ScheduleResult result in campaign.PlayAsync(seeds, options.WorkerCount, cancellation))
            {
                summary.Add(result);
                progress.Show(summary);
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

    private sealed record CampaignOptions(int Count, ulong Seed, int WorkerCount, ulong? Only)
    {
        /// <summary>Null for anything that the usage does not say.</summary>
        public static CampaignOptions? Parse(string[] arguments)
        {
            var options = new CampaignOptions(10_000, 1, Environment.ProcessorCount, null);
            if (arguments is not ["faults", ..] || arguments.Length % 2 == 0)
            {
                return null;
            }

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

            return options;
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

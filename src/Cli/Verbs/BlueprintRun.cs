using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Cli.Stages;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Presets;

namespace Souk.Cli.Verbs;

/// <summary>Runs scenarios that stand alone: one, or two under common random numbers.</summary>
internal static class BlueprintRun
{
    public static async Task<int> ExecuteAsync(
        SimulateRequest request,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        FullScale[] scenarios = [.. request.Scenarios.Select(scenario => Read(scenario, request))];
        Blueprint[] blueprints = [.. scenarios.Select(scenario => scenario.Blueprint)];
        CheckTogether(blueprints);
        BlueprintOrder order = new(request.Seed, request.Runs, request.Threads, request.Output)
        {
            KeepsDays = blueprints.Length == 1,
        };
        BlueprintResult first = await RunAsync(blueprints[0], order, screen, cancellation);
        if (blueprints.Length == 1)
        {
            BlueprintReport report = BlueprintReport.Of(
                first,
                request.Output,
                request.IsFull,
                scenarios[0].Sampled,
                request.IsFull || first.IsCancelled ? [] : HeadlineBasis.Of(first)
            );
            Console.WriteLine(request.IsJson ? JsonOutput.Of(report) : report.Text());
            return Close(first);
        }

        // As many runs as the first has: beyond them there is nothing to compare with.
        BlueprintOrder same = order with
        {
            Runs = first.Runs,
        };
        BlueprintResult second = await RunAsync(blueprints[1], same, screen, cancellation);
        ComparisonReport comparison = ComparisonReport.Of(new BlueprintComparison(first, second));
        Console.WriteLine(request.IsJson ? JsonOutput.Of(comparison) : comparison.Text());
        return Math.Max(Close(first), Close(second));
    }

    private static FullScale Read(string scenario, SimulateRequest request)
    {
        Blueprint blueprint = ScenarioSheet.Read(scenario, request.Changes, request.Days);
        return request.IsFull ? FullScale.Of(blueprint) : new FullScale(blueprint, []);
    }

    private static void CheckTogether(Blueprint[] blueprints)
    {
        if (blueprints[0].Start != blueprints[^1].Start)
        {
            throw new InvalidInputException(
                $"{blueprints[0].Name} starts on {blueprints[0].Start:yyyy-MM-dd} and {blueprints[1].Name} on {blueprints[1].Start:yyyy-MM-dd}: compare scenarios with the same start."
            );
        }
    }

    private static async Task<BlueprintResult> RunAsync(
        Blueprint blueprint,
        BlueprintOrder order,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        try
        {
            return await BlueprintStage.RunAsync(blueprint, order, screen, cancellation);
        }
        catch (ArgumentOutOfRangeException limit) when (limit.ParamName == "runs")
        {
            throw new InvalidInputException(limit.Message.Replace(" (Parameter 'runs')", "", StringComparison.Ordinal));
        }
    }

    /// <summary>Says what was cancelled, and gives the exit code.</summary>
    internal static int Close(BlueprintResult result)
    {
        if (!result.IsCancelled)
        {
            return ExitCode.Success;
        }

        Console.Error.WriteLine(
            result.Runs == result.RunsAsked
                ? $"souk: cancelled; {result.Days} of {result.Blueprint.HorizonDays} days were done, to {result.DateAt(result.Days - 1):yyyy-MM-dd}, and are what is shown and kept."
                : $"souk: cancelled; {result.Runs} of {result.RunsAsked} runs were finished and are what is shown, as --runs {result.Runs} would have shown."
        );
        return ExitCode.Cancelled;
    }
}

using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Cli.Stages;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Presets;
using Souk.Simulation.Uncertainties;

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
        return blueprints.Length == 1
            ? await CloseAloneAsync(first, scenarios[0].Sampled, request, screen, cancellation)
            // As many runs as the first has: beyond them there is nothing to compare with.
            : await CloseTogetherAsync(
                new(first, await RunAsync(blueprints[1], order with { Runs = first.Runs }, screen, cancellation)),
                request,
                screen,
                cancellation
            );
    }

    private static async Task<int> CloseAloneAsync(
        BlueprintResult result,
        IReadOnlyList<SampledPart> sampled,
        SimulateRequest request,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<HeadlineBasis>? headline =
            request.IsFull || result.IsCancelled ? []
            : result.Runs == 1 ? HeadlineBasis.Of(result)
            : await HeadlineAsync(
                models => HeadlineBasis.Of(result, request.Threads, models, cancellation),
                screen,
                cancellation
            );
        BlueprintReport report = BlueprintReport.Of(result, request.Output, request.IsFull, sampled, headline);
        Console.WriteLine(request.IsJson ? JsonOutput.Of(report) : report.Text());
        return headline is null ? ExitCode.Cancelled : Close(result);
    }

    private static async Task<int> CloseTogetherAsync(
        BlueprintComparison comparison,
        SimulateRequest request,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        (BlueprintResult first, BlueprintResult second) = (comparison.First, comparison.Second);
        IReadOnlyList<HeadlineUnion>? headline =
            request.IsFull || first.Runs == 1 || first.IsCancelled || second.IsCancelled
                ? []
                : await HeadlineAsync(
                    models => HeadlineUnion.Between(comparison, request.Threads, models, cancellation),
                    screen,
                    cancellation
                );
        ComparisonReport report = ComparisonReport.Of(comparison, headline ?? []);
        Console.WriteLine(request.IsJson ? JsonOutput.Of(report) : report.Text());
        return headline is null ? ExitCode.Cancelled : Math.Max(Close(first), Close(second));
    }

    /// <summary>What headlines are under every model and what they rest on, as a stage of its own.</summary>
    /// <returns>Null where somebody cancelled: the runs are whole, and shown without it.</returns>
    private static async Task<IReadOnlyList<T>?> HeadlineAsync<T>(
        Func<IProgress<double>, IReadOnlyList<T>> find,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        try
        {
            return await screen.RunAsync(
                "What headlines rest on",
                progress =>
                    Task.Run(
                        () => find(new DesignProgressLine(progress, ModelVariants.Count, "models played")),
                        cancellation
                    )
            );
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(
                "souk: cancelled; the runs are whole and shown, what headlines are under other models and rest on is not."
            );
            return null;
        }
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

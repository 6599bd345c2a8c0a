using System.Globalization;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Tests.Catalogues;
using Souk.Simulation.Tests.Mechanisms;

namespace Souk.Campaigns.Programmes;

/// <summary>Plays mechanisms at random on one ledger, and scenarios with moved parameters; says where tokens were made or lost.</summary>
internal static class ConservationCampaign
{
    private const int StepsPerProgramme = 10_000;
    private const int ProgrammesDefault = 100;
    private const int ProgrammesMax = 1_000_000;
    private const int DaysPerScenario = 60;

    /// <param name="arguments">`--count N` programmes (100, a million steps), `--seed S` of the first.</param>
    /// <returns>Null for anything else; else whether all programmes conserved.</returns>
    public static bool? Run(ReadOnlySpan<string> arguments, CancellationToken cancellation)
    {
        if (Parse(arguments) is not { } options)
        {
            return null;
        }

        long stepCount = 0;
        long refusedCount = 0;
        int failedCount = 0;
        for (int index = 0; index < options.Count; index++)
        {
            uint seed = options.Seed + (uint)index;
            RandomProgramme programme = new(seed);
            for (int step = 0; step < StepsPerProgramme; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Problem(programme, step) is { } problem)
                {
                    failedCount++;
                    Console.Error.WriteLine($"seed {seed}: {problem}");
                    break;
                }

                stepCount++;
            }

            refusedCount += programme.RefusedCount;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{stepCount:N0} steps of {options.Count:N0} programmes, {refusedCount:N0} refused without a trace\n{options.Count - failedCount} passed, {failedCount} failed"
            )
        );
        return RunScenarios(options.Count, options.Seed, cancellation) && failedCount == 0;
    }

    // All kinds of parts: shipped scenarios in turn, each time with other parameters.
    private static bool RunScenarios(int count, uint firstSeed, CancellationToken cancellation)
    {
        Blueprint[] shipped = [.. ShippedFiles.RunnableNames.Concat(ShippedFiles.Presets).Select(ShippedFiles.Read)];
        long ruleCount = 0;
        int failedCount = 0;
        for (int index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            uint seed = firstSeed + (uint)index;
            try
            {
                ruleCount += RandomScenario.Play(shipped[index % shipped.Length], seed, DaysPerScenario);
            }
            catch (Exception problem) when (problem is ConservationException or InvalidOperationException)
            {
                failedCount++;
                Console.Error.WriteLine($"{shipped[index % shipped.Length].Name}, seed {seed}: {problem.Message}");
            }
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ruleCount:N0} rules of {count:N0} scenarios with moved parameters\n{count - failedCount} passed, {failedCount} failed"
            )
        );
        return failedCount == 0;
    }

    private static string? Problem(RandomProgramme programme, int step)
    {
        try
        {
            programme.Play(step);
            return null;
        }
        catch (Exception problem) when (problem is ConservationException or InvalidOperationException)
        {
            return problem.Message;
        }
    }

    private static (int Count, uint Seed)? Parse(ReadOnlySpan<string> arguments)
    {
        int count = ProgrammesDefault;
        uint seed = 1;
        for (int i = 0; i < arguments.Length; i += 2)
        {
            bool isUnderstood =
                i + 1 < arguments.Length
                && arguments[i] switch
                {
                    "--count" => int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out count)
                        && count is > 0 and <= ProgrammesMax,
                    "--seed" => uint.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out seed),
                    _ => false,
                };
            if (!isUnderstood)
            {
                return null;
            }
        }

        return (count, seed);
    }
}

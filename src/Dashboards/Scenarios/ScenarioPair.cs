using System.Globalization;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Scenarios;

/// <summary>Two scenarios beside each other, as an address asks for them.</summary>
/// <param name="Differences">Parameters, tokens and events in which they differ.</param>
/// <param name="Outcomes">What that comes to; empty where nothing differs or they cannot be compared.</param>
/// <param name="Failure">Why there are no outcomes; null where there are, or nothing differs.</param>
public sealed record ScenarioPair(
    Blueprint First,
    Blueprint Second,
    uint Seed,
    int Runs,
    IReadOnlyList<BlueprintDifference> Differences,
    IReadOnlyList<Divergence> Outcomes,
    string? Failure
)
{
    private const int RunsDefault = 16;

    /// <summary>All runs that are asked for, also under all models that might be right.</summary>
    /// <exception cref="FormatException">Runs or seed are none; says what is expected.</exception>
    public static Task<ScenarioPair> ReadAsync(
        Blueprint first,
        Blueprint second,
        IQueryCollection query,
        BandRunner runner,
        CancellationToken cancellation
    )
    {
        uint seed = Design.SeedOf(query["seed"].ToString());
        int runs = RunsOf(query["runs"].ToString());
        return ReadAsync(
            first,
            second,
            query,
            seed,
            runs,
            () => runner.CompareAsync(first, second, seed, runs, cancellation)
        );
    }

    /// <summary>The first run alone, under the scenarios' own model.</summary>
    /// <inheritdoc cref="ReadAsync(Blueprint, Blueprint, IQueryCollection, BandRunner, CancellationToken)"/>
    internal static Task<ScenarioPair> ReadFirstAsync(
        Blueprint first,
        Blueprint second,
        IQueryCollection query,
        BandRunner runner,
        CancellationToken cancellation
    )
    {
        uint seed = Design.SeedOf(query["seed"].ToString());
        return ReadAsync(
            first,
            second,
            query,
            seed,
            runs: 1,
            () => runner.CompareFirstAsync(first, second, seed, cancellation)
        );
    }

    private static async Task<ScenarioPair> ReadAsync(
        Blueprint first,
        Blueprint second,
        IQueryCollection query,
        uint seed,
        int runs,
        Func<Task<PairResult>> compare
    )
    {
        ScenarioPair pair = new(first, second, seed, runs, BlueprintDifference.Between(first, second), [], null);
        if (pair.Differences.Count == 0)
        {
            return pair;
        }

        try
        {
            return pair with { Outcomes = Divergence.Of(await compare(), query["m"]) };
        }
        catch (Exception failed) when (failed is ScenarioException or RunException or ArgumentException)
        {
            return pair with { Failure = failed.Message };
        }
    }

    private static int RunsOf(string text) =>
        text.Length == 0 ? RunsDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int runs)
        && runs is >= 1 and <= BandRunner.RunsMax
            ? runs
        : throw new FormatException(PageWords.Plain("scenarios.runs-takes-a-whole-number", BandRunner.RunsMax));
}

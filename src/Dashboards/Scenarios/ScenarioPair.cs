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

    /// <exception cref="FormatException">Runs or seed are none; says what is expected.</exception>
    public static async Task<ScenarioPair> ReadAsync(
        Blueprint first,
        Blueprint second,
        IQueryCollection query,
        BandRunner runner,
        CancellationToken cancellation
    )
    {
        uint seed = Design.SeedOf(query["seed"].ToString());
        int runs = RunsOf(query["runs"].ToString());
        ScenarioPair pair = new(first, second, seed, runs, BlueprintDifference.Between(first, second), [], null);
        if (pair.Differences.Count == 0)
        {
            return pair;
        }

        try
        {
            PairResult result = await runner.CompareAsync(first, second, seed, runs, cancellation);
            return pair with { Outcomes = Divergence.Of(result, query["m"]) };
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

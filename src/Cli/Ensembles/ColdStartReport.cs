using System.Globalization;
using System.Text;
using Souk.Simulation.Studies;

namespace Souk.Cli.Ensembles;

/// <summary>A seed that was tried.</summary>
/// <param name="Stalled">Share of runs in which the wheel stood on the last day.</param>
internal sealed record TriedSeed(string Value, double Stalled, bool Enough);

/// <summary>What `souk coldstart` prints.</summary>
/// <param name="Path">The parameter that is the seed.</param>
/// <param name="Stalls">What counts as standing still, and how often that may be.</param>
/// <param name="RunSeed">Of the luck, which all trials share.</param>
/// <param name="Seed">The smallest value that was found enough; null where the largest is not.</param>
/// <param name="TooLittle">The largest that was found not enough; null where the smallest is.</param>
/// <param name="Tried">In the order of trial.</param>
/// <param name="IsMonotone">Whether no larger seed stalled more often than a smaller one, on which the search relies.</param>
internal sealed record ColdStartReport(
    string Scenario,
    string ScenarioHash,
    string EngineVersion,
    string Path,
    string Stalls,
    uint RunSeed,
    int RunsPerSeed,
    string? Seed,
    string? TooLittle,
    IReadOnlyList<TriedSeed> Tried,
    bool IsMonotone
)
{
    public static ColdStartReport Of(ColdStartRequest request, Seed found)
    {
        return new(
            request.Study.Blueprint.Title,
            request.Study.Blueprint.Hash,
            Simulation.Engine.EngineVersion.Current,
            request.Study.Variations[0].Path,
            request.Stalls.ToString(),
            request.Study.Seed,
            request.Study.Runs,
            found.Value,
            found.TooLittle,
            [
                .. found.Tried.Select(one => new TriedSeed(
                    one.Value,
                    one.Stalled,
                    one.Stalled <= request.Stalls.ShareMax
                )),
            ],
            found.IsMonotone
        );
    }

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{Scenario}: {RunsPerSeed:N0} runs of each seed, seed {RunSeed}, engine {EngineVersion}");
        Add(text, $"scenario {ScenarioHash}");
        Add(text, $"{Path}, so that {Stalls}");
        foreach (TriedSeed one in Tried)
        {
            Add(text, $"  {one.Value, -32} stands in {one.Stalled, 7:P1} of runs{(one.Enough ? "" : "  too little")}");
        }

        Add(text, $"{Verdict()}");
        if (!IsMonotone)
        {
            Add(
                text,
                $"CAUTION: a larger seed stood more often than a smaller one, so there may be more than one threshold."
            );
        }

        return text.ToString().TrimEnd();
    }

    private string Verdict() =>
        (Seed, TooLittle) switch
        {
            (null, _) => $"{TooLittle} is too little: widen the range upwards",
            (_, null) => $"{Seed} is enough: widen the range downwards to find the least",
            _ => $"{Seed} is enough and {TooLittle} is not",
        };

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

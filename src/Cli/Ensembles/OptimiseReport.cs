using System.Globalization;
using System.Text;
using Souk.Simulation.Studies;

namespace Souk.Cli.Ensembles;

/// <summary>A design that was found.</summary>
/// <param name="Settings">As `--set` takes them.</param>
/// <param name="Objectives">Means on the last day, by metric.</param>
/// <param name="Broken">How often each constraint is broken, as a share of runs.</param>
/// <param name="FreshObjectives">The same with another seed and more runs.</param>
/// <param name="FreshBroken">The same with another seed and more runs.</param>
internal sealed record FoundDesign(
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, double> Objectives,
    IReadOnlyDictionary<string, double> Broken,
    IReadOnlyDictionary<string, double> FreshObjectives,
    IReadOnlyDictionary<string, double> FreshBroken,
    bool Feasible,
    bool FeasibleFresh
);

/// <summary>What `souk optimise` prints.</summary>
internal sealed record OptimiseReport(
    string Scenario,
    string Method,
    uint Seed,
    uint FreshSeed,
    int RunsPerPoint,
    int Evaluations,
    IReadOnlyList<FoundDesign> Designs
)
{
    /// <summary>Whether a design keeps to all constraints with the luck under which it was looked for.</summary>
    public bool IsFeasible => Designs.Any(design => design.Feasible);

    public static OptimiseReport Of(
        OptimiseRequest request,
        uint freshSeed,
        IReadOnlyList<Candidate> found,
        IReadOnlyList<Candidate> fresh,
        DesignSearch search
    )
    {
        Dictionary<string, double> Named(double[] values) =>
            request.Objectives.Zip(values).ToDictionary(pair => pair.First.Metric, pair => pair.Second);
        Dictionary<string, double> Broken(double[] shares) =>
            request.Constraints.Zip(shares).ToDictionary(pair => pair.First.ToString(), pair => pair.Second);
        return new(
            request.Study.Blueprint.Title,
            request.Objectives.Count == 1 ? "cma-es" : "nsga-ii",
            request.Study.Seed,
            freshSeed,
            request.Study.Runs,
            request.Evaluations,
            [
                .. found.Zip(
                    fresh,
                    (design, again) =>
                        new FoundDesign(
                            request
                                .Study.Variations.Zip(design.Shares)
                                .ToDictionary(pair => pair.First.Path, pair => pair.First.At(pair.Second)),
                            Named(design.Objectives),
                            Broken(design.Broken),
                            Named(again.Objectives),
                            Broken(again.Broken),
                            search.Violation(design) == 0,
                            search.Violation(again) == 0
                        )
                ),
            ]
        );
    }

    public string Text()
    {
        StringBuilder text = new();
        Add(
            text,
            $"{Scenario}: {Method}, {Evaluations:N0} designs × {RunsPerPoint:N0} runs, seed {Seed}; checked with seed {FreshSeed}"
        );
        foreach (FoundDesign design in Designs)
        {
            Add(text, $"");
            Add(text, $"{string.Join(" ", design.Settings.Select(set => $"--set \"{set.Key}={set.Value}\""))}");
            foreach ((string metric, double value) in design.Objectives)
            {
                Add(text, $"  {metric, -32} {value, 16:G8}   fresh luck {design.FreshObjectives[metric]:G8}");
            }

            foreach ((string constraint, double share) in design.Broken)
            {
                Add(text, $"  {constraint, -32} {share, 15:P1}    fresh luck {design.FreshBroken[constraint]:P1}");
            }

            Add(text, $"  {Verdict(design)}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Verdict(FoundDesign design) =>
        (design.Feasible, design.FeasibleFresh) switch
        {
            (true, true) => "keeps to all constraints, with fresh luck, too",
            (true, false) => "keeps to its constraints only with the luck that it was chosen by: take more --runs",
            _ => "BREAKS a constraint: none that keeps to all was found in these ranges",
        };

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

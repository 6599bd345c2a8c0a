using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Uncertainties;

namespace Souk.Dashboards.Scenarios;

/// <summary>A design under every model that might be right: three ways to expect by two ways to make prices.</summary>
/// <param name="Objection">Why there is one model only, in a sentence; null where there are several.</param>
/// <param name="Played">All models, in their order; empty where there is one only.</param>
public sealed record ModelUnion(string? Objection, IReadOnlyList<(ModelVariant Model, BlueprintResult Result)> Played)
{
    /// <summary>Days that all models together may play for each run that is asked for: about as many as a scenario of two years.</summary>
    private const int DaysPerRun = 700;

    private const int RunsMin = 4;

    /// <summary>Plays each model with the same luck, once; it is then remembered for a while.</summary>
    /// <param name="runs">Of each model.</param>
    public static async Task<ModelUnion> PlayAsync(
        Blueprint blueprint,
        uint seed,
        int runs,
        BandRunner runner,
        CancellationToken cancellation
    )
    {
        if (ModelVariants.Objection(blueprint) is { } objection)
        {
            return new(objection, []);
        }

        List<(ModelVariant Model, BlueprintResult Result)> played = [];
        foreach (ModelVariant model in ModelVariants.Of(blueprint))
        {
            played.Add((model, await runner.ResultAsync(model.Blueprint, seed, runs, cancellation)));
        }

        return new(null, played);
    }

    /// <summary>Runs of each model beside so many of a scenario's own; long scenarios play fewer, at least four.</summary>
    public static int RunsOf(Blueprint blueprint, int runs) =>
        Math.Min(runs, Math.Max(RunsMin, DaysPerRun * runs / (ModelVariants.Count * blueprint.HorizonDays)));

    /// <summary>The same bands, each in the union of all models, or with the reason why it is not.</summary>
    public IReadOnlyList<Bands> Around(IReadOnlyList<Bands> bands) =>
        Objection is not null ? bands : [.. bands.Select(Around)];

    /// <summary>Why a scenario's bands are of one model, as a reader is told; empty where they are the union of several.</summary>
    public static string WhyOne(Blueprint blueprint) =>
        ModelVariants.Objection(blueprint) is { } objection ? WhyOne(objection) : "";

    /// <inheritdoc cref="WhyOne(Blueprint)"/>
    internal static string WhyOne(string objection) =>
        PageWords.Plain("scenarios.one-model-only", char.ToLowerInvariant(objection[0]) + objection[1..]);

    /// <summary>Why a metric has no union although the scenario has several models.</summary>
    public static string WithoutIt(string key) => PageWords.Plain("scenarios.one-model-only-under-another", key);

    /// <summary>What a union says, as a sentence begins that goes on to the scenario's own model.</summary>
    /// <param name="what">What ends between its ends, such as `it`.</param>
    public static string Sentence(ModelEnvelope union, string what, string unit)
    {
        (string low, string high) = (Bands.Number(union.P05[^1]), Bands.Number(union.P95[^1]));
        return PageWords.Plain(
            "scenarios.under-models-three-ways-to",
            union.Models,
            union.Runs,
            what,
            low == high ? PageWords.Plain("scenarios.at", low) : PageWords.Plain("scenarios.between-and", low, high),
            unit,
            union.Runs < Bands.ChanceRunsMin ? $" {PageWords.Plain("scenarios.so-few-futures-of-a")}" : ""
        );
    }

    private Bands Around(Bands band) =>
        ModelEnvelope.Of([.. Played.Select(one => one.Result.Find(band.Key))]) is { } union
            ? band with
            {
                Union = union.With(band.Changed),
            }
            : band with
            {
                WhyOne = WithoutIt(band.Key),
            };
}

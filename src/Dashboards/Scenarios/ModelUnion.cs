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
    /// <param name="runs">Of each model at most; long scenarios play fewer, at least four.</param>
    public static async Task<ModelUnion> PlayAsync(
        Design design,
        int runs,
        BandRunner runner,
        CancellationToken cancellation
    )
    {
        if (ModelVariants.Objection(design.Changed) is { } objection)
        {
            return new(objection, []);
        }

        IReadOnlyList<ModelVariant> models = ModelVariants.Of(design.Changed);
        int each = Math.Min(runs, Math.Max(RunsMin, DaysPerRun * runs / (models.Count * design.Changed.HorizonDays)));
        List<(ModelVariant Model, BlueprintResult Result)> played = [];
        foreach (ModelVariant model in models)
        {
            played.Add((model, await runner.ResultAsync(model.Blueprint, design.Seed, each, cancellation)));
        }

        return new(null, played);
    }

    /// <summary>The same bands, each in the union of all models, or with the reason why it is not.</summary>
    public IReadOnlyList<Bands> Around(IReadOnlyList<Bands> bands) =>
        Objection is not null ? bands : [.. bands.Select(Around)];

    /// <summary>Why a scenario's bands are of one model, as a reader is told; empty where they are the union of several.</summary>
    public static string WhyOne(Blueprint blueprint) =>
        ModelVariants.Objection(blueprint) is { } objection
            ? $"One model only: {char.ToLowerInvariant(objection[0])}{objection[1..]}"
            : "";

    private Bands Around(Bands band) =>
        ModelUncertainty.EnvelopeOf(band.Key, Played) is { } union
            ? band with
            {
                Union = union.With(band.Changed),
            }
            : band with
            {
                WhyOne = $"One model only: under another price model there is no {band.Key}.",
            };
}

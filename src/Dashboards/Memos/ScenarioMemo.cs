using System.Globalization;
using Souk.Dashboards.Scenarios;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Studies;
using Souk.Simulation.Uncertainties;
using Variation = Souk.Simulation.Designs.Variation;

namespace Souk.Dashboards.Memos;

/// <summary>The memo of a scenario: what its runs rest on, and what would change them.</summary>
public static class ScenarioMemo
{
    /// <summary>Runs behind its sentences.</summary>
    public const int Runs = 32;

    /// <summary>Days that all other models together may play: a fraction of what the study of assumptions plays.</summary>
    private const int ModelDaysMax = 10_000;

    private const int ModelRunsMin = 4;

    /// <summary>Below it a band is called a first guess.</summary>
    private const int FewRuns = 20;

    /// <summary>Plays the scenario and writes its memo, with the bands that it speaks of.</summary>
    /// <exception cref="Simulation.Scenarios.ScenarioException">It cannot run.</exception>
    /// <exception cref="Simulation.Experiments.RunException">A rule met what it cannot do.</exception>
    public static async Task<(Memo Memo, IReadOnlyList<Bands> Bands)> ReadAsync(
        Design design,
        BandRunner runner,
        SensitivityDesk desk,
        CancellationToken cancellation
    )
    {
        (IReadOnlyList<Bands> bands, _) = await runner.RunAllAsync(design, Runs, cancellation);
        IReadOnlyList<Variation> ranges = desk.RangesOf(design.Changed);
        Sensitivity? sensitivity =
            ranges.Count == 0
                ? null
                : await desk.StudyAsync(design.Changed, ranges, design.Shown[0], design.Seed, null, cancellation);
        string headline = await HeadlineAsync(design, Runs, bands.Count == 0 ? null : bands[0], runner, cancellation);
        return (Of(design, bands, sensitivity, headline), bands);
    }

    /// <summary>What the first metric that is shown comes to under every model that might be right: the union of their bands, or
    /// why there is one model only.</summary>
    /// <param name="runs">Of each model at most, as <see cref="ModelDaysMax"/> allows; played once and then remembered for a while.</param>
    /// <param name="own">The band that stands beside it, which the union holds, too; null for none.</param>
    public static async Task<string> HeadlineAsync(
        Design design,
        int runs,
        Bands? own,
        BandRunner runner,
        CancellationToken cancellation
    )
    {
        if (ModelVariants.Objection(design.Changed) is { } objection)
        {
            return $"One model only: {char.ToLowerInvariant(objection[0])}{objection[1..]}";
        }

        IReadOnlyList<ModelVariant> models = ModelVariants.Of(design.Changed);
        int each = Math.Min(runs, Math.Max(ModelRunsMin, ModelDaysMax / (models.Count * design.Changed.HorizonDays)));
        List<(ModelVariant Model, BlueprintResult Result)> played = [];
        foreach (ModelVariant model in models)
        {
            played.Add((model, await runner.ResultAsync(model.Blueprint, design.Seed, each, cancellation)));
        }

        string key = design.Shown[0];
        return played.All(one => one.Result.Metrics.Any(metric => metric.Spec.Key == key))
            ? SentenceOf(ModelUncertainty.Of(key, played), each, own)
            : $"One model only: under another price model there is no {key}.";
    }

    private static string SentenceOf(MetricUncertainty headline, int runs, Bands? own)
    {
        double low = Math.Min(headline.Union.P05, EndOf(own, 0.05) ?? double.PositiveInfinity);
        double high = Math.Max(headline.Union.P95, EndOf(own, 0.95) ?? double.NegativeInfinity);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Under {headline.Models.Count} models (three ways to expect, two to make prices; {runs} futures each) it ends between {Bands.Number(low)} and {Bands.Number(high)} {headline.Unit}: the union of their bands{(own is null ? "" : " with its own")}.{(runs < FewRuns ? " So few futures of a model are a first guess." : "")}"
        );
    }

    private static double? EndOf(Bands? own, double share) =>
        own is null ? null : own.Changed.QuantileByDay(share)[own.Changed.Days - 1];

    /// <param name="bands">What the runs say.</param>
    /// <param name="sensitivity">What moves the first metric; null where nothing can be moved.</param>
    /// <param name="headline">What all models say of the first metric.</param>
    public static Memo Of(Design design, IReadOnlyList<Bands> bands, Sensitivity? sensitivity, string headline)
    {
        Blueprint blueprint = design.Changed;
        IReadOnlyList<FactLine> facts = FactSheet.Of(blueprint);
        string editor = $"/scenarios/{design.Name}{design.Query()}";
        return new Memo(
            blueprint.Title,
            blueprint.Question,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Scenario {blueprint.Hash[..16]}, seed {design.Seed}, {(bands.Count == 0 ? 0 : bands[0].Runs)} runs of {blueprint.HorizonDays:N0} days from {blueprint.Start:yyyy-MM-dd}"
            ),
            Label: null,
            Memo.Fit(
                [
                    .. bands.Select(
                        (band, at) =>
                            new MemoLine(
                                band.Changed.Spec.Title,
                                at == 0 ? $"{headline} With the file's own model: {band.Sentence}" : band.Sentence,
                                editor
                            )
                    ),
                ],
                editor
            ),
            Memo.Fit([.. Lines(facts.Where(fact => fact.Confidence == Confidence.Assumed && fact.IsStated))], editor),
            Memo.Fit([.. Unverifiable(facts)], editor),
            [.. Changes(sensitivity, design).Take(Memo.ChangesMax)]
        );
    }

    private static IEnumerable<MemoLine> Lines(IEnumerable<FactLine> facts) =>
        facts.Select(fact => new MemoLine(fact.Path, $"{fact.Value}: {fact.Source}"));

    private static IEnumerable<MemoLine> Unverifiable(IReadOnlyList<FactLine> facts)
    {
        int assumed = facts.Count(fact => fact.Confidence == Confidence.Assumed);
        yield return new MemoLine(
            "Inputs",
            $"{assumed} of {facts.Count} values rest on an assumption alone, {facts.Count(fact => fact.Confidence == Confidence.Reported)} on reports, {facts.Count(fact => fact.Confidence == Confidence.Exact)} on a contract, code or document."
        );
        foreach (MemoLine line in Lines(facts.Where(fact => !fact.IsStated)))
        {
            yield return line;
        }
    }

    private static IEnumerable<MemoLine> Changes(Sensitivity? sensitivity, Design design)
    {
        foreach ((Variation range, TornadoBar bar) in sensitivity?.Swings ?? [])
        {
            yield return new MemoLine(
                range.Path,
                $"At {range.At(0)} {sensitivity!.Metric.Title.ToLowerInvariant()} ends at {Bands.Number(bar.Low)} and at {range.At(1)} at {Bands.Number(bar.High)} {sensitivity.Metric.Unit}, the other assumptions in the middle.",
                $"/scenarios/{design.Name}/matters{design.Query()}"
            );
        }

        yield return new MemoLine("Behaviour", "People who act otherwise than the scenario's policies say.");
        yield return new MemoLine("Events", "What the timeline does not have: a listing, an attack, a vote.");
        yield return new MemoLine("Luck", "Another seed draws other futures from the same assumptions.");
    }
}

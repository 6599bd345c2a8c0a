using System.Globalization;
using Souk.Dashboards.Scenarios;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Studies;
using Variation = Souk.Simulation.Designs.Variation;

namespace Souk.Dashboards.Memos;

/// <summary>The memo of a scenario: what its runs rest on, and what would change them.</summary>
public static class ScenarioMemo
{
    /// <summary>Runs behind its sentences.</summary>
    public const int Runs = 32;

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
                : await desk.TornadoAsync(
                    design.Changed,
                    ranges,
                    design.Shown[0],
                    design.Seed,
                    runs: null,
                    cancellation
                );
        return (Of(design, bands, sensitivity), bands);
    }

    /// <param name="bands">What the runs say.</param>
    /// <param name="sensitivity">What moves the first metric; null where nothing can be moved.</param>
    public static Memo Of(Design design, IReadOnlyList<Bands> bands, Sensitivity? sensitivity)
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
                                at == 0 ? $"{ModelUnion.WhyOne(blueprint)} {band.Sentence}".TrimStart() : band.Sentence,
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

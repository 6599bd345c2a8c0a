using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Wordings;
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
            PageWords.Plain(
                bands is [{ Runs: 1 }, ..] ? "memos.scenario-seed-one-run" : "memos.scenario-seed-runs-of-days",
                blueprint.Hash[..16],
                design.Seed,
                bands.Count == 0 ? 0 : bands[0].Runs,
                blueprint.HorizonDays,
                blueprint.Start
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

    /// <summary>Writes it with the first run, or so much of it as is there at once, and without what moves it.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async Task<(Memo Memo, IReadOnlyList<Bands> Bands)> ReadFirstAsync(
        Design design,
        BandRunner runner,
        CancellationToken cancellation
    )
    {
        await foreach (IReadOnlyList<Bands> bands in runner.RunAsync(design, runsMax: 1, cancellation))
        {
            return (Of(design, bands, sensitivity: null), bands);
        }

        return (Of(design, [], sensitivity: null), []);
    }

    private static IEnumerable<MemoLine> Lines(IEnumerable<FactLine> facts) =>
        facts.Select(fact => new MemoLine(fact.Path, $"{fact.Value}: {fact.Source}"));

    private static IEnumerable<MemoLine> Unverifiable(IReadOnlyList<FactLine> facts)
    {
        int assumed = facts.Count(fact => fact.Confidence == Confidence.Assumed);
        yield return new MemoLine(
            PageWords.Plain("memos.inputs"),
            PageWords.Plain(
                "memos.of-values-rest-on-an",
                assumed,
                facts.Count,
                facts.Count(fact => fact.Confidence == Confidence.Reported),
                facts.Count(fact => fact.Confidence == Confidence.Exact)
            )
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
                PageWords.Plain(
                    "memos.at-ends-at-and-at",
                    range.At(0),
                    sensitivity!.Metric.Title.ToLowerInvariant(),
                    Bands.Number(bar.Low),
                    range.At(1),
                    Bands.Number(bar.High),
                    sensitivity.Metric.Unit
                ),
                $"/scenarios/{design.Name}/matters{design.Query()}"
            );
        }

        yield return new MemoLine(
            PageWords.Plain("memos.behaviour"),
            PageWords.Plain("memos.people-who-act-otherwise-than")
        );
        yield return new MemoLine(PageWords.Plain("memos.events"), PageWords.Plain("memos.what-the-timeline-does-not"));
        yield return new MemoLine(
            PageWords.Plain("memos.luck"),
            PageWords.Plain("memos.another-seed-draws-other-futures")
        );
    }
}

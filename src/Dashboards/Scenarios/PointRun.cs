using Souk.Dashboards.Exports;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;

namespace Souk.Dashboards.Scenarios;

/// <summary>One run of a scenario with some of its parameters moved: a row behind a tornado or a failure map.</summary>
/// <param name="Moved">What is moved and to what, as `souk simulate --set` reads it; the others are where the study leaves them.</param>
/// <param name="Run">From 1; all points share the luck of a run.</param>
/// <param name="Outcome">The metric on the last day.</param>
public sealed record PointRun(IReadOnlyList<(string Path, string Value)> Moved, int Run, double Outcome)
{
    /// <summary>All parameters in the middle first, then both ends of each.</summary>
    internal static IReadOnlyList<PointRun> OfTornado(
        IReadOnlyList<Variation> ranges,
        PointOutcomes played,
        int metric
    ) =>
        [
            .. Enumerable
                .Range(0, played.Points)
                .SelectMany(point =>
                    RunsOf(
                        [
                            .. ranges.Select(
                                (range, index) =>
                                    (
                                        range.Path,
                                        range.At(
                                            point == 1 + (2 * index) ? 0
                                            : point == 2 + (2 * index) ? 1
                                            : 0.5
                                        )
                                    )
                            ),
                        ],
                        played,
                        point,
                        metric
                    )
                ),
        ];

    /// <summary>Cell by cell, row by row.</summary>
    internal static IReadOnlyList<PointRun> OfMap(Variation across, Variation down, PointOutcomes played, int metric) =>
        [
            .. Enumerable
                .Range(0, played.Points)
                .SelectMany(point =>
                    RunsOf(
                        [
                            (down.Path, FailureMap.ValueAt(down, point / FailureMap.Steps)),
                            (across.Path, FailureMap.ValueAt(across, point % FailureMap.Steps)),
                        ],
                        played,
                        point,
                        metric
                    )
                ),
        ];

    /// <summary>A column for each parameter that is moved, then the run and its outcome.</summary>
    internal static ExportTable TableOf(IReadOnlyList<PointRun> runs) =>
        ExportTable.Of(
            runs,
            [
                .. (runs.Count == 0 ? [] : runs[0].Moved).Select(
                    (moved, index) => (moved.Path, (Func<PointRun, object?>)(run => run.Moved[index].Value))
                ),
                ("run", run => run.Run),
                ("outcome", run => run.Outcome),
            ]
        );

    private static IEnumerable<PointRun> RunsOf(
        (string Path, string Value)[] moved,
        PointOutcomes played,
        int point,
        int metric
    ) => played.Values(point, metric).Select((outcome, run) => new PointRun(moved, run + 1, outcome));
}

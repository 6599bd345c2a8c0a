using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;

namespace Souk.Research.Notebooks;

/// <summary>A tornado as a frame.</summary>
internal static class SensitivityFrame
{
    public static Frame Of(Blueprint blueprint, string metric, string[] vary, int runs, uint seed)
    {
        PointEvaluator evaluator = new(blueprint, [.. vary.Select(Variation.Parse)], seed, runs);
        (string Path, TornadoBar Bar)[] rows =
        [
            .. SensitivityStudy
                .Tornado(evaluator, evaluator.MetricOf(metric), cancellation: FrameStore.Cancellation())
                .Select((bar, i) => (evaluator.Variations[i].Path, bar))
                .OrderByDescending(row => row.bar.Swing),
        ];
        DuckDBColumn Column(Func<TornadoBar, double> value) =>
            DuckDBColumn.Of(rows.Select(row => value(row.Bar)).ToArray());
        return FrameStore
            .InMemory()
            .Of(
                rows.Length,
                ("parameter", "VARCHAR", DuckDBColumn.Of(rows.Select(row => row.Path).ToArray())),
                ("at_low", "DOUBLE", Column(bar => bar.Low)),
                ("middle", "DOUBLE", Column(bar => bar.Middle)),
                ("at_high", "DOUBLE", Column(bar => bar.High)),
                ("swing", "DOUBLE", Column(bar => bar.Swing))
            );
    }
}

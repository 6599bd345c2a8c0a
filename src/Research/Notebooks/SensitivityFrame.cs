using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Simulation.Studies;

namespace Souk.Research.Notebooks;

/// <summary>What moves a metric, as a frame: the parameter that matters most first.</summary>
internal static class SensitivityFrame
{
    public static Frame Of(PointEvaluator evaluator, string metric, string method, int rows)
    {
        int index = evaluator.MetricOf(metric);
        return method switch
        {
            "tornado" => Tornado(evaluator, index),
            "morris" => Morris(evaluator, index, rows),
            "sobol" => Sobol(evaluator, index, rows),
            _ => throw new ArgumentException(
                $"'{method}' is no method; there are tornado, morris and sobol.",
                nameof(method)
            ),
        };
    }

    private static Frame Tornado(PointEvaluator evaluator, int metric) =>
        Table(
            evaluator,
            SensitivityStudy.Tornado(evaluator, metric, cancellation: FrameStore.Cancellation()),
            bar => bar.Swing,
            ("at_low", bar => bar.Low),
            ("middle", bar => bar.Middle),
            ("at_high", bar => bar.High),
            ("swing", bar => bar.Swing)
        );

    private static Frame Morris(PointEvaluator evaluator, int metric, int trajectories) =>
        Table(
            evaluator,
            SensitivityStudy.Screen(evaluator, metric, trajectories, cancellation: FrameStore.Cancellation()),
            effect => effect.MeanAbsolute,
            ("mean_absolute", effect => effect.MeanAbsolute),
            ("mean", effect => effect.Mean),
            ("deviation", effect => effect.Deviation)
        );

    private static Frame Sobol(PointEvaluator evaluator, int metric, int rows) =>
        Table(
            evaluator,
            SensitivityStudy.Variance(evaluator, metric, rows, cancellation: FrameStore.Cancellation()),
            index => index.Total,
            ("first", index => index.First),
            ("first_low", index => index.FirstInterval.Low),
            ("first_high", index => index.FirstInterval.High),
            ("total", index => index.Total),
            ("total_low", index => index.TotalInterval.Low),
            ("total_high", index => index.TotalInterval.High)
        );

    // One result for each variation, in the order of the variations.
    private static Frame Table<T>(
        PointEvaluator evaluator,
        IReadOnlyList<T> results,
        Func<T, double> weight,
        params (string Name, Func<T, double> Value)[] columns
    )
    {
        (string Path, T Result)[] rows =
        [
            .. evaluator
                .Variations.Zip(results, (variation, result) => (variation.Path, result))
                .OrderByDescending(row => weight(row.result)),
        ];
        (string, string, DuckDBColumn) paths = (
            "parameter",
            "VARCHAR",
            DuckDBColumn.Of(rows.Select(row => row.Path).ToArray())
        );
        IEnumerable<(string, string, DuckDBColumn)> numbers = columns.Select(column =>
            (column.Name, "DOUBLE", DuckDBColumn.Of(rows.Select(row => column.Value(row.Result)).ToArray()))
        );
        return FrameStore.InMemory().Of(rows.Length, [paths, .. numbers]);
    }
}

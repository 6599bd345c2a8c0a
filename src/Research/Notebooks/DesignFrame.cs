using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;

namespace Souk.Research.Notebooks;

/// <summary>The runs of a design as a frame: one row each.</summary>
internal static class DesignFrame
{
    public static Frame Of(PointEvaluator evaluator, string[] metrics, int points, string design)
    {
        int[] kept = [.. metrics.Select(evaluator.MetricOf)];
        double[][] shares = Design.Of(Kind(design), evaluator.Variations, points, evaluator.Seed);
        PointOutcomes outcomes = evaluator.Play(shares, progress: null, FrameStore.Cancellation());
        int rows = shares.Length * evaluator.Runs;
        List<(string, string, DuckDBColumn)> columns =
        [
            ("point", "INTEGER", DuckDBColumn.Of(ByRow(rows, row => row / evaluator.Runs))),
            ("run", "INTEGER", DuckDBColumn.Of(ByRow(rows, row => row % evaluator.Runs))),
        ];
        foreach ((Variation variation, int at) in evaluator.Variations.Select((variation, at) => (variation, at)))
        {
            columns.Add(
                variation.IsContinuous
                    ? (
                        variation.Path,
                        "DOUBLE",
                        DuckDBColumn.Of(ByRow(rows, row => variation.NumberAt(Share(row, at))))
                    )
                    : (variation.Path, "VARCHAR", DuckDBColumn.Of(ByRow(rows, row => variation.At(Share(row, at)))))
            );
        }

        foreach ((string name, int metric) in metrics.Zip(kept))
        {
            double[] values =
            [
                .. Enumerable.Range(0, shares.Length).SelectMany(point => outcomes.Values(point, metric)),
            ];
            columns.Add((name, "DOUBLE", DuckDBColumn.Of(values)));
        }

        return FrameStore.InMemory().Of(rows, [.. columns]);

        double Share(int row, int variation) => shares[row / evaluator.Runs][variation];
    }

    private static DesignKind Kind(string design) =>
        design switch
        {
            "sobol" => DesignKind.Sobol,
            "latin" => DesignKind.LatinHypercube,
            "antithetic" => DesignKind.Antithetic,
            "grid" => DesignKind.Grid,
            "one-at-a-time" => DesignKind.OneAtATime,
            _ => throw new ArgumentException(
                $"'{design}' is no design; there are sobol, latin, antithetic, grid and one-at-a-time.",
                nameof(design)
            ),
        };

    private static T[] ByRow<T>(int rows, Func<int, T> value) => [.. Enumerable.Range(0, rows).Select(value)];
}

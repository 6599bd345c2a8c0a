using System.Globalization;
using System.Text;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;
using Souk.Simulation.Sensitivities;
using Souk.Simulation.Studies;

namespace Souk.Cli.Ensembles;

/// <summary>What `souk sensitivity` prints.</summary>
/// <param name="Weight">By what parameters are ordered: swing, μ* or total share.</param>
internal sealed record SensitivityRow(
    string Path,
    string Low,
    string High,
    double Weight,
    double? AtLow = null,
    double? AtHigh = null,
    double? Mean = null,
    double? Deviation = null,
    double? First = null,
    double[]? FirstInterval = null,
    double[]? TotalInterval = null
);

/// <inheritdoc cref="SensitivityRow"/>
/// <param name="Middle">The metric with all parameters in the middle, of a tornado.</param>
/// <param name="Meaning">A sentence.</param>
internal sealed record SensitivityReport(
    string Scenario,
    string Metric,
    string Unit,
    string Method,
    uint Seed,
    int RunsPerPoint,
    int Points,
    double? Middle,
    IReadOnlyList<SensitivityRow> Parameters,
    string Meaning
)
{
    private const int BarWidth = 30;

    public static SensitivityReport Of(
        StudyRequest request,
        string key,
        SensitivityMethod method,
        int rows,
        Func<int, IProgress<EnsembleProgress>> progress,
        CancellationToken cancellation
    )
    {
        if (rows is < 2 or > 1_000_000)
        {
            throw new InvalidInputException($"--rows {rows} is not between 2 and 1,000,000.");
        }

        CheckSpace(request, method);
        PointEvaluator evaluator = request.Evaluator();
        int metric = StudyRequest.MetricOf(evaluator, key);
        int k = request.Variations.Count;
        int points = method switch
        {
            SensitivityMethod.Tornado => (2 * k) + 1,
            SensitivityMethod.Morris => rows * (k + 1),
            _ => rows * (k + 2),
        };
        if ((long)points * request.Runs > EnsemblePlan.RunsMax)
        {
            throw new InvalidInputException(
                $"{points:N0} points × {request.Runs:N0} runs are more than {EnsemblePlan.RunsMax:N0}: take fewer rows or runs."
            );
        }

        (double? middle, SensitivityRow[] parameters) = Measure(
            evaluator,
            metric,
            method,
            rows,
            progress(points * request.Runs),
            request.Space,
            cancellation
        );
        SensitivityRow[] ordered = [.. parameters.OrderByDescending(row => row.Weight)];
        return new(
            request.Blueprint.Title,
            key,
            evaluator.Shape.Metrics[metric].Unit,
            method.ToString().ToLowerInvariant(),
            request.Seed,
            request.Runs,
            points,
            middle,
            ordered,
            Sentence(ordered, key, method)
        );
    }

    // Which methods stay what they are where parameters may not move freely.
    private static void CheckSpace(StudyRequest request, SensitivityMethod method)
    {
        if (request.Space.IsFree || method == SensitivityMethod.Morris)
        {
            return;
        }

        if (method == SensitivityMethod.Sobol)
        {
            throw new InvalidInputException(
                "--keep ties parameters together, and shares of variance are defined for parameters that vary by themselves: take --method morris, or tornado."
            );
        }

        double[][] points = Design.Of(DesignKind.OneAtATime, request.Variations, 1, request.Seed);
        if (points.Select(request.Space.BrokenBy).FirstOrDefault(broken => broken is not null) is { } constraint)
        {
            throw new InvalidInputException(
                $"--keep: the middle or an end of a range breaks '{constraint}': narrow the ranges, or take --method morris."
            );
        }
    }

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{Scenario}: what moves {Metric} ({Unit}) on the last day");
        Add(text, $"{Method}, {Points:N0} points × {RunsPerPoint:N0} runs, seed {Seed}");
        Add(text, $"");
        double most = Parameters.Max(row => row.Weight);
        foreach (SensitivityRow row in Parameters)
        {
            int width = most > 0 ? (int)Math.Round(Math.Max(row.Weight, 0) / most * BarWidth) : 0;
            Add(
                text,
                $"{row.Path, -28} {row.Low, 10} to {row.High, -10} {new string('█', width), -BarWidth} {Numbers(row)}"
            );
        }

        Add(text, $"");
        Add(text, $"{Meaning}");
        return text.ToString().TrimEnd();
    }

    private static (double? Middle, SensitivityRow[] Rows) Measure(
        PointEvaluator evaluator,
        int metric,
        SensitivityMethod method,
        int rows,
        IProgress<EnsembleProgress> progress,
        ConstrainedSpace space,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<Variation> variations = evaluator.Variations;
        switch (method)
        {
            case SensitivityMethod.Tornado:
                IReadOnlyList<TornadoBar> bars = SensitivityStudy.Tornado(evaluator, metric, progress, cancellation);
                return (
                    bars[0].Middle,
                    [
                        .. bars.Select(
                            (bar, i) => Row(variations[i], bar.Swing) with { AtLow = bar.Low, AtHigh = bar.High }
                        ),
                    ]
                );
            case SensitivityMethod.Morris:
                return (
                    null,
                    [
                        .. Screened(() =>
                                SensitivityStudy.Screen(evaluator, metric, rows, space, progress, cancellation)
                            )
                            .Select(
                                (effect, i) =>
                                    Row(variations[i], effect.MeanAbsolute) with
                                    {
                                        Mean = effect.Mean,
                                        Deviation = effect.Deviation,
                                    }
                            ),
                    ]
                );
            default:
                return (
                    null,
                    [
                        .. SensitivityStudy
                            .Variance(evaluator, metric, rows, progress, cancellation)
                            .Select(
                                (index, i) =>
                                    Row(variations[i], index.Total) with
                                    {
                                        First = index.First,
                                        FirstInterval = [index.FirstInterval.Low, index.FirstInterval.High],
                                        TotalInterval = [index.TotalInterval.Low, index.TotalInterval.High],
                                    }
                            ),
                    ]
                );
        }
    }

    private static IReadOnlyList<MorrisEffect> Screened(Func<IReadOnlyList<MorrisEffect>> screen)
    {
        try
        {
            return screen();
        }
        catch (ArgumentException narrow)
        {
            throw new InvalidInputException($"--keep: {narrow.Message}");
        }
    }

    private static SensitivityRow Row(Variation variation, double weight) =>
        new(variation.Path, variation.At(0), variation.At(1), weight);

    private static string Numbers(SensitivityRow row)
    {
        FormattableString numbers = row switch
        {
            { AtLow: { } low, AtHigh: { } high } => $"{low:G5} to {high:G5}",
            { Mean: { } mean, Deviation: { } deviation } => $"μ* {row.Weight:G4}, μ {mean:G4}, σ {deviation:G4}",
            _ =>
                $"total {row.Weight:0.00} [{row.TotalInterval![0]:0.00}, {row.TotalInterval[1]:0.00}], alone {row.First:0.00}",
        };
        return numbers.ToString(CultureInfo.InvariantCulture);
    }

    private static string Sentence(SensitivityRow[] rows, string metric, SensitivityMethod method)
    {
        double sum = rows.Sum(row => Math.Max(row.Weight, 0));
        if (sum <= 0)
        {
            return $"Under these ranges nothing of this moves {metric}.";
        }

        double share = rows[0].Weight / sum;
        string first = string.Create(CultureInfo.InvariantCulture, $"{Math.Min(share, 1):P0}");
        string of =
            method == SensitivityMethod.Sobol ? "of the explained variance, interactions included" : "of all effects";
        return $"Under these ranges {rows[0].Path} matters most for {metric}: {first} {of}"
            + (rows.Length > 1 ? $"; next is {rows[1].Path}." : ".");
    }

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

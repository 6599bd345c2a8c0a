using System.Globalization;
using System.Text;
using Souk.Cli.Screens;
using Souk.Research.Calibrations;
using Souk.Simulation.Calibration;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;

namespace Souk.Cli.Ensembles;

/// <summary>How well the targets tell a parameter: to be read before any value.</summary>
/// <param name="Width">Of the 95 % interval, as a share of the range; below 0.5 is identified.</param>
internal sealed record Identifiability(string Path, bool Identified, double Width);

/// <summary>A fitted parameter.</summary>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
internal sealed record CalibratedParameter(string Path, string Value, string Low, string High, bool Identified);

/// <summary>What `souk calibrate` prints: what identifies the fit, and then the fit.</summary>
/// <param name="SelfTest">Why this says nothing of a market; null where it does.</param>
/// <param name="TargetHash">SHA-256 of the file of targets.</param>
/// <param name="DataHash">Of the warehouse's data; null where the file holds the observations.</param>
/// <param name="Distance">About <paramref name="DegreesOfFreedom"/> where the scenario is right.</param>
internal sealed record CalibrationReport(
    string Scenario,
    string? SelfTest,
    IReadOnlyList<Identifiability> Identifiability,
    bool Misfit,
    string ScenarioHash,
    string TargetHash,
    string? DataHash,
    string? Data,
    int Targets,
    uint Seed,
    int RunsPerPoint,
    string EngineVersion,
    int Evaluations,
    double Distance,
    int DegreesOfFreedom,
    IReadOnlyList<CalibratedParameter> Parameters
)
{
    private const string SelfTestWords =
        "SELF-TEST: these data were made up on a development chain. The fit tests the method and is no statement about a market, nor a forecast.";

    public static CalibrationReport Of(
        StudyRequest request,
        TargetSet targets,
        int evaluations,
        IProgress<StageProgress> progress,
        CancellationToken cancellation
    )
    {
        if (evaluations is < 1 or > 1_000_000)
        {
            throw new InvalidInputException($"--evaluations {evaluations} is not between 1 and 1,000,000.");
        }

        MomentFit fit = Calibration(request, targets.Targets)
            .Fit(evaluations, new DesignProgressLine(progress, evaluations), cancellation);
        return new(
            request.Blueprint.Title,
            targets.IsSelfTest ? SelfTestWords : null,
            [.. fit.Parameters.Select(one => new Identifiability(one.Path, one.IsIdentified, one.High - one.Low))],
            fit.IsMisfit,
            request.Blueprint.Hash,
            targets.Hash,
            targets.DataHash,
            targets.DataTitle,
            targets.Targets.Count,
            request.Seed,
            request.Runs,
            Simulation.Engine.EngineVersion.Current,
            fit.Evaluations,
            fit.Distance,
            fit.DegreesOfFreedom,
            [.. fit.Parameters.Select((one, i) => Parameter(one, request.Variations[i]))]
        );
    }

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{Scenario}: fitted to {Targets} observations, {Evaluations:N0} points × {RunsPerPoint:N0} runs");
        if (SelfTest is not null)
        {
            Add(text, $"{SelfTest}");
        }

        Add(text, $"");
        Add(
            text,
            $"What the targets tell, as the width of the 95 % interval in its range (50 % or more tells nothing):"
        );
        foreach (Identifiability one in Identifiability)
        {
            Add(text, $"{one.Path, -28} {one.Width, 6:P0}   {(one.Identified ? "identified" : "NOT IDENTIFIED")}");
        }

        Add(text, $"distance {Distance:G4} with {DegreesOfFreedom} degrees of freedom: {Verdict}");
        Add(text, $"");
        foreach (CalibratedParameter one in Parameters)
        {
            string told = one.Identified ? "" : "   not identified: do not use";
            Add(text, $"{one.Path, -28} {one.Value, 16}   95 %: {one.Low} to {one.High}{told}");
        }

        Add(text, $"");
        Add(text, $"scenario {ScenarioHash}");
        Add(text, $"targets {TargetHash}");
        Add(text, $"{(DataHash is null ? "" : $"data {DataHash} ({Data})\n")}seed {Seed}, engine {EngineVersion}");
        return text.ToString().TrimEnd();
    }

    private string Verdict =>
        Misfit
            ? "MISFIT: no point of these ranges makes the scenario look like the observations. Do not use the values."
            : "The observations are within the scenario's own scatter. Intervals take days as independent: thin daily series out.";

    private static MomentCalibration Calibration(StudyRequest request, IReadOnlyList<MomentTarget> targets)
    {
        PointEvaluator evaluator = request.Evaluator();
        try
        {
            return new MomentCalibration(evaluator, targets);
        }
        catch (ArgumentException problem)
        {
            throw new InvalidInputException(problem.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static CalibratedParameter Parameter(FittedParameter fitted, Variation variation) =>
        new(fitted.Path, fitted.Value, variation.At(fitted.Low), variation.At(fitted.High), fitted.IsIdentified);

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Souk.Cli.Screens;
using Souk.Research.Calibrations;
using Souk.Simulation.Calibration;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;

namespace Souk.Cli.Ensembles;

/// <summary>A fitted parameter.</summary>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
internal sealed record CalibratedParameter(string Path, string Value, string Low, string High, bool Identified);

/// <summary>What `souk calibrate` prints: the fit, and what identifies it.</summary>
/// <param name="TargetHash">SHA-256 of the file of targets.</param>
/// <param name="Distance">About <paramref name="DegreesOfFreedom"/> where the scenario is right.</param>
internal sealed record CalibrationReport(
    string Scenario,
    string ScenarioHash,
    string TargetHash,
    int Targets,
    uint Seed,
    int RunsPerPoint,
    string EngineVersion,
    int Evaluations,
    double Distance,
    int DegreesOfFreedom,
    bool Misfit,
    IReadOnlyList<CalibratedParameter> Parameters
)
{
    public static CalibrationReport Of(
        StudyRequest request,
        string file,
        int evaluations,
        IProgress<StageProgress> progress,
        CancellationToken cancellation
    )
    {
        if (evaluations is < 1 or > 1_000_000)
        {
            throw new InvalidInputException($"--evaluations {evaluations} is not between 1 and 1,000,000.");
        }

        IReadOnlyList<MomentTarget> targets = TargetFile.Read(file, request.Blueprint.Start);
        MomentFit fit = Calibration(request, targets)
            .Fit(evaluations, new DesignProgressLine(progress, evaluations), cancellation);
        return new(
            request.Blueprint.Title,
            request.Blueprint.Hash,
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))),
            targets.Count,
            request.Seed,
            request.Runs,
            Simulation.Engine.EngineVersion.Current,
            fit.Evaluations,
            fit.Distance,
            fit.DegreesOfFreedom,
            fit.IsMisfit,
            [.. fit.Parameters.Select((one, i) => Parameter(one, request.Variations[i]))]
        );
    }

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{Scenario}: fitted to {Targets} observations, {Evaluations:N0} points × {RunsPerPoint:N0} runs");
        Add(text, $"scenario {ScenarioHash}");
        Add(text, $"targets {TargetHash}");
        Add(text, $"seed {Seed}, engine {EngineVersion}");
        Add(text, $"");
        foreach (CalibratedParameter one in Parameters)
        {
            string told = one.Identified ? "" : "   not identified: the targets hardly tell it";
            Add(text, $"{one.Path, -28} {one.Value, 16}   95 %: {one.Low} to {one.High}{told}");
        }

        Add(text, $"");
        Add(text, $"distance {Distance:G4} with {DegreesOfFreedom} degrees of freedom");
        Add(text, $"{Verdict}");
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

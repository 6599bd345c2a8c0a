using System.Globalization;
using System.Text;
using Souk.Cli.Screens;
using Souk.Research.Calibrations;
using Souk.Simulation.Calibration;
using Souk.Simulation.Designs;

namespace Souk.Cli.Ensembles;

/// <summary>How well the targets tell a parameter: to be read before any value.</summary>
/// <param name="Width">Of the 95 % interval, as a share of the range; below 0.5 is identified.</param>
internal sealed record Identifiability(string Path, bool Identified, double Width);

/// <summary>A fitted parameter.</summary>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
internal sealed record CalibratedParameter(string Path, string Value, string Low, string High, bool Identified);

/// <summary>How good a sample of a posterior is.</summary>
/// <param name="Particles">Points of the last whole generation; each is one run.</param>
/// <param name="Effective">As many of equal weight would say as much.</param>
/// <param name="Generations">After the prior.</param>
/// <param name="AcceptedShare">Of the runs of the last whole generation.</param>
internal sealed record PosteriorSample(int Particles, double Effective, int Generations, double AcceptedShare);

/// <summary>What `souk calibrate` prints: what identifies the fit, and then the fit.</summary>
/// <param name="SelfTest">Why this says nothing of a market; null where it does.</param>
/// <param name="TargetHash">SHA-256 of the file of targets.</param>
/// <param name="DataHash">Of the warehouse's data; null where the file holds the observations.</param>
/// <param name="Keeps">Constraints that fitted points keep to; null where there is none.</param>
/// <param name="Distance">Of moments: about <paramref name="DegreesOfFreedom"/> where the scenario is right. Of abc-smc: the last
/// tolerance.</param>
/// <param name="Posterior">Of abc-smc; null of moments.</param>
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
    IReadOnlyList<CalibratedParameter> Parameters,
    PosteriorSample? Posterior,
    IReadOnlyList<string>? Keeps
)
{
    private const string SelfTestWords =
        "SELF-TEST: these data were made up on a development chain. This tests the method and is no statement about a market, nor a forecast.";

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

        MomentFit fit = Checked(() => new MomentCalibration(request.Evaluator(), targets.Targets, request.Space))
            .Fit(evaluations, new DesignProgressLine(progress, evaluations), cancellation);
        return Of(request, targets, fit.Parameters, fit.IsMisfit) with
        {
            Evaluations = fit.Evaluations,
            Distance = fit.Distance,
        };
    }

    /// <summary>By ABC-SMC.</summary>
    /// <param name="evaluations">Runs that may be played.</param>
    /// <exception cref="InvalidInputException">Targets that cannot be met, or too few runs.</exception>
    public static CalibrationReport OfPosterior(
        StudyRequest request,
        TargetSet targets,
        int evaluations,
        IProgress<StageProgress> progress,
        CancellationToken cancellation
    )
    {
        int particles = AbcCalibration.ParticlesDefault;
        if (evaluations < particles || evaluations > 10_000_000)
        {
            throw new InvalidInputException(
                $"--evaluations {evaluations} is not between {particles} (one run of each particle) and 10,000,000."
            );
        }

        Func<double[], bool>? isAllowed = request.Space.IsFree ? null : request.Space.Keeps;
        AbcFit fit = Checked(() => new AbcCalibration(request.Evaluator(), targets.Targets, particles, isAllowed))
            .Fit(evaluations, new DesignProgressLine(progress, evaluations), cancellation);
        return Of(request with { Runs = 1 }, targets, fit.Parameters, fit.IsMisfit) with
        {
            Evaluations = fit.Evaluations,
            Distance = fit.Tolerances.Count > 0 ? fit.Tolerances[^1] : double.MaxValue,
            Posterior = new(fit.Particles, fit.EffectiveParticles, fit.Tolerances.Count, fit.AcceptedShare),
        };
    }

    private static CalibrationReport Of(
        StudyRequest request,
        TargetSet targets,
        IReadOnlyList<FittedParameter> parameters,
        bool isMisfit
    ) =>
        new(
            request.Blueprint.Title,
            SelfTestOf(targets),
            [.. parameters.Select(one => new Identifiability(one.Path, one.IsIdentified, one.High - one.Low))],
            isMisfit,
            request.Blueprint.Hash,
            targets.Hash,
            targets.DataHash,
            targets.DataTitle,
            targets.Targets.Count,
            request.Seed,
            request.Runs,
            Simulation.Engine.EngineVersion.Current,
            Evaluations: 0,
            Distance: 0,
            targets.Targets.Count - parameters.Count,
            [.. parameters.Select((one, i) => Parameter(one, request.Variations[i]))],
            Posterior: null,
            KeepsOf(request)
        );

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

        if (Posterior is { } sample)
        {
            Add(
                text,
                $"{sample.Particles} particles (worth {sample.Effective:0}) after {sample.Generations} generations, tolerance {Distance:G4}, {sample.AcceptedShare:P0} accepted: {Verdict}"
            );
        }
        else
        {
            Add(text, $"distance {Distance:G4} with {DegreesOfFreedom} degrees of freedom: {Verdict}");
        }

        Add(text, $"");
        foreach (CalibratedParameter one in Parameters)
        {
            string told = one.Identified ? "" : "   not identified: do not use";
            Add(text, $"{one.Path, -28} {one.Value, 16}   95 %: {one.Low} to {one.High}{told}");
        }

        foreach (string constraint in Keeps ?? [])
        {
            Add(text, $"keeps to {constraint}");
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
        : Posterior is not null
            ? "The observations are among what the particles make. Intervals hold 95 % of the particles, and narrow with more --evaluations while tolerances fall."
        : "The observations are within the scenario's own scatter. Intervals take days as independent: thin daily series out.";

    /// <summary>Why a result on these targets says nothing of a market; null where it does.</summary>
    public static string? SelfTestOf(TargetSet targets) => targets.IsSelfTest ? SelfTestWords : null;

    /// <summary>Constraints as they were written; null where there is none.</summary>
    public static IReadOnlyList<string>? KeepsOf(StudyRequest request) =>
        request.Space.IsFree ? null : [.. request.Space.Constraints.Select(constraint => constraint.Text)];

    private static T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
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

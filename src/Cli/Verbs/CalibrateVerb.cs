using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;
using Souk.Research.Calibrations;

namespace Souk.Cli.Verbs;

/// <summary>`souk calibrate SCENARIO --target FILE`: parameters that come nearest to what was observed.</summary>
internal static class CalibrateVerb
{
    private const string Description =
        "Fit parameters of a scenario to observed metrics, by the method of simulated moments or by ABC-SMC.\n\n"
        + "FILE has the columns date, metric and value (CSV, Parquet or JSON lines); metrics are those of the scenario, as\n"
        + "souk simulate prints them. Or it is a list (YAML) of metric files over windows of a warehouse, --db:\n"
        + "  - { of: burned, metric: emissions, column: burned, take: running total, decimals: 18, market: masa,\n"
        + "      from: 2024-05-01, to: 2025-03-31, every: 30 days }\n"
        + "What the targets tell of each parameter is said before any value: one whose 95 % interval covers half of its range\n"
        + "is 'not identified', and a scenario that cannot come near the targets a misfit (exit code 5). A fit to the demo's\n"
        + "sample is a self-test, and called so. --out keeps fits with scenario, targets, data, seed and engine version.\n\n"
        + "--method abc-smc samples the posterior (Toni et al. 2009): it asks what single runs look like, needs no slopes, takes\n"
        + "thousands of --evaluations (one run each), and keeps to --keep. The other method is quicker.\n\n"
        + "Examples:\n"
        + "  souk calibrate mine.yaml --target observed.csv --vary \"team.sell_share=5%..60%\"\n"
        + "  souk calibrate mine.yaml --target observed.csv --vary \"early.sell_hazard=0.01..0.2\" --evaluations 400 --json\n"
        + "  souk calibrate mine.yaml --target observed.csv --vary \"early.sell_hazard=0.01..0.2\" --method abc-smc --evaluations 1000\n"
        + "  souk calibrate mine.yaml --target targets.yaml --db sample --vary \"fees.burn_share=0%..80%\" --out fits\n"
        + "  souk calibrate mine.yaml --target observed.csv --vary \"early.sell_hazard=0.01..0.2\" --method abc-smc \\\n"
        + "      --shards 4 --work shards";

    private const string Moments = "moments";
    private const string AbcSmc = "abc-smc";
    private const int PointsTried = 200;
    private const int PosteriorRuns = 4_000;

    public static Command Create()
    {
        StudyOptions study = new();
        Option<string> target = new("--target")
        {
            Description = "What was observed: date, metric, value; or a list of metrics of a warehouse (YAML).",
            HelpName = "FILE",
            Required = true,
        };
        Option<int?> evaluations = new("--evaluations")
        {
            Description = "Points that may be tried: 200, or 4,000 by abc-smc, unless given.",
            HelpName = "N",
        };
        Option<string> method = Method();
        Option<string?> database = Database();
        Option<string?> output = Output();
        Option<bool> json = SharedOptions.Json();
        Command verb = new("calibrate", Description)
        {
            target,
            database,
            method,
            evaluations,
            output,
            json,
            ProgressScreen.Option,
        };
        study.AddTo(verb);
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                StudyRequest request = study.Read(parsed);
                TargetSet targets = CalibrationTargets.Read(
                    parsed.GetRequiredValue(target),
                    parsed.GetValue(database),
                    request.Blueprint.Start
                );
                CalibrationReport report = await FitAsync(
                    request,
                    targets,
                    parsed.GetValue(method) == AbcSmc,
                    parsed.GetValue(evaluations),
                    ProgressScreen.From(parsed),
                    cancellation
                );
                if (parsed.GetValue(output) is { } folder)
                {
                    Console.Error.WriteLine($"souk: the fit is kept in {FitFolder.Keep(folder, request, report)}");
                }

                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(report) : report.Text());
                return report.Misfit ? ExitCode.VerificationFailed : ExitCode.Success;
            }
        );
        return verb;
    }

    private static Option<string> Method()
    {
        Option<string> method = new("--method")
        {
            Description = "moments (simulated moments) or abc-smc (a sample of the posterior).",
            HelpName = "NAME",
            DefaultValueFactory = _ => Moments,
        };
        method.AcceptOnlyFromAmong(Moments, AbcSmc);
        return method;
    }

    internal static Option<string?> Database() =>
        new("--db")
        {
            Description = "The warehouse of the targets: a file, a snapshot's folder, or sample.",
            HelpName = "FILE|DIR|sample",
        };

    private static Option<string?> Output() =>
        new("--out")
        {
            Description = "Keep the fit in this folder, under a name that its inputs decide; nothing is overwritten.",
            HelpName = "DIR",
        };

    private static Task<CalibrationReport> FitAsync(
        StudyRequest request,
        TargetSet targets,
        bool isPosterior,
        int? evaluations,
        ProgressScreen screen,
        CancellationToken cancellation
    ) =>
        screen.RunAsync(
            "Calibrate",
            progress =>
                Task.Run(
                    () =>
                        isPosterior
                            ? CalibrationReport.OfPosterior(
                                request,
                                targets,
                                evaluations ?? PosteriorRuns,
                                progress,
                                cancellation
                            )
                            : CalibrationReport.Of(
                                request,
                                targets,
                                evaluations ?? PointsTried,
                                progress,
                                cancellation
                            ),
                    CancellationToken.None
                )
        );
}

using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;

namespace Souk.Cli.Verbs;

/// <summary>`souk calibrate SCENARIO --target FILE`: parameters that come nearest to what was observed.</summary>
internal static class CalibrateVerb
{
    private const string Description =
        "Fit parameters of a scenario to observed metrics, by the method of simulated moments.\n\n"
        + "FILE has the columns date, metric and value (CSV, Parquet or JSON lines); metrics are those of the scenario, as\n"
        + "souk simulate prints them. Each fitted value comes with a 95 % interval; a parameter that the targets do not tell is\n"
        + "called 'not identified', and a scenario that cannot come near the targets a misfit (exit code 5).\n\n"
        + "Examples:\n"
        + "  souk calibrate mine.yaml --target observed.csv --vary \"team.sell_share=5%..60%\"\n"
        + "  souk calibrate mine.yaml --target observed.csv --vary \"early.sell_hazard=0.01..0.2\" --evaluations 400 --json";

    public static Command Create()
    {
        StudyOptions study = new();
        Option<string> target = new("--target")
        {
            Description = "What was observed: date, metric, value.",
            HelpName = "FILE",
            Required = true,
        };
        Option<int> evaluations = new("--evaluations")
        {
            Description = "Points that may be tried.",
            HelpName = "N",
            DefaultValueFactory = _ => 200,
        };
        Option<bool> json = SharedOptions.Json();
        Command verb = new("calibrate", Description) { target, evaluations, json, ProgressScreen.Option };
        study.AddTo(verb);
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                StudyRequest request = study.Read(parsed);
                CalibrationReport report = await ProgressScreen
                    .From(parsed)
                    .RunAsync(
                        "Calibrate",
                        progress =>
                            Task.Run(
                                () =>
                                    CalibrationReport.Of(
                                        request,
                                        parsed.GetRequiredValue(target),
                                        parsed.GetValue(evaluations),
                                        progress,
                                        cancellation
                                    ),
                                CancellationToken.None
                            )
                    );
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(report) : report.Text());
                return report.Misfit ? ExitCode.VerificationFailed : ExitCode.Success;
            }
        );
        return verb;
    }
}

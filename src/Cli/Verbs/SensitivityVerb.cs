using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;

namespace Souk.Cli.Verbs;

/// <summary>`souk sensitivity SCENARIO`: what moves a metric.</summary>
internal static class SensitivityVerb
{
    private const string Description =
        "Say which parameters move a metric on the last day, and by how much.\n\n"
        + "tornado   each parameter at both ends, the others in the middle: 2 k + 1 points\n"
        + "morris    screening of many parameters: --rows trajectories of k + 1 points\n"
        + "sobol     shares of variance, alone and with interactions, with 95 % intervals: --rows × (k + 2) points\n\n"
        + "All points share their luck; --runs of each are averaged. With --keep, morris draws trajectories again that break\n"
        + "a constraint, a tornado is refused where its ends do, and sobol always: its shares need free parameters.\n\n"
        + "Examples:\n"
        + "  souk sensitivity unlocks --metric price --vary \"team.sell_share=5%..60%\" --vary \"seed.sell_share=5%..60%\"\n"
        + "  souk sensitivity unlocks --metric price --method sobol --rows 256 --runs 4 \\\n"
        + "      --vary \"team.sell_share=5%..60%\" --vary \"traders.flow_sigma=0.01..0.1\"";

    public static Command Create()
    {
        StudyOptions study = new();
        Option<string> metric = new("--metric")
        {
            Description = "What is to be explained.",
            HelpName = "KEY",
            Required = true,
        };
        Option<SensitivityMethod> method = new("--method")
        {
            Description = "tornado, morris or sobol.",
            HelpName = "METHOD",
        };
        Option<int> rows = new("--rows")
        {
            Description = "Rows of sobol (a power of two is best) or trajectories of morris.",
            HelpName = "N",
            DefaultValueFactory = _ => 64,
        };
        Option<bool> json = SharedOptions.Json();
        Command verb = new("sensitivity", Description) { metric, method, rows, json, ProgressScreen.Option };
        study.AddTo(verb);
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                StudyRequest request = study.Read(parsed);
                SensitivityReport report = await ProgressScreen
                    .From(parsed)
                    .RunAsync(
                        "Sensitivity",
                        progress =>
                            Task.Run(
                                () =>
                                    SensitivityReport.Of(
                                        request,
                                        parsed.GetRequiredValue(metric),
                                        parsed.GetValue(method),
                                        parsed.GetValue(rows),
                                        runs => new EnsembleProgressLine(progress, runs),
                                        cancellation
                                    ),
                                CancellationToken.None
                            )
                    );
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(report) : report.Text());
            }
        );
        return verb;
    }
}

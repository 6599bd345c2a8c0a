using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;
using Souk.Research.Calibrations;
using Souk.Simulation.Backtests;
using Souk.Simulation.Calibration;

namespace Souk.Cli.Verbs;

/// <summary>`souk backtest SCENARIO --targets FILE`: fits up to a day, forecasts, scores by what came, and moves the day.</summary>
internal static class BacktestVerb
{
    private const string Description =
        "Fit a scenario to what was known by a day, forecast, score the forecast by what came, and move the day on.\n\n"
        + "FILE has the columns date, metric and value, as for souk calibrate. Each fit sees targets up to its day and none later;\n"
        + "futures draw what was fitted from its 95 % interval. FILE may be a list (YAML) of metrics of a warehouse, --db; a\n"
        + "backtest on the demo's sample is a self-test, and called so. --keep binds fitted points, not the futures; --shards\n"
        + "play the points of fits, and the futures are played here. Scores are CRPS, the coverage of the 90 % band with its exact\n"
        + "binomial interval, the places of what came among the futures, and the skill over two baselines: that the last value\n"
        + "stays, and that a straight line goes on. Bands that hold less than they claim are flagged (exit code 5).\n\n"
        + "Examples:\n"
        + "  souk backtest mine.yaml --targets observed.csv --metric price --vary \"traders.flow_sigma=0.002..0.08\"\n"
        + "  souk backtest mine.yaml --targets observed.csv --metric price --first 30 --every 7 --ahead 7 --json\n"
        + "    --vary \"traders.flow_sigma=0.002..0.08\"";

    public static Command Create()
    {
        StudyOptions study = new();
        BacktestOptions fitting = new();
        Option<string[]> metric = new("--metric")
        {
            Description = "What is forecast and scored; all that FILE has if none is given.",
            HelpName = "METRIC",
        };
        Option<int> first = BacktestOptions.Number(
            "--first",
            "Days from the scenario's start to the first forecast.",
            60
        );
        Option<int> every = BacktestOptions.Number("--every", "Days from one forecast to the next.", 14);
        Option<int> ahead = BacktestOptions.Number("--ahead", "Days that a forecast looks ahead.", 14);
        Option<bool> json = SharedOptions.Json();
        Command verb = new("backtest", Description) { metric, first, every, ahead, json, ProgressScreen.Option };
        study.AddTo(verb);
        fitting.AddTo(verb);
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                StudyRequest request = study.Read(parsed);
                TargetSet targets = fitting.Targets(parsed, request.Blueprint.Start);
                string[] asked = parsed.GetValue(metric) is { Length: > 0 } given
                    ? given
                    : [.. targets.Targets.Select(target => target.Metric).Distinct()];
                BacktestPlan plan = fitting.Plan(
                    parsed,
                    request,
                    asked,
                    parsed.GetValue(first),
                    parsed.GetValue(every),
                    parsed.GetValue(ahead)
                );
                BacktestReport report = await ProgressScreen
                    .From(parsed)
                    .RunAsync(
                        "Backtest",
                        progress =>
                            Task.Run(
                                () =>
                                    BacktestReport.Of(
                                        request,
                                        targets,
                                        plan,
                                        Play(request, targets.Targets, plan, progress, cancellation)
                                    ),
                                CancellationToken.None
                            )
                    );
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(report) : report.Text());
                return report.IsFlagged ? ExitCode.VerificationFailed : ExitCode.Success;
            }
        );
        return verb;
    }

    private static IReadOnlyList<BacktestOrigin> Play(
        StudyRequest request,
        IReadOnlyList<MomentTarget> observed,
        BacktestPlan plan,
        IProgress<StageProgress> progress,
        CancellationToken cancellation
    ) =>
        BacktestOptions.Try(() =>
            new Backtest(request.Blueprint, request.Variations, observed, plan).Run(
                request.Seed,
                request.Runs,
                request.Threads,
                new DesignProgressLine(progress, plan.Origins(observed).Count),
                cancellation
            )
        );
}

using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;

namespace Souk.Cli.Verbs;

/// <summary>`souk optimise SCENARIO`: the design that does best.</summary>
internal static class OptimiseVerb
{
    private const string Description =
        "Look for the values of parameters that do best for a metric's mean on the last day, under constraints on chances.\n\n"
        + "One objective is searched by CMA-ES; several give the designs that none other beats in all of them (NSGA-II).\n"
        + "All designs are tried with the same luck; winners are then played again with another seed and four times the\n"
        + "runs, and both results are shown.\n\n"
        + "Examples:\n"
        + "  souk optimise unlocks --maximise price --vary \"team.sell_share=5%..60%\" --evaluations 100\n"
        + "  souk optimise mine.yaml --maximise burned --require \"P(treasury < 1000000) <= 5%\" --vary \"fees.burn_share=0%..80%\"\n"
        + "  souk optimise mine.yaml --maximise price --maximise staked --vary \"fees.burn_share=0%..80%\" --vary \"stakers.rate=1%..20%\"\n"
        + "  souk optimise unlocks --maximise price --vary \"team.sell_share=5%..60%\" --shards 16 --work /shared/best --slurm";

    public static Command Create()
    {
        StudyOptions study = new();
        Option<string[]> maximise = new("--maximise")
        {
            Description = "A metric that is to be great. May be repeated.",
            HelpName = "KEY",
        };
        Option<string[]> minimise = new("--minimise")
        {
            Description = "A metric that is to be small. May be repeated.",
            HelpName = "KEY",
        };
        Option<string[]> require = new("--require")
        {
            Description =
                "How often a metric may be on the wrong side: \"P(treasury < 1000000) <= 5%\". May be repeated.",
            HelpName = "CONSTRAINT",
        };
        Option<int> evaluations = new("--evaluations")
        {
            Description = "Designs that may be tried.",
            HelpName = "N",
            DefaultValueFactory = _ => 200,
        };
        Option<bool> json = SharedOptions.Json();
        Command verb = new("optimise", Description)
        {
            maximise,
            minimise,
            require,
            evaluations,
            json,
            ProgressScreen.Option,
        };
        study.AddTo(verb);
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                OptimiseRequest request = OptimiseRequest.Of(
                    study.Read(parsed),
                    parsed.GetValue(maximise) ?? [],
                    parsed.GetValue(minimise) ?? [],
                    parsed.GetValue(require) ?? [],
                    parsed.GetValue(evaluations)
                );
                OptimiseReport report = await ProgressScreen
                    .From(parsed)
                    .RunAsync(
                        "Optimise",
                        progress => Task.Run(() => request.Run(progress, cancellation), CancellationToken.None)
                    );
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(report) : report.Text());
                return report.IsFeasible ? ExitCode.Success : ExitCode.Failure;
            }
        );
        return verb;
    }
}

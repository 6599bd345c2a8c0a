using System.CommandLine;
using Souk.Cli.Demos;
using Souk.Cli.Screens;

namespace Souk.Cli.Verbs;

/// <summary>`souk demo`: the whole loop on a local chain, then the pages over it.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        Option<int> port = ServeVerb.Port();
        Option<bool> still = new("--still") { Description = "Let the chain stand still while it is served." };
        Option<bool> once = new("--once") { Description = "Print a summary and exit instead of serving." };
        Option<uint> seed = SharedOptions.Seed();
        Option<string?> folder = new("--dir")
        {
            Description = "Where manifests and warehouse go. Default: .souk/demo beside the program.",
            HelpName = "DIR",
        };
        Option<bool> json = new("--json") { Description = "With --once: print the summary as JSON." };
        Command demo = new(
            "demo",
            "Show the whole loop: real contracts on a local chain, indexed, simulated and served on loopback.\n"
                + "While it is served the economy goes on, a block every few seconds, and pages follow.\n"
                + "Everything in it is synthetic and says so. Ctrl-C ends everything that it started.\n\n"
                + "Examples:\n"
                + "  souk demo\n"
                + "  souk demo --port 0 --seed 7\n"
                + "  souk demo --once --json"
        )
        {
            port,
            once,
            still,
            seed,
            folder,
            json,
            ProgressScreen.Option,
        };
        demo.SetAction(
            async (parsed, cancellation) =>
            {
                string target = parsed.GetValue(folder) ?? Path.Combine(Repository.Root, ".souk", "demo");
                bool isOnce = parsed.GetValue(once);
                if (!isOnce)
                {
                    // Better now than after a minute of work.
                    ServeVerb.RequireFreePort(parsed.GetValue(port));
                }

                await using DemoRun run = await DemoRun.StartAsync(
                    target,
                    parsed.GetValue(seed),
                    ProgressScreen.From(parsed),
                    cancellation
                );
                DemoSummary summary = run.Summarise();
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(summary) : summary.ToString());
                if (!isOnce)
                {
                    await ServeAsync(run, parsed.GetValue(port), parsed.GetValue(still), cancellation);
                }

                return ExitCode.Success;
            }
        );
        return demo;
    }

    private static Task ServeAsync(DemoRun run, int port, bool isStill, CancellationToken cancellation) =>
        ServeVerb.RunAsync(run.Warehouse, port, cancellation, follow: isStill ? null : run.GoOnAsync);
}

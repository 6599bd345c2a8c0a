using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Souk.Cli.Screens;

/// <summary>Shows the stages of long work on stderr, so that stdout stays data.</summary>
internal sealed class ProgressScreen(ProgressMode mode)
{
    private static readonly TimeSpan s_lineInterval = TimeSpan.FromSeconds(2);

    private readonly IAnsiConsole _console = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
    );

    public static Option<ProgressMode?> Option { get; } =
        new("--progress")
        {
            Description = "How to show progress on stderr: bar, plain or none. Default: bar on a terminal.",
        };

    public static ProgressScreen From(ParseResult parsed) =>
        new(parsed.GetValue(Option) ?? (Console.IsErrorRedirected ? ProgressMode.Plain : ProgressMode.Bar));

    /// <summary>Runs one stage and shows how far it is, with the time that is left.</summary>
    public Task<T> RunAsync<T>(string title, Func<IProgress<StageProgress>, Task<T>> work) =>
        mode switch
        {
            ProgressMode.Bar => RunWithBarAsync(title, work),
            ProgressMode.Plain => RunWithLinesAsync(title, work),
            _ => work(new Reporter(_ => { })),
        };

    private async Task<T> RunWithBarAsync<T>(string title, Func<IProgress<StageProgress>, Task<T>> work) =>
        await _console
            .Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new SpinnerColumn()
            )
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: 1);
                T result = await work(
                    new Reporter(progress =>
                    {
                        task.Value = progress.Fraction;
                        task.Description = Markup.Escape($"{title}: {progress.Detail}");
                    })
                );
                task.Value = 1;
                return result;
            });

    private static async Task<T> RunWithLinesAsync<T>(string title, Func<IProgress<StageProgress>, Task<T>> work)
    {
        Stopwatch elapsed = Stopwatch.StartNew();
        TimeSpan nextLine = s_lineInterval;
        Console.Error.WriteLine($"{title} …");
        T result = await work(
            new Reporter(progress =>
            {
                if (elapsed.Elapsed >= nextLine)
                {
                    nextLine = elapsed.Elapsed + s_lineInterval;
                    Console.Error.WriteLine(
                        $"{title}: {Percent(progress.Fraction)}, {progress.Detail}, {Left(elapsed, progress.Fraction)}"
                    );
                }
            })
        );
        Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{title}: done in {elapsed.Elapsed.TotalSeconds:0.0} s")
        );
        return result;
    }

    private static string Percent(double fraction) => fraction.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Left(Stopwatch elapsed, double fraction) =>
        fraction <= 0
            ? "time left unknown"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{elapsed.Elapsed.TotalSeconds * (1 - fraction) / fraction:0} s left"
            );

    /// <summary>Unlike <see cref="Progress{T}"/>, reports at once and on the caller's thread.</summary>
    private sealed class Reporter(Action<StageProgress> report) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => report(value);
    }
}

using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Warehouse.Spellings;

namespace Souk.Cli;

/// <summary>Runs a command line and turns whatever ends it into one message and a documented exit code.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        HelpScreen.AddTo(root);
        ParseResult parsed = root.Parse(args is [] ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in MessagesOf(parsed))
            {
                Console.Error.WriteLine($"souk: {message}");
            }

            Console.Error.WriteLine($"souk: see '{HelpScreen.WordsOf(parsed.CommandResult)} --help'.");
            return ExitCode.Usage;
        }

        try
        {
            InvocationConfiguration configuration = new()
            {
                EnableDefaultExceptionHandler = false,
                // Long enough to roll back a write and to end the chain that a demo started.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
            };
            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("souk: cancelled; everything that was stored before is intact.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (Failures.Explain(exception) is { } failure)
        {
            Console.Error.WriteLine($"souk: {failure.Message}");
            return failure.ExitCode;
        }
    }

    /// <summary>One message for a word that is no verb, whatever else is wrong with what follows it.</summary>
    private static IEnumerable<string> MessagesOf(ParseResult parsed)
    {
        string[] verbs =
        [
            .. parsed.CommandResult.Command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name),
        ];
        string above = HelpScreen.WordsOf(parsed.CommandResult);
        return verbs.Length > 0 && parsed.UnmatchedTokens is [{ } word, ..] && !word.StartsWith('-')
            ? [$"there is no verb '{above} {word}'; did you mean '{above} {NearestWord.To(word, verbs)}'?"]
            : parsed.Errors.Select(error => error.Message);
    }
}

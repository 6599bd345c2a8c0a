namespace Souk.EndToEnd.Tests;

/// <summary>Worked examples as a verb's help shows them.</summary>
internal static class HelpExample
{
    /// <summary>The words after `souk` of the example that holds a text, as a shell divides them.</summary>
    public static async Task<string[]> WordsAsync(string verb, string holds)
    {
        (_, string help, _) = await SoukProcess.RunAsync([.. verb.Split(' '), "--help"]);
        string[] lines = help.Split('\n');
        int first = Array.FindIndex(lines, line => line.Contains(holds, StringComparison.Ordinal));
        while (!lines[first].TrimStart().StartsWith("souk ", StringComparison.Ordinal))
        {
            first--;
        }

        int end = Array.FindIndex(
            lines,
            first + 1,
            line =>
                !line.StartsWith("    ", StringComparison.Ordinal)
                || line.TrimStart().StartsWith("souk ", StringComparison.Ordinal)
        );
        return [.. Words(string.Join(' ', lines[first..end].Select(line => line.Trim().TrimEnd('\\')))).Skip(1)];
    }

    // What is in quotation marks is one word.
    private static IEnumerable<string> Words(string command) =>
        command
            .Split('"')
            .SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

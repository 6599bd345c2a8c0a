using System.Diagnostics;

namespace Souk.Cli.Crates;

/// <summary>Runs a crate's study with the crate's own data and scenarios, in a process of its own.</summary>
internal static class CrateStudy
{
    private static readonly TimeSpan _timeMax = TimeSpan.FromMinutes(10);

    /// <returns>All that it printed.</returns>
    /// <exception cref="InvalidInputException">It failed; says how.</exception>
    public static async Task<string> RunAsync(string crate, string study, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = crate,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "souk.dll"));
        }

        foreach (string word in new[] { "notebook", "run", study })
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["SOUK_HOME"] = Path.GetFullPath(crate);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeMax);
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? output
                : throw new InvalidInputException($"{study} failed: {(await errors).Trim()}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}

using System.Diagnostics;

namespace Souk.Cli.Crates;

/// <summary>Runs a crate's study with the crate's own data and scenarios, in a process of its own.</summary>
internal static class CrateStudy
{
    private static readonly TimeSpan _timeMax = TimeSpan.FromMinutes(10);

    /// <summary>Runs it in its own folder, as Jupyter does, so that it finds what lies beside it.</summary>
    /// <returns>All that it printed, and why it failed; null where it did not.</returns>
    public static async Task<(string Output, string? Failure)> RunAsync(
        string crate,
        string study,
        CancellationToken cancellation
    )
    {
        string program = Path.Combine(Path.GetFullPath(crate), study);
        bool isSouk = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "souk";
        ProcessStartInfo start = new(isSouk ? Environment.ProcessPath! : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        if (!isSouk)
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "souk.dll"));
        }

        foreach (string word in new[] { "notebook", "run", Path.GetFileName(program) })
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
            return (output, process.ExitCode == 0 ? null : $"{study} failed: {(await errors).Trim()}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}

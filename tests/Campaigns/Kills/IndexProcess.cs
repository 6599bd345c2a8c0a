using System.Diagnostics;
using System.Globalization;
using Souk.LocalChain;

namespace Souk.Campaigns.Kills;

/// <summary>`souk index` in a process of its own, which can be killed.</summary>
internal static class IndexProcess
{
    private const string ProgramPath = "src/Cli/bin/Release/net10.0/souk.dll";

    /// <summary>Runs until it ends or the time is over, then kills it with SIGKILL.</summary>
    /// <returns>Exit code and what it wrote to standard error; null if it was killed.</returns>
    public static async Task<(int ExitCode, string Errors)?> RunAsync(
        string manifest,
        string database,
        string endpoint,
        int rangeBlocksMax,
        TimeSpan timeToLive,
        CancellationToken cancellation
    )
    {
        string program = Path.Combine(RepositoryFolder.Find(), ProgramPath);
        ProcessStartInfo start = new(
            "dotnet",
            [
                .. new[] { program, "index", manifest, "--db", database, "--rpc", endpoint, "--progress", "none" },
                .. new[] { "--proof", "receipts" },
                .. new[] { "--range-blocks", rangeBlocksMax.ToString(CultureInfo.InvariantCulture) },
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        life.CancelAfter(timeToLive);
        try
        {
            await process.WaitForExitAsync(life.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return null;
        }

        await output;
        return (process.ExitCode, await errors);
    }
}

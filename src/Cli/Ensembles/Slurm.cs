using System.ComponentModel;
using System.Diagnostics;

namespace Souk.Cli.Ensembles;

/// <summary>Slurm's own programs, as a user would call them.</summary>
internal static class Slurm
{
    /// <summary>Hands in a script.</summary>
    /// <returns>The job's number.</returns>
    /// <exception cref="InvalidInputException">Slurm is not here, or refuses; its words are in the message.</exception>
    public static async Task<string> SubmitAsync(
        string script,
        IEnumerable<string> options,
        CancellationToken cancellation
    )
    {
        (int code, string output, string errors) = await RunAsync(
            "sbatch",
            ["--parsable", .. options, script],
            cancellation
        );
        return code == 0
            ? output.Trim().Split(';')[0]
            : throw new InvalidInputException($"sbatch refused {script}: {errors.Trim()}");
    }

    /// <summary>The states of the tasks of jobs that are not over, by Slurm's names.</summary>
    public static async Task<IReadOnlyList<string>> StatesAsync(string[] jobs, CancellationToken cancellation)
    {
        // Jobs that Slurm has forgotten are an error to it, and over to us.
        (int _, string output, string _) = await RunAsync(
            "squeue",
            ["--noheader", "--array", "--format=%T", "--jobs=" + string.Join(',', jobs)],
            cancellation
        );
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellation
    )
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await errors);
        }
        catch (Win32Exception)
        {
            throw new InvalidInputException(
                $"{program} is not on this machine. On a cluster, submit from a login node; without one, souk ensemble run needs no Slurm."
            );
        }
    }
}

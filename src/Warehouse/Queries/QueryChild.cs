using System.Diagnostics;
using System.Text.Json;

namespace Souk.Warehouse.Queries;

/// <summary>Runs queries in a process of their own, which is ended when it takes too long, too much memory, or gives too
/// much.</summary>
/// <param name="Program">What to start; it reads a <see cref="QueryRequest"/> as JSON from its standard input, writes the
/// result to its standard output and, if it fails, why to its standard error.</param>
public sealed record QueryChild(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>MiB that a process needs beside what DuckDB may use.</summary>
    private const int OverheadMbDefault = 512;

    private const int BufferBytes = 1 << 16;
    private const int ErrorLengthMax = 4000;
    private static readonly TimeSpan s_watchInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Names of the only environment variables that the child sees.</summary>
    private static readonly string[] s_environment = ["PATH", "DOTNET_ROOT", "TMPDIR", "TEMP", "SystemRoot"];

    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(30);

    public long OutputBytesMax { get; init; } = 1L << 30;

    /// <summary>MiB that the process may use beyond what DuckDB may.</summary>
    public int OverheadMb { get; init; } = OverheadMbDefault;

    /// <param name="output">Gets what the child writes, as it comes.</param>
    /// <exception cref="QueryException">Refused, failed, or ended; what came before was written, but no Parquet.</exception>
    public async Task RunAsync(QueryRequest request, Stream output, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("souk-query-").FullName;
        try
        {
            using Process process = Process.Start(Describe(folder))!;
            try
            {
                await RunAsync(process, request, output, cancellation);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                    await process.WaitForExitAsync(CancellationToken.None);
                }
            }
        }
        catch when (request.ParquetPath is { } part && File.Exists(part))
        {
            // It was ended while it wrote.
            File.Delete(part);
            throw;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(Process process, QueryRequest request, Stream output, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(over.Token);
        Task<string?> watch = WatchAsync(process, request, over);
        string? ended = null;
        try
        {
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(request).AsMemory(), over.Token);
            process.StandardInput.Close();
            ended = await CopyAsync(process.StandardOutput.BaseStream, output, over.Token);
            await (ended is null ? process.WaitForExitAsync(over.Token) : Task.CompletedTask);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            ended = await watch;
        }
        catch (IOException) when (process.HasExited)
        {
            // It ended before it read the request; its exit code tells why.
        }

        if (ended is null && process.ExitCode != 0)
        {
            // Who watches may have killed it a moment before saying so.
            ended = await watch;
        }

        if (ended is not null)
        {
            throw new QueryException(ended);
        }

        if (process.ExitCode == 0 && IsTooLarge(request))
        {
            // What is written at the very end is longer before anybody looks.
            throw new QueryException(TooLarge);
        }

        if (process.ExitCode != 0)
        {
            string why = (await errors).Trim();
            throw new QueryException(
                why.Length == 0
                    ? $"The query's process ended with {process.ExitCode}."
                    : why[..Math.Min(why.Length, ErrorLengthMax)],
                isRefused: process.ExitCode == ExitRefused
            );
        }
    }

    /// <summary>The exit code by which a child says that it refused the text.</summary>
    public const int ExitRefused = 3;

    private ProcessStartInfo Describe(string folder)
    {
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (string argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string name in start.Environment.Keys.Except(s_environment).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    /// <returns>Why the child must end; null if it ended by itself.</returns>
    private async Task<string?> WatchAsync(Process process, QueryRequest request, CancellationTokenSource over)
    {
        long memoryMbMax = request.MemoryMb + OverheadMb;
        var elapsed = Stopwatch.StartNew();
        while (!process.HasExited && !over.IsCancellationRequested)
        {
            string? reason =
                elapsed.Elapsed > TimeMax ? $"The query took longer than {TimeMax.TotalSeconds:0.#} s and was ended."
                : MemoryOf(process) >> 20 > memoryMbMax ? $"The query took more than {memoryMbMax} MiB and was ended."
                : IsTooLarge(request) ? TooLarge
                : null;
            if (reason is not null)
            {
                process.Kill(entireProcessTree: true);
                await over.CancelAsync();
                return reason;
            }

            await Task.Delay(s_watchInterval, CancellationToken.None);
        }

        return null;
    }

    private string TooLarge => $"The result has more than {OutputBytesMax} bytes; the query was ended.";

    private bool IsTooLarge(QueryRequest request) =>
        request.ParquetPath is { } path && new FileInfo(path) is { Exists: true } file && file.Length > OutputBytesMax;

    /// <summary>Bytes that it has in memory; none once it has ended.</summary>
    private static long MemoryOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            return 0;
        }
    }

    private async Task<string?> CopyAsync(Stream source, Stream output, CancellationToken cancellation)
    {
        byte[] buffer = new byte[BufferBytes];
        long total = 0;
        while (await source.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            total += count;
            if (total > OutputBytesMax)
            {
                return TooLarge;
            }

            await output.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }

        return null;
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Souk.EndToEnd.Tests;

/// <summary>The real program as a user's shell starts it.</summary>
internal sealed class SoukProcess : IDisposable
{
    /// <summary>SIGINT on Linux and macOS.</summary>
    private const int Interruption = 2;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly SemaphoreSlim _errorLines = new(0);

    private SoukProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = ReadErrorsAsync();
    }

    public static SoukProcess Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "souk.dll"));
        Array.ForEach(arguments, start.ArgumentList.Add);
        return new SoukProcess(Process.Start(start)!);
    }

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using SoukProcess process = Start(arguments);
        return await process.WaitAsync();
    }

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    /// <summary>SIGKILL: no handler, no flush.</summary>
    public void Kill() => _process.Kill();

    /// <summary>What Ctrl-C sends. At once: by the time that a program had been started for it, the work could be done.</summary>
    public void Interrupt() => Signal(_process.Id, Interruption).ShouldBe(0);

    /// <summary>Waits until stderr has so many lines more, or ends.</summary>
    public async Task WaitForErrorLinesAsync(int count, CancellationToken cancellation)
    {
        for (int line = 0; line < count && !_errors.IsCompleted; line++)
        {
            await Task.WhenAny(_errorLines.WaitAsync(cancellation), _errors);
        }
    }

    /// <summary>Waits for the end, no longer than a whole project of tests may take: a busy machine is no failure.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> WaitAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(15));
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int processId, int signal);

    private async Task<string> ReadErrorsAsync()
    {
        var text = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            text.AppendLine(line);
            _errorLines.Release();
        }

        return text.ToString();
    }
}

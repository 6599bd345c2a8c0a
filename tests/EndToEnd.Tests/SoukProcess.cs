using System.Diagnostics;
using System.Text;

namespace Souk.EndToEnd.Tests;

/// <summary>The real program as a user's shell starts it.</summary>
internal sealed class SoukProcess : IDisposable
{
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

    /// <summary>What Ctrl-C sends.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", $"{_process.Id}"]).WaitForExit();

    /// <summary>Waits until stderr has so many lines more, or ends.</summary>
    public async Task WaitForErrorLinesAsync(int count, CancellationToken cancellation)
    {
        for (int line = 0; line < count && !_errors.IsCompleted; line++)
        {
            await Task.WhenAny(_errorLines.WaitAsync(cancellation), _errors);
        }
    }

    public async Task<(int ExitCode, string Output, string Errors)> WaitAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
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

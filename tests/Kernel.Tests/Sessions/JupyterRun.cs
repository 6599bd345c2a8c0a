using System.Diagnostics;
using System.Text.Json;

namespace Souk.Kernel.Tests.Sessions;

/// <summary>One run of Debian's jupyter_client against the kernel as Jupyter starts it; the tests look at what came
/// back.</summary>
public sealed class JupyterRun : IAsyncLifetime
{
    // Debian's own: its packages are not seen by another Python.
    private const string Python = "/usr/bin/python3";

    private static readonly TimeSpan _timeMax = TimeSpan.FromMinutes(8);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-jupyter-");
    private readonly Dictionary<string, JsonElement> _values = [];

    internal JsonElement this[string name] => _values[name];

    public async ValueTask InitializeAsync()
    {
        string prefix = Path.Combine(_folder.FullName, "prefix");
        string jupyter = Path.Combine(prefix, "share", "jupyter");
        await RunAsync(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "souk.dll"), "kernel", "install", "--prefix", prefix],
            jupyter
        );
        string script = Path.Combine(AppContext.BaseDirectory, "Sessions", "kernel_client.py");
        string lines = await RunAsync(Python, [script, Path.Combine(jupyter, "kernels"), _folder.FullName], jupyter);
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement told = JsonDocument.Parse(line).RootElement;
            _values[told.GetProperty("name").GetString()!] = told.GetProperty("value");
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<string> RunAsync(string program, IEnumerable<string> words, string jupyter)
    {
        ProcessStartInfo start = new(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        words.ToList().ForEach(start.ArgumentList.Add);
        start.Environment["JUPYTER_PATH"] = jupyter;
        foreach (string folder in new[] { "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR" })
        {
            start.Environment[folder] = Path.Combine(_folder.FullName, folder);
        }

        // Packages come from the cache; the only source to ask is an empty folder.
        start.Environment["RestoreSources"] = Directory
            .CreateDirectory(Path.Combine(_folder.FullName, "source"))
            .FullName;
        using CancellationTokenSource limit = new(_timeMax);
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException(
                    $"{program} ended with {process.ExitCode}. It needs Debian's python3-jupyter-client and "
                        + $"python3-nbconvert, which ./souk test installs. It said:\n{await errors}"
                );
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;

namespace Souk.Kernel.Tests.Shelves;

/// <summary>Runs studies headless, as `jupyter nbconvert --execute` does, two at once.</summary>
public sealed class ShelfRun : IAsyncLifetime
{
    private const int AtOnce = 2;
    private const string Python = "/usr/bin/python3";

    private static readonly TimeSpan _timeMax = TimeSpan.FromMinutes(8);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-shelf-");
    private readonly SemaphoreSlim _lanes = new(AtOnce);
    private readonly ConcurrentDictionary<string, Task<Outcome>> _outcomes = new(StringComparer.Ordinal);

    /// <summary>How a program ended, and what it said.</summary>
    internal sealed record Outcome(int ExitCode, string Text);

    /// <summary>The shelf's folder in the repository.</summary>
    public static string Shelf { get; } = Path.Combine(FindRoot(), "notebooks");

    public static TheoryData<string> Studies =>
        [
            .. Directory
                .EnumerateFiles(Shelf, "*.cs")
                .Order(StringComparer.Ordinal)
                .Select(path => Path.GetFileNameWithoutExtension(path)!),
        ];

    public string Folder => _folder.FullName;

    public async ValueTask InitializeAsync()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "souk.dll");
        string prefix = Path.Combine(Folder, "prefix");
        Outcome installed = await RunAsync("dotnet", [program, "kernel", "install", "--prefix", prefix], Shelf);
        installed.ExitCode.ShouldBe(0, installed.Text);
        foreach (string study in Studies.Select(row => row.Data))
        {
            _ = ExecuteAsync(Path.Combine(Shelf, study + ".ipynb"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_outcomes.Values);
        _lanes.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Executes a notebook once; those who ask again get the same outcome.</summary>
    internal Task<Outcome> ExecuteAsync(string notebook) => _outcomes.GetOrAdd(notebook, ConvertAsync);

    internal Task<Outcome> RunAsync(string program, IEnumerable<string> words, string folder) =>
        RunAsync(program, words, folder, Folder);

    /// <param name="home">Where Jupyter's own files go.</param>
    internal static async Task<Outcome> RunAsync(string program, IEnumerable<string> words, string folder, string home)
    {
        ProcessStartInfo start = new(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        words.ToList().ForEach(start.ArgumentList.Add);
        start.Environment["JUPYTER_PATH"] = Path.Combine(home, "prefix", "share", "jupyter");
        foreach (string place in new[] { "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR" })
        {
            start.Environment[place] = Path.Combine(home, place);
        }

        using CancellationTokenSource limit = new(_timeMax);
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Outcome(process.ExitCode, output + await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private async Task<Outcome> ConvertAsync(string notebook)
    {
        await _lanes.WaitAsync();
        try
        {
            // Debian's own Python: its packages are not seen by another one.
            string[] words = ["-m", "nbconvert", "--to", "html", "--execute", "--output-dir", Folder, notebook];
            return await RunAsync(Python, words, Path.GetDirectoryName(notebook)!);
        }
        finally
        {
            _lanes.Release();
        }
    }

    private static string FindRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Analytics.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No Analytics.sln above the tests.");
        }

        return folder.FullName;
    }
}

[CollectionDefinition(Name)]
public sealed class ShelfCollection : ICollectionFixture<ShelfRun>
{
    public const string Name = "shelf";
}

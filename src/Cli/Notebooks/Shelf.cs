using System.Globalization;

namespace Souk.Cli.Notebooks;

/// <summary>The numbered studies that ship, and the Jupyter that opens them.</summary>
internal static class Shelf
{
    public static string Folder => Path.Combine(Repository.Root, "notebooks");

    /// <summary>The studies' programs, in their order.</summary>
    public static IEnumerable<string> Programs() =>
        Directory.EnumerateFiles(Folder, "*.cs").Order(StringComparer.Ordinal);

    /// <summary>The program that opens notebooks, or null where it is not installed.</summary>
    public static string? FindJupyter()
    {
        string end = OperatingSystem.IsWindows() ? ".exe" : "";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder =>
                new[] { "jupyter-notebook", "jupyter-lab" }.Select(name => Path.Combine(folder, name + end))
            )
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Loopback only, with the token that Jupyter makes itself.</summary>
    public static IEnumerable<string> Arguments(int port, bool isBrowsing)
    {
        yield return Folder;
        yield return "--ip=127.0.0.1";
        yield return string.Create(CultureInfo.InvariantCulture, $"--port={port}");
        if (!isBrowsing)
        {
            yield return "--no-browser";
        }
    }
}

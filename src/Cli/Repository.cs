namespace Souk.Cli;

/// <summary>Where the files are that ship beside the program: manifests, scenarios, native parts.</summary>
internal static class Repository
{
    private const string Marker = "Analytics.sln";

    /// <exception cref="InvalidInputException">The program was moved away from its files.</exception>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("SOUK_HOME") is { Length: > 0 } home ? home : FindRoot();

    /// <summary>A file given by path, or by name where it ships with Souk.</summary>
    /// <exception cref="InvalidInputException">Neither exists; names those that ship.</exception>
    public static string FindFile(string nameOrPath, string folder)
    {
        string shipped = Path.Combine(Root, "data", folder, nameOrPath + ".yaml");
        if (File.Exists(nameOrPath))
        {
            return nameOrPath;
        }

        if (File.Exists(shipped))
        {
            return shipped;
        }

        IEnumerable<string> names = Directory
            .EnumerateFiles(Path.Combine(Root, "data", folder), "*.yaml", SearchOption.AllDirectories)
            .Select(path => Path.ChangeExtension(Path.GetRelativePath(Path.Combine(Root, "data", folder), path), null))
            .Order(StringComparer.Ordinal);
        throw new InvalidInputException(
            $"There is no file {nameOrPath}, and no {folder} entry of that name ships. Shipped: {string.Join(", ", names)}."
        );
    }

    /// <summary>All files of a kind that ship, in the order of their names.</summary>
    public static string[] ListFiles(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Root, "data", folder), "*.yaml").Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidInputException(
            "Souk's files are missing. Start it by ./souk in its folder, or set SOUK_HOME to that folder."
        );
    }
}

namespace Souk.LocalChain;

/// <summary>Where the repository lies at run time: its npm packages and contract sources are used in place.</summary>
internal static class RepositoryFolder
{
    private const string Landmark = "Analytics.sln";

    /// <summary>SOUK_HOME, else the nearest folder above the program that holds Analytics.sln.</summary>
    /// <exception cref="LocalChainException">Neither exists.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("SOUK_HOME") is { Length: > 0 } home)
        {
            return home;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Landmark)))
            {
                return folder.FullName;
            }
        }

        throw new LocalChainException(
            $"No folder above {AppContext.BaseDirectory} holds {Landmark}. Set SOUK_HOME to the repository's folder."
        );
    }

    /// <summary>A file of an installed npm package.</summary>
    /// <exception cref="LocalChainException">It is not installed.</exception>
    public static string NpmFile(string path)
    {
        string full = Path.Combine(Find(), "node_modules", path);
        return File.Exists(full)
            ? full
            : throw new LocalChainException($"node_modules/{path} is missing. Run 'npm ci' in {Find()}.");
    }
}

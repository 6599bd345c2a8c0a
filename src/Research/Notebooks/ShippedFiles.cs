using Souk.Research.Snapshots;

namespace Souk.Research.Notebooks;

/// <summary>Finds what ships with Souk: scenarios and samples.</summary>
/// <example><code>Directory.EnumerateFiles(ShippedFiles.Scenarios, "*.yaml").Select(Path.GetFileName)</code></example>
public static class ShippedFiles
{
    private const string Marker = "Analytics.sln";

    /// <summary>The folder of Souk: what started the kernel or built the program says it.</summary>
    /// <exception cref="SnapshotException">It cannot be found.</exception>
    /// <example><code>Path.Combine(ShippedFiles.Root, "notebooks")</code></example>
    public static string Root { get; } =
        (AppContext.GetData("Souk.Home") as string)?.TrimEnd('/', '\\')
        ?? Environment.GetEnvironmentVariable("SOUK_HOME")
        ?? FindRoot();

    /// <summary>The folder of a sample's Parquet files.</summary>
    /// <example><code>Warehouse.Open(ShippedFiles.Sample("demo"))</code></example>
    public static string Sample(string name) => Path.Combine(Root, "data", "samples", name);

    public static string Scenarios => Path.Combine(Root, "data", "scenarios");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        throw new SnapshotException("Souk's files are missing. Set SOUK_HOME to the folder that holds them.");
    }
}

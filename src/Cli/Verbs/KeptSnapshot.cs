using Souk.Research.Snapshots;

namespace Souk.Cli.Verbs;

/// <summary>The warehouse of a snapshot, made when it is first asked for: what readers save beside it stays.</summary>
internal static class KeptSnapshot
{
    /// <summary>What the snapshot that ships is called where a warehouse is asked for.</summary>
    public const string Sample = "sample";

    private const int KeptDigits = 12;

    /// <summary>The folder of the snapshot that ships.</summary>
    public static string SampleFolder => Path.Combine(Repository.Root, "data", "samples", "demo");

    /// <summary>Where warehouses are kept, unless a folder is named.</summary>
    public static string KeptFolder => Path.Combine(Repository.Root, ".souk", "opened");

    /// <summary>The file of the warehouse that a reader names: its own, unless it is the sample and there is no such file.</summary>
    public static string FileOf(string database) =>
        database == Sample && !File.Exists(database) ? FileOf(SampleFolder, KeptFolder) : database;

    /// <summary>The file of a snapshot's warehouse.</summary>
    /// <param name="folder">Of the snapshot.</param>
    /// <param name="kept">The folder in which the warehouse is kept.</param>
    public static string FileOf(string folder, string kept)
    {
        Directory.CreateDirectory(kept);
        string path = Path.Combine(kept, $"{Snapshot.Read(folder).DataHash[..KeptDigits]}.duckdb");
        if (!File.Exists(path))
        {
            // Moved when it is whole: an interrupted one is not taken for the snapshot.
            string part = Path.Combine(kept, $"part-{Environment.ProcessId}.duckdb");
            try
            {
                File.Delete(part);
                Snapshot.Open(folder, part).Dispose();
                File.Move(part, path, overwrite: true);
            }
            finally
            {
                File.Delete(part);
            }
        }

        return path;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Archives;

/// <summary>Where an archive's Parquet files are: TABLE/CHAIN/FROM-TO.parquet.</summary>
internal static partial class ArchiveFolder
{
    public const string PartialEnd = ".partial";

    public static string PathOf(string table, long chainId, BlockRange blocks) =>
        string.Create(CultureInfo.InvariantCulture, $"{table}/{chainId}/{blocks.From:D12}-{blocks.To:D12}.parquet");

    /// <summary>Files that no segment lists: what a killed process left, or what somebody put there.</summary>
    public static IEnumerable<string> FindUnlisted(ArchiveLog log)
    {
        HashSet<string> listed = [.. log.Segments.SelectMany(segment => segment.Files).Select(file => file.Path)];
        return Directory
            .EnumerateFiles(log.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(log.Folder, path).Replace('\\', '/'))
            .Where(path => path != ArchiveLog.FileName && !listed.Contains(path))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Removes what a killed process left: files of the segment that was not written to the end.</summary>
    /// <exception cref="ArchiveException">A file is there that archiving does not leave.</exception>
    public static void RemoveLeftovers(ArchiveLog log)
    {
        foreach (string path in FindUnlisted(log).ToArray())
        {
            if (!IsLeftover(log, path))
            {
                throw new ArchiveException(
                    $"Archive {log.Folder} has the file {path}, which {ArchiveLog.FileName} does not list. Move it away.",
                    isDiscrepancy: true
                );
            }

            File.Delete(Path.Combine(log.Folder, path));
        }
    }

    private static bool IsLeftover(ArchiveLog log, string path)
    {
        Match match = FilePath().Match(path);
        return match.Success
            && long.TryParse(match.Groups["chain"].Value, out long chainId)
            && long.TryParse(match.Groups["from"].Value, out long from)
            && (log.FindLast(chainId) is not { } last || from == last.ToBlock + 1);
    }

    [GeneratedRegex(@"^(chain|event|market)\.[^/]+/(?<chain>\d+)/(?<from>\d+)-\d+\.parquet(\.partial)?$")]
    private static partial Regex FilePath();
}

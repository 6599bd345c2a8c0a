using System.Globalization;
using System.Security.Cryptography;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>The folder of a backfill: a folder for each segment, whole or not there.</summary>
internal sealed class SegmentFolder
{
    private const string Prefix = "segment-";

    private readonly string _root;

    public SegmentFolder(string root) => _root = Path.GetFullPath(root);

    public string Root => _root;

    public static string NameOf(BlockRange blocks) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{blocks.From:D12}-{blocks.To:D12}");

    public string PathOf(BlockRange blocks) => Path.Combine(_root, NameOf(blocks));

    /// <summary>Segments that are there, by their names.</summary>
    public IReadOnlyList<string> Folders =>
        Directory.Exists(_root)
            ?
            [
                .. Directory
                    .GetDirectories(_root, Prefix + "*")
                    .Where(folder => !Path.GetFileName(folder).Contains('.', StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Writes a segment's files under a name of its own, and renames the folder: another process that did the same
    /// is no harm.</summary>
    /// <param name="write">Takes the folder.</param>
    public void Publish(BlockRange blocks, Action<string> write)
    {
        string staging = $"{PathOf(blocks)}.{Environment.MachineName}.{Environment.ProcessId}.writing";
        Directory.CreateDirectory(staging);
        try
        {
            write(staging);
            Directory.Move(staging, PathOf(blocks));
        }
        catch (IOException) when (Directory.Exists(PathOf(blocks)) && Directory.Exists(staging))
        {
            // Another process was first, with the same blocks.
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    /// <summary>Every file is there with its hash.</summary>
    /// <exception cref="SegmentException">One is missing or altered, or a file is there that nobody wrote.</exception>
    public static void Check(string folder, SegmentNote note)
    {
        string[] unknown =
        [
            .. Directory
                .GetFiles(folder)
                .Select(path => Path.GetFileName(path))
                .Except(note.Files.Keys)
                .Where(name => name != SegmentNote.FileName),
        ];
        if (unknown.Length > 0)
        {
            throw Damaged(folder, $"has the file {unknown[0]}, which is none of its own");
        }

        foreach ((string name, string hash) in note.Files)
        {
            string path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                throw Damaged(folder, $"lacks {name}");
            }

            if (HashOf(path) != hash)
            {
                throw Damaged(folder, $"was altered: {name} has another hash than it was written with");
            }
        }
    }

    public static string HashOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static SegmentException Damaged(string folder, string what) =>
        new($"{folder} {what}. Remove the folder and fetch the segment again.", isDiscrepancy: true);
}

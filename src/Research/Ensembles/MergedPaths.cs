using Souk.DuckDb;
using Souk.Simulation.Experiments;

namespace Souk.Research.Ensembles;

/// <summary>The full paths of all runs, in the files of shards, checked against what these remember.</summary>
/// <remarks>Files are joined one block at a time, whatever their number.</remarks>
public sealed class MergedPaths
{
    private readonly PathBlocks _blocks;
    private readonly ILookup<string, string> _parts;

    private MergedPaths(EnsembleShape shape, ILookup<string, string> parts) =>
        (_blocks, _parts) = (new PathBlocks(shape), parts);

    /// <summary>Whether runs were played with their paths.</summary>
    public bool AreKept => _parts.Count > 0;

    /// <exception cref="EnsembleException">Shards with and without paths, or a file that is missing, altered or too
    /// many.</exception>
    internal static MergedPaths Of(EnsembleShape shape, IReadOnlyList<(string Folder, LoadedShard Shard)> shards)
    {
        (string Folder, LoadedShard Shard)[] without = [.. shards.Where(one => one.Shard.Paths.Count == 0)];
        if (without.Length > 0 && without.Length < shards.Count)
        {
            throw new EnsembleException(
                $"{without[0].Folder} has no paths and other shards have: play all with --paths, or none."
            );
        }

        PathBlocks blocks = new(shape);
        foreach ((string folder, LoadedShard shard) in shards.Except(without))
        {
            Check(folder, shard, blocks);
        }

        return new MergedPaths(
            shape,
            shards
                .SelectMany(one => one.Shard.Paths.Select(file => (file.Name, one.Folder)))
                .ToLookup(one => one.Name, one => Path.Combine(one.Folder, PathBlocks.FolderName, one.Name))
        );
    }

    /// <summary>Writes a file for each block to a folder of their own.</summary>
    internal void WriteTo(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, PathBlocks.FolderName));
        for (int block = 0; block < _blocks.Count; block++)
        {
            string[] parts = [.. _parts[_blocks.NameOf(block)]];
            string target = _blocks.FileIn(folder, block);
            if (parts.Length == 1)
            {
                File.Copy(parts[0], target);
            }
            else
            {
                PathFile.Join(parts, target);
            }
        }
    }

    /// <summary>Adds the rows to a table of a database, by block.</summary>
    internal void WriteTo(DuckDBConnection connection)
    {
        connection.Execute(PathFile.Definition);
        for (int block = 0; block < _blocks.Count; block++)
        {
            connection.Execute(
                $"insert into path select * from {PathFile.SourceOf(_parts[_blocks.NameOf(block)])} order by point, replicate, metric, day"
            );
        }
    }

    private static void Check(string folder, LoadedShard shard, PathBlocks blocks)
    {
        string[] wanted = [.. blocks.BlocksOf(shard.Shard).Select(blocks.NameOf)];
        if (!wanted.SequenceEqual(shard.Paths.Select(file => file.Name)))
        {
            throw new EnsembleException($"{folder} has not all of its paths. Remove it and play that shard again.");
        }

        foreach (PathFile file in shard.Paths)
        {
            string path = Path.Combine(folder, PathBlocks.FolderName, file.Name);
            if (!File.Exists(path) || PathFile.HashOf(path) != file.Sha256)
            {
                throw new EnsembleException(
                    $"{path} {(File.Exists(path) ? "was altered" : "is missing")}. Remove {folder} and play that shard again."
                );
            }
        }
    }
}

using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;

namespace Souk.Research.Ensembles;

/// <summary>Writes the paths of a shard's runs while they are played, a file as soon as its block is complete.</summary>
/// <remarks>Runs are played in order, so that no more than a block or two are in memory. For concurrent use.</remarks>
public sealed class PathBook : IDisposable
{
    private readonly EnsembleShape _shape;
    private readonly Shard _shard;
    private readonly PathBlocks _blocks;
    private readonly string _staging;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, List<RunPath>> _pending = [];
    private readonly List<PathFile> _files = [];

    /// <param name="staging">A folder of its own, which is there and empty.</param>
    internal PathBook(EnsembleShape shape, Shard shard, string staging)
    {
        (_shape, _shard, _staging) = (shape, shard, staging);
        _blocks = new PathBlocks(shape);
        Directory.CreateDirectory(Path.Combine(staging, PathBlocks.FolderName));
    }

    /// <summary>Makes what sees the runs of one thread.</summary>
    public Sink OpenSink() => new PathSink(this, _shape.Days, _shape.Metrics.Count);

    /// <exception cref="DuckDb.DuckDBException">A file cannot be written, as on a full disk.</exception>
    internal void Add(RunPath path)
    {
        int block = _blocks.BlockOf(path.Run);
        List<RunPath>? complete;
        lock (_gate)
        {
            if (!_pending.TryGetValue(block, out List<RunPath>? paths))
            {
                _pending.Add(block, paths = []);
            }

            paths.Add(path);
            complete = paths.Count == _blocks.RunsOf(block, _shard) && _pending.Remove(block) ? paths : null;
        }

        if (complete is not null)
        {
            Write(block, complete);
        }
    }

    /// <summary>Takes over what was kept of a shard that was interrupted.</summary>
    internal void Take(IReadOnlyList<PathFile> files, string folder)
    {
        foreach (PathFile file in files)
        {
            string path = Path.Combine(folder, PathBlocks.FolderName, file.Name);
            foreach (RunPath run in PathFile.Read(path, _shape))
            {
                Add(run);
            }
        }
    }

    /// <summary>Moves all files into a folder, also those of blocks that are not complete.</summary>
    internal IReadOnlyList<PathFile> MoveTo(string folder)
    {
        foreach ((int block, List<RunPath> paths) in _pending)
        {
            Write(block, paths);
        }

        _pending.Clear();
        Directory.Move(Path.Combine(_staging, PathBlocks.FolderName), Path.Combine(folder, PathBlocks.FolderName));
        return [.. _files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    /// <summary>Forgets what was not moved.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_staging))
        {
            Directory.Delete(_staging, recursive: true);
        }
    }

    private void Write(int block, List<RunPath> paths)
    {
        paths.Sort((a, b) => a.Run.CompareTo(b.Run));
        PathFile file = PathFile.Write(_blocks.FileIn(_staging, block), _shape, paths);
        lock (_gate)
        {
            _files.Add(file);
        }
    }
}

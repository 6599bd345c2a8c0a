using System.Globalization;
using Souk.Simulation.Experiments;

namespace Souk.Research.Ensembles;

/// <summary>The runs of a plan in blocks of fixed length, each a Parquet file: where blocks end does not depend on how the
/// plan is divided, so that the files do not either.</summary>
internal sealed class PathBlocks(EnsembleShape shape)
{
    /// <summary>Rows that a block is meant to have, 40 bytes each in memory.</summary>
    private const int RowsWanted = 1 << 19;

    /// <summary>The folder of the files, in that of a shard or of a whole ensemble.</summary>
    public const string FolderName = "paths";

    /// <summary>Rows of one run.</summary>
    private int RowsPerRun => shape.Days * shape.Metrics.Count;

    /// <summary>Runs of a block.</summary>
    public int RunsPerBlock => Math.Clamp(RowsWanted / RowsPerRun, 1, shape.Runs);

    public int Count => (shape.Runs + RunsPerBlock - 1) / RunsPerBlock;

    public int BlockOf(int run) => run / RunsPerBlock;

    /// <summary>Runs of a block that a shard plays.</summary>
    public int RunsOf(int block, Shard shard)
    {
        int first = Math.Max(block * RunsPerBlock, shard.FirstOf(shape.Runs));
        int end = Math.Min(Math.Min((block + 1) * RunsPerBlock, shape.Runs), shard.EndOf(shape.Runs));
        return Math.Max(0, end - first);
    }

    /// <summary>Blocks of which a shard plays something.</summary>
    public IEnumerable<int> BlocksOf(Shard shard) =>
        Enumerable.Range(0, Count).Where(block => RunsOf(block, shard) > 0);

    /// <summary>The number is that of the block's first run.</summary>
    public string NameOf(int block) =>
        string.Create(CultureInfo.InvariantCulture, $"path-{block * (long)RunsPerBlock:D8}.parquet");

    public string FileIn(string folder, int block) => Path.Combine(folder, FolderName, NameOf(block));
}

namespace Souk.Simulation.Mechanisms.Versions;

/// <summary>Which version of a protocol rule holds at which block height.</summary>
/// <typeparam name="TVersion">The versions of the rule, or its parameters.</typeparam>
internal sealed class VersionSchedule<TVersion>
{
    private readonly long[] _firstBlocks;
    private readonly TVersion[] _versions;

    /// <param name="changes">The first block of each version, ascending; the first version also holds before its block.</param>
    /// <exception cref="ArgumentException">No version, or blocks that do not ascend.</exception>
    public VersionSchedule(params ReadOnlySpan<(long FirstBlock, TVersion Version)> changes)
    {
        if (changes.IsEmpty)
        {
            throw new ArgumentException("A schedule needs at least one version.", nameof(changes));
        }

        _firstBlocks = new long[changes.Length];
        _versions = new TVersion[changes.Length];
        for (int i = 0; i < changes.Length; i++)
        {
            (_firstBlocks[i], _versions[i]) = changes[i];
            if (i > 0 && _firstBlocks[i] <= _firstBlocks[i - 1])
            {
                throw new ArgumentException(
                    $"Version {i} begins at block {_firstBlocks[i]}, not after block {_firstBlocks[i - 1]}.",
                    nameof(changes)
                );
            }
        }
    }

    /// <summary>The version that holds at a block: the last one that began at or before it.</summary>
    public TVersion At(long block)
    {
        int index = Array.BinarySearch(_firstBlocks, block);
        return _versions[Math.Max(0, index >= 0 ? index : ~index - 1)];
    }
}

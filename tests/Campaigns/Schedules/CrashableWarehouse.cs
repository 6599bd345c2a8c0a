using Souk.Warehouse.Storage;

namespace Souk.Campaigns.Schedules;

/// <summary>A warehouse whose process can die: what is left is what the disk had at that instant.</summary>
internal sealed class CrashableWarehouse : IDisposable
{
    private const string MemoryFolder = "/dev/shm";

    private readonly string? _folder;
    private int _generation;
    private bool _isDead;

    /// <param name="canCrash">If not, the warehouse is in memory only.</param>
    public CrashableWarehouse(bool canCrash)
    {
        if (canCrash)
        {
            // A folder in memory where there is one: 10,000 schedules would wait for a disk most of the time.
            string name = $"souk-campaign-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
            _folder = Path.Combine(Directory.Exists(MemoryFolder) ? MemoryFolder : Path.GetTempPath(), name);
            Directory.CreateDirectory(_folder);
        }

        Warehouse = IndexRun.Open(PathOf(_generation));
    }

    private static int _count;

    public WarehouseFile Warehouse { get; private set; }

    /// <summary>Keeps the files as they are now, as a process that dies now would leave them.</summary>
    public void Die()
    {
        _isDead = true;
        _generation++;
        foreach (string file in Directory.GetFiles(_folder!, $"bazaar{_generation - 1}.*"))
        {
            string kept = file.Replace($"bazaar{_generation - 1}.", $"bazaar{_generation}.", StringComparison.Ordinal);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream copy = File.Create(kept);
            source.CopyTo(copy);
        }
    }

    /// <summary>Opens what <see cref="Die"/> left, or the same file again.</summary>
    public void Reopen()
    {
        if (_folder is null)
        {
            return;
        }

        Warehouse.Dispose();
        if (_isDead)
        {
            Array.ForEach(Directory.GetFiles(_folder, $"bazaar{_generation - 1}.*"), File.Delete);
        }

        _isDead = false;
        Warehouse = IndexRun.Open(PathOf(_generation));
    }

    public void Dispose()
    {
        Warehouse.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string PathOf(int generation) =>
        _folder is null ? WarehouseFile.InMemory : Path.Combine(_folder, $"bazaar{generation}.duckdb");
}

using Souk.Warehouse.Handouts;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Servers;

/// <summary>A warehouse that this process writes, of which verbs of the same user that read are lent copies meanwhile.</summary>
internal sealed class LendingWarehouse : IAsyncDisposable
{
    /// <summary>How old what readers see of a held warehouse may be while blocks come.</summary>
    public static readonly TimeSpan CopyAgeMax = TimeSpan.FromSeconds(30);

    private readonly WarehouseCopy? _copy;
    private readonly CopyLender? _lender;

    private LendingWarehouse(WarehouseFile file, IEnumerable<string> folders)
    {
        File = file;
        if (file.Path == WarehouseFile.InMemory)
        {
            file.Lock(folders);
            return;
        }

        _copy = new WarehouseCopy(file.Path, TimeProvider.System, CopyAgeMax);
        file.Lock([_copy.Folder, .. folders]);
        _lender = CopyLender.Open(file.Path, _copy, HandoutLog.Record, Console.Error);
    }

    public WarehouseFile File { get; }

    /// <summary>Opens or creates it, and locks it.</summary>
    /// <param name="folders">Of the files that the verb names, where DuckDB reads or writes them.</param>
    /// <exception cref="WarehouseException">As <see cref="WarehouseFile.Open"/>.</exception>
    public static LendingWarehouse Open(string path, params IEnumerable<string> folders) =>
        new(WarehouseFile.Open(path), folders);

    public async ValueTask DisposeAsync()
    {
        if (_lender is not null)
        {
            await _lender.DisposeAsync();
        }

        _copy?.Dispose();
        File.Dispose();
    }
}

using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Storage;

public sealed class WarehouseCopyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-locked-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_locked_warehouse_is_copied_into_the_folder_of_copies_and_nowhere_else()
    {
        string path = Path.Combine(_folder, "served.duckdb");
        using WarehouseFile warehouse = WarehouseFile.Open(path);
        warehouse.Connection.Execute("insert into chain.system values ('m', 'M', 'GOLD', null)");
        using WarehouseCopy copy = new(path, TimeProvider.System, TimeSpan.Zero);
        warehouse.Lock(copy.Folder);

        using WarehouseCopy.Lease lease = await copy.TakeAsync(TestContext.Current.CancellationToken);

        Path.GetDirectoryName(lease.Path).ShouldBe(copy.Folder);
        using DuckDBConnection reader = new($"Data Source={lease.Path};access_mode=READ_ONLY");
        reader.Open();
        reader.Scalar<string>("select title from chain.system").ShouldBe("M");
        Should.Throw<DuckDBException>(() =>
            warehouse.Connection.Execute($"attach '{Path.Combine(_folder, "other.duckdb")}' as other")
        );
    }
}

using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Storage;

public sealed class WarehouseLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-lock-").FullName;

    private string Allowed => Path.Combine(_folder, "it's allowed");

    private string Database => Path.Combine(_folder, "locked.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_are_read_and_written_in_the_named_folders_alone_and_settings_stay()
    {
        Directory.CreateDirectory(Allowed);
        Directory.CreateDirectory(Allowed + " too");
        string outside = Path.Combine(_folder, "outside.csv");
        File.WriteAllText(outside, "n\n7\n");
        string inside = Path.Combine(Allowed, "inside.csv").Replace("'", "''", StringComparison.Ordinal);
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Lock(Allowed);
        DuckDBConnection connection = warehouse.Connection;

        connection.Execute($"copy (select 7 as n) to '{inside}' (format csv)");
        connection.Scalar<long>($"select n from read_csv('{inside}')").ShouldBe(7);
        connection.Execute($"attach '{inside}.duckdb' as beside; detach beside");
        foreach (
            string refused in (string[])
                [
                    $"from read_csv('{outside}')",
                    $"from read_csv('{inside}/../../outside.csv')",
                    $"copy (select 7) to '{Path.GetDirectoryName(inside)} too/beside.csv' (format csv)",
                    $"copy (select 7) to '{outside}.new' (format csv)",
                    $"attach '{outside}.duckdb' as beside",
                    "from glob('/etc/*')",
                    "load 'nothing'",
                    "install httpfs",
                    "set memory_limit = '1GB'",
                    "set enable_external_access = true",
                    "set lock_configuration = false",
                    "reset lock_configuration",
                    "set allowed_directories = ['/']",
                    "set allowed_configs = ['memory_limit']",
                ]
        )
        {
            Should.Throw<DuckDBException>(() => connection.Execute(refused), refused);
        }

        Directory.GetFiles(_folder).Select(Path.GetFileName).ShouldNotContain("outside.csv.new");
    }

    [Fact]
    public void A_locked_warehouse_writes_asks_as_known_then_and_is_opened_again_in_its_process()
    {
        using (WarehouseFile warehouse = WarehouseFile.Open(Database))
        {
            warehouse.Lock();
            warehouse.Lock();
            warehouse.Connection.Execute("insert into chain.system values ('m', 'M', 'GOLD', null); checkpoint");
            KnowledgeTime
                .Ask(
                    warehouse.Connection,
                    new DateTime(2025, 1, 1),
                    () => warehouse.Connection.Scalar<DateTime>("select reference.known_at()")
                )
                .ShouldBe(new DateTime(2025, 1, 1));
            using DuckDBConnection reader = new($"Data Source={Database}");
            reader.Open();
            reader.Scalar<string>("select title from chain.system").ShouldBe("M");
            Should.Throw<DuckDBException>(() => reader.Execute("set threads = 1"));
            using WarehouseFile again = WarehouseFile.Open(Database);
            again.Connection.Execute("insert into chain.system values ('n', 'N', 'TIN', null)");
        }

        using WarehouseFile reopened = WarehouseFile.Open(Database);
        reopened.Connection.Scalar<long>("select count(*) from chain.system").ShouldBe(2);
        reopened.Connection.Execute("set threads = 1");
    }

    [Fact]
    public void What_does_not_fit_into_memory_still_goes_beside_the_file()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database, "threads=1");
        warehouse.Connection.Execute("set memory_limit = '60MiB'");
        warehouse.Lock();

        warehouse.Connection.Execute(
            "create temp table large as select range as n, sha256(range::varchar) as hash from range(1000000)"
        );

        warehouse.Connection.Scalar<long>("select count(*) from large where hash is not null").ShouldBe(1_000_000);
    }
}

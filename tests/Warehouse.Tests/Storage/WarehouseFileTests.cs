using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Storage;

public sealed class WarehouseFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_file_has_the_whole_schema_and_keeps_it()
    {
        string path = Path.Combine(_folder, "a.duckdb");
        using (WarehouseFile created = WarehouseFile.Open(path))
        {
            created.Connection.Execute("insert into chain.system values ('masa', 'Masa', 'MASA', null)");
        }

        using WarehouseFile opened = WarehouseFile.Open(path);

        opened.Connection.Scalar<string>("select title from chain.system").ShouldBe("Masa");
        opened.Connection.Scalar<int>("select min(version) from schema_version").ShouldBe(1);
    }

    [Fact]
    public void The_zero_address_has_id_zero()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        ChainDictionaries.Load(warehouse.Connection).Addresses.IdOf(default).ShouldBe(0);
    }

    [Fact]
    public void A_newer_schema_is_refused()
    {
        string path = Path.Combine(_folder, "a.duckdb");
        using (WarehouseFile created = WarehouseFile.Open(path))
        {
            created.Connection.Execute("insert into schema_version values (999, '999_future.sql')");
        }

        Should.Throw<WarehouseException>(() => WarehouseFile.Open(path)).Message.ShouldContain("has schema 999");
    }

    [Fact]
    public void A_database_of_someone_else_is_refused_and_unchanged()
    {
        string path = Path.Combine(_folder, "a.duckdb");
        using (var connection = new DuckDBConnection($"Data Source={path}"))
        {
            connection.Open();
            connection.Execute("create table sales (amount integer)");
        }

        Should.Throw<WarehouseException>(() => WarehouseFile.Open(path)).Message.ShouldContain("not ours");
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_unchanged()
    {
        string path = Path.Combine(_folder, "a.duckdb");
        string text = new('x', 5000);
        File.WriteAllText(path, text);

        Should.Throw<WarehouseException>(() => WarehouseFile.Open(path)).Message.ShouldContain("is not a DuckDB file");

        File.ReadAllText(path).ShouldBe(text);
    }

    [Fact]
    public void A_missing_folder_and_a_folder_are_refused_by_name()
    {
        string missing = Path.Combine(_folder, "missing");

        Should
            .Throw<WarehouseException>(() => WarehouseFile.Open(Path.Combine(missing, "a.duckdb")))
            .Message.ShouldContain($"the folder {missing} does not exist");
        Should.Throw<WarehouseException>(() => WarehouseFile.Open(_folder)).Message.ShouldContain("is a folder");
    }

    [Fact]
    public void A_file_named_like_a_schema_is_refused()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        List<string> schemas = warehouse.Connection.Query(
            "select schema_name from duckdb_schemas() where not internal and schema_name <> 'main' order by all",
            row => row.GetString(0)
        );

        WarehouseFile.SchemaNames.Order().ShouldBe(schemas);
        Should
            .Throw<WarehouseException>(() => WarehouseFile.Open(Path.Combine(_folder, "Market.duckdb")))
            .Message.ShouldContain("another name");
    }
}

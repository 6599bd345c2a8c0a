using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Storage;

public sealed class SchemaMigrationsTests : IDisposable
{
    private const int LabelVersion = 9;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-migrations-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(14)]
    public void A_warehouse_that_an_older_build_filled_keeps_every_row(int version)
    {
        string file = Path.Combine(_folder, "old.duckdb");
        Dictionary<string, long> before;
        using (var connection = new DuckDBConnection($"Data Source={file}"))
        {
            connection.Open();
            SchemaMigrations.Apply(connection, file, version);
            connection.Execute(
                """
                insert into chain.address values (1, '\x01'::blob);
                insert into chain.block select 1, n, 0, n + 1, 0, n, timestamp '2026-01-01' from range(100) as blocks(n);
                insert into chain.range values (1, 0, 99, 'http://one.example', 3, 1, 2, 0, 100, 'bloom');
                insert into chain.cursor values (1, 99, 0, 100, timestamp '2026-01-01');
                insert into chain.contract values (1, 1, 'masa', 'masa_token', 'MASA', 0, null);
                insert into market.transfer
                select 1, n, 0, 0, timestamp '2026-01-01', 'masa', 1, 0, 1, n from range(100) as transfers(n);
                """
            );
            if (version >= LabelVersion)
            {
                connection.Execute(
                    "insert into party.label values ('\\x01'::blob, 'Acme', 'other', 1000000, 'a test', timestamp '2026-01-01')"
                );
            }

            before = Count(connection);
        }

        using WarehouseFile warehouse = WarehouseFile.Open(file);

        Dictionary<string, long> after = Count(warehouse.Connection);
        before["chain.block"].ShouldBe(100);
        before
            // Nothing ever wrote party.allocation, so it is gone.
            .Where(table =>
                table.Key is not ("main.schema_version" or "party.rule" or "market.price_guard" or "party.allocation")
            )
            .ShouldAllBe(table =>
                after[table.Key == "party.label" ? "party.declared_label" : table.Key] == table.Value
            );
        warehouse.Connection.Scalar<long>("select count(*) from party.label").ShouldBe(version >= LabelVersion ? 1 : 0);
        warehouse
            .Connection.Query(
                "select from_block, to_block, log_count, proof from chain.range",
                row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3))
            )
            .ShouldBe([(0, 99, 3, "bloom")]);
        using WarehouseFile fresh = WarehouseFile.Open(WarehouseFile.InMemory);
        Columns(warehouse.Connection).ShouldBe(Columns(fresh.Connection));
    }

    [Fact]
    public void A_warehouse_that_is_copied_from_the_template_has_what_the_migrations_give()
    {
        // The migrations make the first two of a process.
        WarehouseFile.Open(WarehouseFile.InMemory).Dispose();
        WarehouseFile.Open(WarehouseFile.InMemory).Dispose();
        string migrated = Path.Combine(_folder, "migrated.duckdb");
        using (DuckDBConnection connection = new($"Data Source={migrated}"))
        {
            connection.Open();
            SchemaMigrations.ApplyEach(connection);
        }

        // Their text is that of a schema that was read from a file once, as the template is.
        using WarehouseFile copy = WarehouseFile.Open(Path.Combine(_folder, "a new 'one'.duckdb"));
        using WarehouseFile inMemory = WarehouseFile.Open(WarehouseFile.InMemory);
        using WarehouseFile expected = WarehouseFile.Open(migrated);
        string[] definitions = Definitions(expected.Connection);
        definitions.Length.ShouldBeGreaterThan(1000);
        foreach (WarehouseFile copied in (WarehouseFile[])[copy, inMemory])
        {
            string[] found = Definitions(copied.Connection);
            definitions.Except(found).ShouldBeEmpty();
            found.Length.ShouldBe(definitions.Length);
        }

        WarehouseDigest.Compute(inMemory.Connection).ShouldBe(WarehouseDigest.Compute(expected.Connection));
    }

    /// <summary>Of all that a schema has, with the rows that the migrations wrote.</summary>
    private static string[] Definitions(DuckDBConnection connection)
    {
        string[] definitions =
        [
            .. connection.Query(
                """
                select concat_ws(' ', schema_name, table_name, sql, comment) from duckdb_tables() where not internal
                union all select concat_ws(' ', schema_name, view_name, sql, comment) from duckdb_views() where not internal
                union all select concat_ws(' ', schema_name, function_name, function_type, parameters, macro_definition)
                from duckdb_functions() where not internal
                union all select concat_ws(' ', schema_name, index_name, sql) from duckdb_indexes()
                union all select concat_ws(' ', schema_name, table_name, constraint_text) from duckdb_constraints()
                union all select concat_ws(' ', schema_name, table_name, column_name, data_type, column_default, is_nullable, comment)
                from duckdb_columns() where not internal
                union all select concat_ws(' ', schema_name, sequence_name, sql) from duckdb_sequences()
                union all select concat_ws(' ', schema_name, type_name) from duckdb_types() where not internal
                order by all
                """,
                row => row.GetString(0)
            ),
        ];
        return
        [
            .. definitions,
            .. Count(connection)
                .Where(table => table.Value > 0)
                .SelectMany(table =>
                    connection.Query(
                        $"select '{table.Key} ' || t::varchar from {table.Key} t order by all",
                        row => row.GetString(0)
                    )
                ),
        ];
    }

    private static Dictionary<string, long> Count(DuckDBConnection connection) =>
        connection
            .Query(
                "select table_schema || '.' || table_name from information_schema.tables where table_type = 'BASE TABLE'",
                row => row.GetString(0)
            )
            .ToDictionary(table => table, table => connection.Scalar<long>($"select count(*) from {table}"));

    private static List<string> Columns(DuckDBConnection connection) =>
        connection.Query(
            """
            select concat_ws(' ', table_schema, table_name, ordinal_position, column_name, data_type, is_nullable)
            from information_schema.columns
            where table_schema not in ('information_schema', 'pg_catalog')
            order by all
            """,
            row => row.GetString(0)
        );
}

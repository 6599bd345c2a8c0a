using Souk.DuckDb;
using Souk.Warehouse.Queries;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Queries;

public sealed class SandboxedQueryTests(SandboxedFile file) : IClassFixture<SandboxedFile>
{
    private string Folder => file.Folder;

    private string Database => file.Database;

    private string Secret => file.Secret;

    [Fact]
    public void Any_select_gives_its_rows_exactly()
    {
        (string[] columns, string[] rows) = Run(
            """
            select 170141183460469231731687303715884105727::hugeint as most, 0.1::decimal(3, 1) as tenth, '\xAB'::blob as bytes,
                [1, 2] as list, timestamp '2025-01-02 03:04:05.678901' as time, null as nothing, 1 as a, 2 as a, 3 as "A" -- a comment
            """
        );

        columns.ShouldBe(["most", "tenth", "bytes", "list", "time", "nothing", "a", "a_1", "A_2"]);
        rows.ShouldBe(["170141183460469231731687303715884105727|0.1|0xab|[1, 2]|2025-01-02 03:04:05.678901|-|1|2|3"]);
    }

    [Theory]
    [InlineData("select system from chain.system;", "m")]
    [InlineData("from chain.system select title", "M")]
    [InlineData("with a as (select 1 as n) select n + 1 from a", "2")]
    [InlineData(
        "with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select sum(n) from r",
        "15"
    )]
    [InlineData("select count(*) from duckdb_tables() where table_name = 'nobody'", "0")]
    [InlineData("select sum(n) from (select unnest(generate_series(1, 3)) as n), range(1)", "6")]
    [InlineData("select count(*) from party.link_at(timestamp '2030-01-01')", "0")]
    [InlineData("select count(*) from reference.fact_at(timestamp '2030-01-01')", "0")]
    [InlineData("(select 1) union all (select 2) order by 1 desc", "2", "1")]
    public void Queries_that_only_read_run(string sql, params string[] expected) => Run(sql).Rows.ShouldBe(expected);

    [Theory]
    // Writes.
    [InlineData("insert into chain.system values ('x', 'X', 'X', null)")]
    [InlineData("update chain.system set title = 'X'")]
    [InlineData("delete from chain.system")]
    [InlineData("drop table chain.system")]
    [InlineData("create table t as select 1")]
    [InlineData("create temp table t as select 1")]
    [InlineData("create or replace macro f() as 1")]
    [InlineData("alter table chain.system add column x integer")]
    [InlineData("truncate chain.system")]
    [InlineData("insert into chain.system values ('x', 'X', 'X', null) returning *")]
    [InlineData("with w as (delete from chain.system returning *) select * from w")]
    [InlineData("from (insert into chain.system values ('x', 'X', 'X', null) returning *)")]
    // Several statements, transactions, the empty text.
    [InlineData("select 1; select 2")]
    [InlineData("select 1; delete from chain.system")]
    [InlineData("begin; select 1")]
    [InlineData("commit")]
    [InlineData("select 1) to '{0}/out.csv'; copy (select 1")]
    [InlineData("select 1) as result(c0); delete from chain.system; select * from (select 1")]
    [InlineData("")]
    [InlineData("-- nothing")]
    // Files.
    [InlineData("select * from read_csv('{0}/secret.csv')")]
    [InlineData("select * from read_csv_auto('{0}/secret.csv')")]
    [InlineData("select * from '{0}/secret.csv'")]
    [InlineData("select * from read_text('{0}/secret.csv')")]
    [InlineData("select * from read_blob('/etc/passwd')")]
    [InlineData("select * from read_json('{0}/secret.csv')")]
    [InlineData("select * from read_parquet('{0}/*')")]
    [InlineData("select * from parquet_metadata('{0}/secret.csv')")]
    [InlineData("select * from sniff_csv('{0}/secret.csv')")]
    [InlineData("select * from glob('{0}/*')")]
    [InlineData("select * from query('select * from read_text(''{0}/secret.csv'')')")]
    [InlineData("select * from query_table(['{0}/secret.csv'])")]
    [InlineData("copy chain.system to '{0}/out.csv'")]
    [InlineData("copy (select 1) to '{0}/out.parquet' (format parquet)")]
    [InlineData("copy chain.system from '{0}/secret.csv'")]
    [InlineData("export database '{0}/out'")]
    [InlineData("import database '{0}/out'")]
    [InlineData("attach '{0}/other.duckdb' as other")]
    [InlineData("attach ':memory:' as other")]
    [InlineData("detach sandboxed")]
    [InlineData("use sandboxed.chain")]
    // Network and extensions.
    [InlineData("select * from read_csv('http://127.0.0.1:9/x.csv')")]
    [InlineData("select * from 'https://127.0.0.1:9/x.parquet'")]
    [InlineData("select * from 's3://bucket/x.parquet'")]
    [InlineData("install httpfs")]
    [InlineData("load httpfs")]
    [InlineData("load '{0}/evil.duckdb_extension'")]
    [InlineData("create secret s (type s3, key_id 'x', secret 'y')")]
    // Settings and the process.
    [InlineData("set memory_limit = '1TB'")]
    [InlineData("set threads = 64")]
    [InlineData("set enable_external_access = true")]
    [InlineData("reset memory_limit")]
    [InlineData("set variable x = 1")]
    [InlineData("pragma enable_external_access = true")]
    [InlineData("pragma database_list; select 1")]
    [InlineData("pragma memory_limit = '1TB'")]
    [InlineData("select getenv('HOME')")]
    [InlineData("select (select count(*) from enable_logging()) as n")]
    [InlineData("select * from truncate_duckdb_logs()")]
    [InlineData("select * from checkpoint()")]
    [InlineData("select * from duckdb_secrets()")]
    [InlineData("select * from duckdb_settings()")]
    [InlineData("select * from test_all_types()")]
    [InlineData("select * from enable_logging(storage_path := '{0}/log', storage := 'file')")]
    [InlineData("call enable_logging(storage = 'file', storage_path = '{0}/log')")]
    [InlineData("call force_checkpoint()")]
    [InlineData("checkpoint")]
    [InlineData("vacuum")]
    [InlineData("prepare p as select 1")]
    [InlineData("execute p")]
    [InlineData("explain analyze delete from chain.system")]
    // What does not fit together.
    [InlineData("select $1")]
    [InlineData("select nobody from nowhere")]
    [InlineData("selekt 1")]
    public void Everything_else_is_refused_and_leaves_file_andFolder_as_they_were(string sql)
    {
        byte[] before = File.ReadAllBytes(Database);
        string text = sql.Replace("{0}", Folder, StringComparison.Ordinal);

        Should.Throw<QueryException>(() => Run(text)).Message.ShouldNotContain("classified");

        File.ReadAllBytes(Database).ShouldBe(before);
        Directory.GetFileSystemEntries(Folder).Order().ShouldBe([Database, Secret]);
    }

    [Theory]
    [InlineData("select list(n) from range(1000000000) t(n)")]
    [InlineData("select count(distinct n || 'x') from range(10000000) t(n)")]
    [InlineData("select max(s) from (select sum(n) over (order by hash(n)) as s from range(20000000) t(n))")]
    public void Memory_beyond_the_limit_is_an_error_and_nothing_spills(string sql)
    {
        var request = new QueryRequest(Database, sql, MemoryMb: 64);

        Should
            .Throw<QueryException>(() => SandboxedQuery.Run(request, _ => { }, _ => { }))
            .Message.ShouldContain("Out of Memory");

        Directory.GetFileSystemEntries(Folder).Order().ShouldBe([Database, Secret]);
    }

    [Fact]
    public void More_rows_than_allowed_are_an_error_after_those_that_are()
    {
        List<object?[]> rows = [];
        var request = new QueryRequest(Database, "from range(1000000000)", RowsMax: 1000);

        Should
            .Throw<QueryException>(() => SandboxedQuery.Run(request, _ => { }, rows.Add))
            .Message.ShouldContain("more than 1000 rows");

        rows.Count.ShouldBe(1000);
    }

    [Fact]
    public void Parquet_keeps_all_digits_and_only_the_file_that_was_asked_for_is_written()
    {
        string written = Path.Combine(Folder, "out 'it.parquet");
        const string Sql = "select 99999999999999999999999999999999999999::hugeint as most, 'x' as \"a \"\"b\"";

        SandboxedQuery.Run(new QueryRequest(Database, Sql, written), _ => { }, _ => { });

        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        List<(string, string)> rows = connection.Query(
            $"select most::varchar, \"a \"\"b\" from read_parquet('{written.Replace("'", "''")}')",
            row => (row.GetString(0), row.GetString(1))
        );
        File.Delete(written);
        rows.ShouldBe([("99999999999999999999999999999999999999", "x")]);
    }

    [Fact]
    public void Parquet_keeps_all_digits_within_lists_structs_and_maps()
    {
        string written = Path.Combine(Folder, "nested.parquet");
        const string Most = "99999999999999999999999999999999999999";
        const string Sql = $$"""
            select
                [{{Most}}::hugeint] as list,
                {'a HUGEINT': {{Most}}::hugeint, 'b': [{'c': 1::uhugeint}]} as fields,
                map {'k': {{Most}}::hugeint} as pairs,
                'HUGEINT'::enum('HUGEINT', 'x') as word
            """;

        SandboxedQuery.Run(new QueryRequest(Database, Sql, written), _ => { }, _ => { });

        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        List<string> rows = connection.Query(
            $"""
            select concat_ws(' ', list[1]::varchar, fields."a HUGEINT"::varchar, fields.b[1].c, pairs['k']::varchar, word)
            from read_parquet('{written}')
            """,
            row => row.GetString(0)
        );
        File.Delete(written);
        rows.ShouldBe([$"{Most} {Most} 1 {Most} HUGEINT"]);
    }

    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    public void Parquet_of_more_rows_than_allowed_is_an_error_and_no_file(int rowsMax, bool isRefused)
    {
        string written = Path.Combine(Folder, "rows.parquet");
        var request = new QueryRequest(Database, "from range(1000)", written, RowsMax: rowsMax);

        Exception? thrown = Record.Exception(() => SandboxedQuery.Run(request, _ => { }, _ => { }));

        (thrown is QueryException, File.Exists(written)).ShouldBe((isRefused, !isRefused));
        (thrown?.Message).ShouldBe(
            isRefused
                ? "The result has more than 999 rows; no file was written. Add a limit, or raise --rows-max."
                : null
        );
        File.Delete(written);
    }

    private (string[] Columns, string[] Rows) Run(string sql)
    {
        string[] columns = [];
        List<string> rows = [];
        SandboxedQuery.Run(
            new QueryRequest(Database, sql, MemoryMb: 256),
            names => columns = [.. names],
            row => rows.Add(string.Join('|', row.Select(value => value ?? "-")))
        );
        return (columns, [.. rows]);
    }
}

/// <summary>A warehouse with one row, beside a file that no query may read.</summary>
public sealed class SandboxedFile : IDisposable
{
    public SandboxedFile()
    {
        using (WarehouseFile warehouse = WarehouseFile.Open(Database))
        {
            warehouse.Connection.Execute("insert into chain.system values ('m', 'M', 'GOLD', null)");
        }

        File.WriteAllText(Secret, "a,b\n1,classified\n");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("souk-sandbox-").FullName;

    public string Database => Path.Combine(Folder, "sandboxed.duckdb");

    public string Secret => Path.Combine(Folder, "secret.csv");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

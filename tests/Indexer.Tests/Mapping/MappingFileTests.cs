using Souk.DuckDb;
using Souk.Indexer.Mapping;
using Souk.Indexer.Tests.Decoding;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Mapping;

public sealed class MappingFileTests
{
    [Fact]
    public void Statements_end_at_semicolons_outside_quotes_and_comments()
    {
        IReadOnlyList<MappingStatement> statements = Split(
            "-- It's; not one.\nselect ';' as \"a;b\", $chain_id;\n/* none; $x */\n\nselect $from_block, $to_block, $from_block;;\n"
        );

        statements.Select(statement => statement.Line).ShouldBe([2, 5]);
        statements[0].Sql.ShouldBe("select ';' as \"a;b\", $chain_id");
        statements[0].Parameters.ShouldBe(["chain_id"]);
        statements[1].Parameters.ShouldBe(["from_block", "to_block"]);
    }

    [Fact]
    public void Every_shipped_mapping_fills_tables_of_the_one_schema_with_assets_of_three_kinds()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        string[] tables =
        [
            .. warehouse.Connection.Query(
                "select table_name from duckdb_tables() where schema_name = 'market'",
                row => row.GetString(0)
            ),
        ];
        Dictionary<string, string[]> filled = Directory
            .GetFiles(Path.Combine(Vectors.RepositoryRoot(), "data", "manifests"), "*.sql")
            .ToDictionary(
                path => Path.GetFileNameWithoutExtension(path),
                path =>
                    (string[])
                        [
                            .. MappingFile
                                .Load(path, "any")
                                .Statements.Select(statement => InsertTarget.Find(statement.Sql)?.Table)
                                .OfType<string>()
                                .Distinct(),
                        ]
            );

        filled.Values.SelectMany(names => names).Except(tables).ShouldBeEmpty();
        string[] withAssets =
        [
            .. filled.Where(mapping => mapping.Value.Contains("asset")).Select(mapping => mapping.Key),
        ];
        string[] markets = ["masa", "ocean", "oraichain", "sahara", "singularitynet"];
        markets.ShouldBeSubsetOf(withAssets);
        foreach (string kind in (string[])["dataset", "model", "service"])
        {
            Register(kind);
        }

        Should.Throw<DuckDBException>(() => Register("token")).Message.ShouldContain("CHECK constraint");

        void Register(string kind) =>
            warehouse.Connection.Execute(
                $"insert into market.asset values (1, 0, 0, timestamp '2025-01-01', 'm', '{kind}', '{kind}', '', null)"
            );
    }

    [Theory]
    [InlineData("select 1;\nselect $chian_id", "line 2: unknown parameter '$chian_id'")]
    [InlineData("select 'open", "line 1: text in quotes does not end")]
    [InlineData("\n/* open", "line 2: a comment does not end")]
    public void Errors_name_the_line(string sql, string expected) =>
        Should.Throw<FormatException>(() => Split(sql)).Message.ShouldContain(expected);

    [Fact]
    public void A_shared_file_reads_the_event_tables_of_the_system_that_names_it()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "select '{}', $system from event.{system}_bank_transfer; select $denom");

        MappingFile mapping = MappingFile.Load(path, "oraichain_l1");
        File.Delete(path);

        mapping.Statements[0].Sql.ShouldBe("select '{}', $system from event.oraichain_l1_bank_transfer");
        mapping.Statements[0].Parameters.ShouldBe(["system"]);
        mapping.NeedsDenom.ShouldBeTrue();
    }

    private static IReadOnlyList<MappingStatement> Split(string sql) =>
        SqlScript.Split(sql, MappingFile.ParameterNames);
}

using Souk.Indexer.Mapping;

namespace Souk.Indexer.Tests.Mapping;

public sealed class InsertTargetTests
{
    [Theory]
    [InlineData("insert into market.transfer select 1", "transfer", "insert into X select 1")]
    [InlineData("-- insert into market.stake\ninsert  INTO\n Market . Payment (a) select 1", "payment", null)]
    [InlineData("with a as (select 'insert into market.stake') insert into market.release from a", "release", null)]
    public void The_table_that_a_statement_fills_is_found(string sql, string table, string? replaced)
    {
        (string Table, Range Place)? target = InsertTarget.Find(sql);

        target!.Value.Table.ShouldBe(table);
        if (replaced is not null)
        {
            (sql[..target.Value.Place.Start] + "X" + sql[target.Value.Place.End..]).ShouldBe(replaced);
        }
    }

    [Theory]
    [InlineData("select 1")]
    [InlineData("insert into chain.quarantine select 1")]
    [InlineData("/* insert into market.stake */ select \"insert into market.stake\"")]
    public void Other_statements_fill_none(string sql) => InsertTarget.Find(sql).ShouldBeNull();
}

using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>market.few gives the rows of a query as they are, and the planner then keeps them at hand.</summary>
public sealed class FewTests
{
    [Fact]
    public void Rows_come_out_as_they_are_twice_or_empty_where_they_were()
    {
        Few(
                "select i % 2 as a, if(i = 2, null, 170141183460469231731687303715884105727::hugeint) as b from range(3) t(i)"
            )
            .ShouldBe(["0|170141183460469231731687303715884105727", "0|", "1|170141183460469231731687303715884105727"]);
        Few("select null::bigint as a, null::hugeint as b from range(2)").ShouldBe(["|", "|"]);
        Few("select 1 as a, 2::hugeint as b where false").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("rare", "many")]
    [InlineData("market.few('rare')", "rare")]
    public void The_planner_keeps_at_hand_what_is_few_and_not_what_it_is_joined_to(string rare, string atHand)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        warehouse.Connection.Execute("create table many as select i as told from range(100000) t(i)");

        string plan = string.Join(
            '\n',
            warehouse.Connection.Query(
                $"""
                explain with rare as (
                    select i as kept, i % 3 as a, i % 5 as b, i % 7 as c from range(400000) t(i) where a = 1 and b = 2 and c = 3
                )
                select count(*) from many m join {rare} r on r.kept = m.told
                """,
                row => row.GetString(1)
            )
        );

        // A plan names the side that is kept at hand last.
        plan.ShouldContain(atHand == "rare" ? "told = kept" : "kept = told");
    }

    private static string[] Few(string rows)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        return
        [
            .. warehouse.Connection.Query(
                $"with rows as ({rows}) select a, b::varchar from market.few('rows') order by a, b",
                row => $"{row.GetValue(0)}|{row.GetValue(1)}"
            ),
        ];
    }
}

using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Storage;

public sealed class WarehouseDigestTests
{
    [Fact]
    public void Ids_and_row_order_do_not_matter()
    {
        string one = DigestOf(
            """
            insert into chain.address values (1, '\xAA'::blob), (2, '\xBB'::blob);
            insert into market.holder values (1, 5, 1, 'masa', 'pool'), (1, 6, 2, 'masa', 'sink');
            """
        );

        string other = DigestOf(
            """
            insert into chain.address values (1, '\xBB'::blob), (2, '\xAA'::blob);
            insert into market.holder values (1, 6, 1, 'masa', 'sink'), (1, 5, 2, 'masa', 'pool');
            """
        );

        other.ShouldBe(one);
    }

    [Fact]
    public void Any_other_value_null_included_matters()
    {
        string[] digests =
        [
            DigestOf(""),
            DigestOf("insert into chain.system values ('masa', 'Masa', null, null)"),
            DigestOf("insert into chain.system values ('masa', 'Masa', '', null)"),
            DigestOf("insert into chain.system values ('masa', 'Masa', null, '')"),
        ];

        digests.Distinct().Count().ShouldBe(4);
    }

    private static string DigestOf(string sql)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        warehouse.Connection.Execute(sql + ";select 1");
        return WarehouseDigest.Compute(warehouse.Connection);
    }
}

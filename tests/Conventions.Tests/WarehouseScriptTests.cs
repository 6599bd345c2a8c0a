using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class WarehouseScriptTests
{
    private const string Good =
        "-- key: burned\n-- unit: token\n-- formula: sum\n-- definer: ours\n-- caveats: none\nselect 1\n";

    [Fact]
    public void Every_metric_says_what_it_means()
    {
        int count = Tree.Repository.Files.Count(file => file.IsUnder("src/Warehouse/Metrics") && file.Is(".sql"));

        WarehouseScripts.MetricFiles(Tree.Repository).Count().ShouldBe(count);
        WarehouseScripts.Headers(Tree.Repository).ShouldBeEmpty();
    }

    [Fact]
    public void A_metric_without_a_field_or_with_the_wrong_key_is_found()
    {
        Tree tree = Tree.Of(
            ("src/Warehouse/Metrics/burned.sql", Good),
            ("src/Warehouse/Metrics/minted.sql", Good),
            ("src/Warehouse/Metrics/supply.sql", Good.Replace("-- unit: token", "-- unit:").Replace("burned", "supply"))
        );

        WarehouseScripts
            .Headers(tree)
            .ShouldBe([
                "src/Warehouse/Metrics/minted.sql: the header's key is burned",
                "src/Warehouse/Metrics/supply.sql: the header has no unit",
            ]);
    }

    [Fact]
    public void Migrations_are_numbered_without_a_gap() => WarehouseScripts.Numbers(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("001_a.sql", "003_b.sql")]
    [InlineData("001_a.sql", "001_b.sql")]
    [InlineData("001_a.sql", "2_b.sql")]
    public void A_gap_or_a_double_is_found(string first, string second)
    {
        Tree tree = Tree.Of(($"src/Warehouse/Schema/{first}", ""), ($"src/Warehouse/Schema/{second}", ""));

        WarehouseScripts.Numbers(tree).ShouldHaveSingleItem().ShouldContain("expected 002_");
    }
}

using Souk.Dashboards.Amounts;
using Souk.Dashboards.Tables;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Tables;

public sealed class MetricTableViewTests
{
    [Theory]
    [InlineData("depth", "20,101.01")]
    [InlineData("value", "20,101.01")]
    [InlineData("quote_reserve", "20,101.01")]
    [InlineData("balance", "0.00000002")]
    [InlineData("price_e18", "0.00000002")]
    [InlineData("pf_milli", "20,101,012.678")]
    [InlineData("share_ppm", "2010101.27\u00a0%")]
    public void A_number_is_shown_in_the_unit_that_its_column_has(string column, string text)
    {
        MetricTable table = new(
            ["symbol", "decimals", "quote_symbol", "quote_decimals", column],
            [
                ["GOLD", 18, "USDC", 6, (Int128)20_101_012_678],
            ]
        );

        ShownIn(table)[^1].ShouldBe(text);
    }

    [Fact]
    public void A_value_beside_a_measure_is_in_the_unit_of_the_measure()
    {
        MetricTable table = new(
            ["measure", "value", "threshold"],
            [
                ["gini_ppm", 925_900L, 900_000L],
                ["hhi", 2_050L, 1_800L],
            ]
        );

        ShownIn(table).ShouldBe(["Gini", "92.59\u00a0%", "90\u00a0%", "HHI", "2,050", "1,800"]);
    }

    [Fact]
    public void What_is_burned_of_the_markets_token_is_in_its_unit_whatever_a_row_was_paid_in()
    {
        MetricTable table = new(
            ["symbol", "decimals", "fees", "burned"],
            [
                ["USDC", 6, (Int128)2_000_000, (Int128)3_000_000_000_000_000_000],
            ]
        );

        ShownIn(table, "rates").ShouldBe(["USDC", "2", "3"]);
    }

    [Fact]
    public void Amounts_of_rows_without_a_token_of_their_own_are_of_the_quote_token()
    {
        MetricTable table = new(
            ["quote_symbol", "quote_decimals", "fees"],
            [
                ["USDC", 6, (Int128)6_495_879_540],
            ]
        );

        ShownIn(table).ShouldBe(["USDC", "6,495.87"]);
    }

    private static string[] ShownIn(MetricTable table, string metric = "prices") =>
        [
            .. MetricTableView
                .Of(MetricCatalogue.Get(metric), table, "bazaar", new TokenUnit("GOLD", 18))
                .Rows.SelectMany(row => row)
                .Select(cell => cell.Text),
        ];
}

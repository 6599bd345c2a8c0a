using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>What a researcher, investor or designer of a data market asks for has a metric and a column. How each is worked out is
/// what Recomputations hold.</summary>
public sealed class CatalogueTests : IDisposable
{
    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

    public void Dispose() => _warehouse.Dispose();

    [Theory]
    [InlineData("circulating supply by each definer", "circulating", "definition definer amount share_ppm")]
    [InlineData("fully diluted value on maximum and on total supply", "valuation", "measure definition definer value")]
    [InlineData("emission gross and net", "emissions", "emitted burned sunk net")]
    [InlineData(
        "net inflation, burn rate and burn cover",
        "inflation",
        "inflation_ppm_a_year burn_rate_ppm_a_year burn_cover_ppm"
    )]
    [InlineData(
        "unlock overhang in parts of what circulates, days of volume and depth",
        "unlock_overhang",
        "share_ppm volume_days_milli depth_multiple_milli"
    )]
    [InlineData(
        "fees and revenue by each definer",
        "fees",
        "a16z_revenue defillama_fees defillama_revenue defillama_supply_side defillama_holders token_terminal_revenue"
    )]
    [InlineData(
        "earnings, price to fees and to revenue",
        "multiples",
        "earnings pf_milli ps_milli pf_circulating_milli ps_circulating_milli"
    )]
    [InlineData("real yield both ways", "real_yield", "from_fees_ppm apr_ppm apr_less_inflation_ppm")]
    [InlineData(
        "real and nominal yield over time",
        "yield_trend",
        "month from_fees_ppm apr_ppm apr_less_inflation_ppm"
    )]
    [InlineData("gross merchandise value and take rate", "gmv", "gmv fees take_rate_ppm")]
    [InlineData("what was consumed, apart from bought", "consume_volume", "bought consumed consumed_share_ppm")]
    [InlineData(
        "sales without self-dealing",
        "gmv_adjusted",
        "gmv adjusted suspected_entity suspected_loop suspected_farm"
    )]
    [InlineData(
        "active by each definer, with those paid for what was accepted",
        "active_rows",
        "buyers contributors paid"
    )]
    [InlineData("active contributors and buyers", "active_parties", "contributors buyers")]
    [InlineData("retention by cohort", "retention", "cohort months_after retained share_ppm")]
    [InlineData("retention weighted by money", "retention_value", "cohort months_after amount share_ppm")]
    [InlineData("match rate and time to match", "match_rate", "demand met match_rate_ppm wait_median_seconds")]
    [InlineData("utilisation of what is listed", "utilisation", "listed used used_share_ppm")]
    [InlineData(
        "Gini, HHI and top shares",
        "concentration",
        "gini_ppm hhi nakamoto top_share_ppm top_percent_share_ppm"
    )]
    [InlineData("the least Nakamoto coefficient over subsystems", "nakamoto", "coefficient is_least")]
    [InlineData("velocity", "velocity", "velocity_milli velocity_by_parties_milli")]
    [InlineData(
        "coverage by provenance and licence, by count and by value",
        "provenance_coverage",
        "share_by_count_ppm share_by_value_ppm"
    )]
    [InlineData(
        "royalties owed and paid, leakage and latency",
        "royalties",
        "owed paid leakage_ppm latency_p50_seconds latency_p90_seconds"
    )]
    [InlineData("how royalties are spread", "royalty_spread", "p10 median p90 gini_ppm")]
    [InlineData("cost to acquire, by side", "acquisition_cost", "side new_parties retained cost")]
    [InlineData("subsidy", "subsidy", "from_buyers from_rewards subsidy_share_ppm")]
    [InlineData(
        "revenue by dataset: median, ninth decile and top ten",
        "revenue_spread",
        "median p90 top_10_share_ppm"
    )]
    public void What_is_asked_for_has_a_metric_and_its_columns(string question, string metric, string columns)
    {
        MetricTable answer = MetricCatalogue.Run(_warehouse.Connection, metric, "m");

        columns.Split(' ').Except(answer.Columns).ShouldBeEmpty(question);
    }
}

using Souk.Dashboards.Definitions;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Definitions;

public sealed class RowEvidenceTests
{
    [Theory]
    [InlineData("licences", "/m/oasis/facts/licence")]
    [InlineData("ownership", "/m/oasis/facts/attribution?or=asset")]
    [InlineData("contributors", "/m/oasis/facts/contribution?or=payment")]
    [InlineData("dataset_revenue", "/m/oasis/facts/payment?symbol=GOLD")]
    public void A_symbol_is_asked_for_of_facts_that_have_one_and_other_kinds_where_a_row_may_come_from_them(
        string key,
        string link
    )
    {
        MetricTable table = new(
            ["symbol"],
            [
                ["GOLD"],
            ]
        );
        Metric metric = MetricCatalogue.All.Single(one => one.Key == key);

        RowEvidence.LinkOf(metric, "oasis", table, table.Rows[0]).ShouldBe(link);
    }

    [Theory]
    [InlineData(5, "contract", "/m/oasis/facts/release?from=2030-01-01&to=2030-01-31&what=Team")]
    [InlineData(0, "contract", "/m/oasis/facts/vesting?what=Team")]
    [InlineData(0, "promised", null)]
    public void A_month_in_which_nothing_is_paid_out_leads_to_its_schedules_and_a_promise_to_none(
        int released,
        string evidence,
        string? link
    )
    {
        MetricTable table = new(
            ["month", "bucket", "released", "evidence"],
            [
                [new DateOnly(2030, 1, 1), "Team", (Int128)released, evidence],
            ]
        );

        RowEvidence.LinkOf(MetricCatalogue.Get("unlocks"), "oasis", table, table.Rows[0]).ShouldBe(link);
    }

    [Theory]
    [InlineData(
        "contract",
        "/m/oasis/facts/vesting?what=Team&symbol=GOLD&party=0x00000000000000000000000000000000000000a1"
    )]
    [InlineData("promised", null)]
    public void What_is_ahead_leads_to_its_schedule_and_a_promise_to_none(string evidence, string? link)
    {
        MetricTable table = new(
            ["symbol", "bucket", "wallet", "evidence"],
            [
                ["GOLD", "Team", "0x00000000000000000000000000000000000000a1", evidence],
            ]
        );

        RowEvidence.LinkOf(MetricCatalogue.Get("overhang_rows"), "oasis", table, table.Rows[0]).ShouldBe(link);
    }

    [Fact]
    public void What_is_counted_by_addresses_asks_for_no_token_and_for_any_kind_that_counts()
    {
        string party = "0x00000000000000000000000000000000000000a1";
        MetricTable table = new(
            ["party", "symbol"],
            [
                [party, "addresses"],
            ]
        );

        string link = RowEvidence.LinkOf(MetricCatalogue.Get("active_rows"), "oasis", table, table.Rows[0])!;

        link.ShouldStartWith($"/m/oasis/facts/payment?party={party}&or=transfer,");
    }

    [Theory]
    [InlineData("holdings")]
    [InlineData("supply_reconciliation")]
    public void What_is_held_at_the_end_of_a_day_came_until_then(string key)
    {
        MetricTable table = new(
            ["day"],
            [
                [new DateOnly(2025, 3, 1)],
            ]
        );

        RowEvidence
            .LinkOf(MetricCatalogue.Get(key), "oasis", table, table.Rows[0])
            .ShouldBe("/m/oasis/facts/transfer?to=2025-03-01");
    }

    [Theory]
    [InlineData(
        "prices",
        "USDC",
        5,
        "/m/oasis/facts/pool_state?from=2025-03-01&to=2025-03-01&symbol=GOLD&or=tick_swap,tick_liquidity"
    )]
    [InlineData(
        "pool_prices",
        "USDC",
        0,
        "/m/oasis/facts/pool_state?from=2025-03-01&to=2025-03-01&symbol=GOLD&or=tick_swap,tick_liquidity"
    )]
    [InlineData("pool_prices", null, 0, null)]
    [InlineData("prices", null, 0, null)]
    [InlineData("prices", "USD", null, null)]
    public void A_price_leads_to_reserves_where_a_pool_has_it_and_nowhere_else(
        string key,
        string? quote,
        int? depth,
        string? link
    )
    {
        MetricTable table = new(
            ["day", "symbol", "quote_symbol", "depth"],
            [
                [new DateOnly(2025, 3, 1), "GOLD", quote, depth is { } known ? (Int128)known : null],
            ]
        );

        RowEvidence.LinkOf(MetricCatalogue.Get(key), "oasis", table, table.Rows[0]).ShouldBe(link);
    }
}

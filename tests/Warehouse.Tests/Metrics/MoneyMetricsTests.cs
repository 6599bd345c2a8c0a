using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class MoneyMetricsTests : IDisposable
{
    private const int Pool = 50;
    private const int Staking = 61;

    private readonly PoolMarket _pools = new();

    private PaidMarket Market => _pools.Market;

    public void Dispose() => _pools.Dispose();

    [Fact]
    public void Definers_disagree_about_market_fees_and_royalties()
    {
        Market.Pay("price", 1, 10, 100, "2025-01-02");
        Market.Fee("protocol_fee", 1, 2, 7);
        Market.Fee("market_fee", 1, 3, 5);
        Market.Fee("provider_fee", 1, 4, 3);
        Market.Pay("royalty", 10, 11, 20, "2025-01-03");
        Market.Pay("fee_share", 2, 12, 4, "2025-01-03");

        // gmv 100 + 15; revenue 7 + 5; fees 15 + 20 of which 7 are revenue; holders 4; fees 15 of which 7 are revenue.
        Market.Rows("fees").ShouldBe(["2025-01-01 1 USDC 0 115 12 35 7 28 4 15 7"]);
        MetricDifference difference = MetricDifference.Explain(
            Market.Connection,
            "fees",
            "defillama_fees",
            "token_terminal_fees",
            "m"
        );
        difference.Rows.Rows.Select(row => difference.Rows.Text(row, "role")).ShouldBe(["royalty"]);
        difference.ByToken.Single().Difference.ShouldBe(20);
    }

    [Fact]
    public void Multiples_annualise_thirty_days_and_earnings_take_incentives_off()
    {
        Market.Transfer(0, 10, 1_000);
        _pools.Fill(Pool, 1_000_000, 1_000_000, "2025-01-02");
        long bought = (long)_pools.Buy(Pool, 10_000, "2025-01-09");
        Market.Pay("price", 1, 10, 700, "2025-01-09");
        Market.Fee("protocol_fee", 1, 2, 60);
        Market.Fee("provider_fee", 1, 2, 40);
        Market.PayByTransfer("reward", 10, 11, 25, "2025-01-09");
        Market.PayByTransfer("reward", 10, 11, 25, "2025-01-01");

        // The reward of the first day has no price. 10,000 bought 9,871: 25 are worth floor(25.3) = 25, 1,000 are 1,013.
        long worth = 10_000_000 / bought;
        bought.ShouldBe(9_871);
        Market
            .Rows("multiples")
            .ShouldBe([
                $"1 GOLD USDC 0 100 60 25 35 {worth} {worth} {worth * 30_000 / 36_500} {worth * 30_000 / 21_900} {worth * 30_000 / 36_500} {worth * 30_000 / 21_900} 1 total_supply",
            ]);
    }

    [Fact]
    public void Shares_are_exact_however_near_amounts_come_to_the_widest()
    {
        Int128 whole = (Int128)BigInteger.Pow(10, 38) - 1;
        Int128 third = whole / 3;
        Market.Pay("price", 1, 10, whole - third, asset: "a");
        Market.Fee("protocol_fee", 1, 2, third - 1);
        Market.Pay("reward", 2, 11, third - 1, asset: "b");
        Market.Pay("royalty", 1, 12, 1, asset: "b");

        Market.Rows("gmv")[0].ShouldEndWith(" 333333");
        Market.Rows("subsidy")[0].ShouldEndWith(" 333333");
        Market.Rows("rates")[0].ShouldContain(" 333333 ");
        Market.Rows("dataset_revenue").Select(row => row.Split(' ')[^1]).ShouldBe(["999999", "0"]);
        Market.Rows("top_contributors").Select(row => row.Split(' ')[^1]).ShouldBe(["666666", "333333", "0"]);
        // x = 0, 1/3, 2/3: gini (2 (2/3 + 3 2/3) / 3) - 4/3 = 4/9, hhi 10000 (1/9 + 4/9).
        Market.Rows("concentration", "earners")[0].ShouldEndWith(" 444444 5555 1 666666 666666");
        Market.Rows("concentration_trend").ShouldContain(row => row.EndsWith(" 444444 5555 1 666666"));
        Market.Rows("gmv_adjusted")[0].ShouldEndWith(" 0");
        Market.Rows("revenue_spread")[0].ShouldEndWith(" 1000000");
        Market.Rows("payout_distribution").ShouldContain(row => row.EndsWith(" 333333"));
        Market.Rows("reward_roles")[0].ShouldEndWith(" 1000000");
    }

    [Fact]
    public void The_spread_of_royalties_is_exact_however_near_amounts_come_to_the_widest()
    {
        Int128 whole = (Int128)BigInteger.Pow(10, 38) - 1;
        foreach ((int party, Int128 paid) in new[] { (10, 1), (11, whole / 3), (12, whole - (whole / 3) - 1) })
        {
            Market.Pay("royalty", 1, party, paid);
        }

        // x = 0, 1/3, 2/3: gini (2 (2/3 + 3 2/3) / 3) - 4/3 = 4/9.
        Market.Rows("royalty_spread").Single().ShouldEndWith(" 444444");
    }

    [Fact]
    public void Inflation_is_exact_for_the_widest_amounts()
    {
        using PaidMarket wide = new("2025-02-28");
        Int128 whole = (Int128)BigInteger.Pow(10, 38) - 1;
        wide.Transfer(0, 10, whole, "2025-01-01");
        wide.Transfer(10, 0, whole / 2, "2025-02-20");
        wide.Transfer(0, 10, whole / 4, "2025-02-21");

        // A quarter less and a half burned in 30 days, in millionths a year, floored towards zero.
        wide.Rows("inflation")[^1].ShouldEndWith($" {-3_041_666} {6_083_333} {2_000_000}");
    }

    [Fact]
    [Recomputes("bridged_supply")]
    public void What_a_bridge_mints_and_burns_is_no_emission_and_no_burn()
    {
        using PaidMarket bridged = new("2025-02-28");
        bridged.Hold(90, "staking");
        bridged.Transfer(0, 10, 36_500, "2025-01-01");
        bridged.Transfer(10, 90, 1_000, "2025-01-01");
        bridged.Transfer(0, 11, 70, "2025-02-10");
        bridged.Transfer(0, 11, 71, "2025-02-10");
        bridged.Transfer(10, 0, 300, "2025-02-11");
        bridged.Transfer(10, 0, 301, "2025-02-11");
        bridged.Connection.Execute(
            """
            insert into market.message values
                (1, 0, 90, 0, timestamp '2025-02-10', 'm', 'layerzero', ''::blob, 'received', 2, 11, 1, 70),
                (1, 0, 91, 0, timestamp '2025-02-11', 'm', 'layerzero', ''::blob, 'sent', 2, 10, 1, 300),
                (1, 0, 92, 0, timestamp '2025-02-11', 'm', 'layerzero', ''::blob, 'received', 2, 10, 1, 301),
                (1, 0, 93, 1, timestamp '2025-02-11', 'm', 'layerzero', ''::blob, 'sent', 2, 10, 1, 301);
            """
        );

        // 71 minted and 301 burned; a message the other way or in another transaction moves nothing of them.
        bridged
            .Rows("bridged_supply")
            .Select(row => string.Join(' ', row.Split(' ')[0], row.Split(' ')[^2], row.Split(' ')[^1]))
            .ShouldBe(["2025-02-10 70 0", "2025-02-11 0 300"]);
        bridged.Rows("emissions").ShouldBe(["2025-01-01 0 0 0 0", "2025-02-10 71 0 0 71", "2025-02-11 0 301 0 -301"]);
        bridged.Rows("emission_rows").Count().ShouldBe(2);
        bridged.Rows("emission_rate").ShouldBe([$"{71 / 90}"]);
        bridged.Rows("inflation")[0].ShouldStartWith("2025-02-28 71 301 -230 ");
        bridged.Rows("real_yield").Single().Split(' ')[6].ShouldBe("-230");
        bridged.Rows("yield_trend")[^1].Split(' ')[7].ShouldBe("-230");
        // The chain's own supply has all of them.
        bridged.Rows("supply")[^1].ShouldBe("2025-02-28 0 0 36040");

        // Of a message whose amount no log tells all that its transaction burned.
        bridged.Connection.Execute("update market.message set amount = null where direction = 'sent'");
        bridged.Rows("inflation")[0].ShouldStartWith("2025-02-28 71 0 71 ");
    }

    [Fact]
    public void Real_yield_is_told_from_fees_and_as_nominal_less_inflation()
    {
        Market.Hold(Staking, "staking");
        Market.Transfer(0, 10, 3_000);
        Market.Transfer(10, Staking, 1_000, "2025-01-02");
        Market.Transfer(0, 10, 200, "2025-01-03");
        Market.PayByTransfer("burn", 10, 0, 50, "2025-01-04");
        Market.PayByTransfer("fee_share", 10, 12, 30, "2025-01-04");
        Market.PayByTransfer("reward", Staking, 13, 100, "2025-01-05");

        // Staked 900; holders 80; minted less burned 150 of 2,250 that circulate.
        Market
            .Rows("real_yield")
            .ShouldBe([$"1 GOLD 0 900 80 100 150 {80_000_000 / 900} {100_000_000 / 900} {111_111 - 66_666}"]);
        // Of 900 that are staked inflation takes 60: 40 of 900 are 44,444 parts per million.
        Market
            .Rows("yield_rows")
            .Select(row => row[(row.IndexOf("GOLD", StringComparison.Ordinal) + 7)..])
            .ShouldBe(["burn 50 50 0 0", "fee_share 30 30 0 0", "reward 100 0 100 100", "inflation 150 0 0 -60"]);
    }

    [Fact]
    public void Yield_by_month_looks_back_a_year_from_the_last_block_of_each()
    {
        Market.Hold(Staking, "staking");
        Market.Transfer(0, 10, 3_000);
        Market.Transfer(10, Staking, 1_000, "2025-01-02");
        Market.PayByTransfer("fee_share", 10, 12, 30, "2025-01-04");
        Market.PayByTransfer("reward", Staking, 13, 100, "2025-02-05");
        Market.PayByTransfer("reward", Staking, 13, 100, "2026-01-30");
        Market.Connection.Execute(
            """
            insert into chain.block values
                (1, 1, 1, 1, 0, 0, timestamp '2025-06-30'), (1, 2, 1, 1, 0, 0, timestamp '2026-01-31'),
                (1, 3, 1, 1, 0, 0, timestamp '2026-02-05')
            """
        );

        // A reward that is a year old to the second no longer counts. Months without a block have no row.
        Market
            .Rows("yield_trend")
            .ShouldBe([
                $"2025-01-01 1 GOLD 0 1000 30 0 0 {30_000} 0 0",
                $"2025-06-01 1 GOLD 0 900 30 100 0 {30_000_000 / 900} {100_000_000 / 900} {100_000_000 / 900}",
                $"2026-01-01 1 GOLD 0 800 0 200 0 0 {250_000} {250_000}",
                $"2026-02-01 1 GOLD 0 800 0 100 0 0 {125_000} {125_000}",
            ]);
    }

    [Fact]
    public void Demand_is_met_oldest_deposit_first_and_what_is_given_back_was_not()
    {
        Market.Pay("escrow_in", 1, 90, 100, "2025-01-01");
        Market.Pay("escrow_in", 1, 90, 50, "2025-01-04");
        Market.Pay("price", 1, 10, 60, "2025-01-03", evidence: "internal");
        Market.Pay("price", 1, 10, 50, "2025-01-05", evidence: "internal");
        Market.Pay("refund", 90, 1, 25, "2025-01-06");
        Market.Pay("escrow_in", 7, 91, 1_000, "2025-01-01");

        // Party 7 funded rewards and buys nothing. 110 of 150 met, 25 returned, 15 open; waits of 2 days and of 1.
        Market.Rows("match_rate").ShouldBe(["2025-01-01 1 USDC 0 2 1 150 110 25 15 733333 86400"]);
    }

    [Fact]
    public void What_a_buyer_takes_out_of_an_escrow_again_is_returned()
    {
        Market.Pay("escrow_in", 1, 90, 100, "2025-01-01");
        Market.Pay("price", 1, 10, 30, "2025-01-02", evidence: "internal");
        Market.Pay("release", 90, 1, 60, "2025-01-03");
        // Its income, of one who deposited nothing.
        Market.Pay("release", 90, 10, 30, "2025-01-03");

        Market.Rows("match_rate").ShouldBe(["2025-01-01 1 USDC 0 1 1 100 30 60 10 300000 86400"]);
    }

    [Fact]
    public void What_a_buyer_pays_out_of_its_own_wallet_meets_nothing_that_waits_in_an_escrow()
    {
        Market.Pay("escrow_in", 1, 90, 100, "2025-01-01");
        Market.Pay("price", 1, 10, 80, "2025-01-02");
        Market.Pay("price", 1, 10, 30, "2025-01-04", evidence: "internal");
        Market.Pay("escrow_in", 2, 90, 50, "2025-02-01");
        Market.Pay("price", 2, 10, 50, "2025-02-02");

        // Of 100, 30 after three days; of 50 nothing, ever.
        Market
            .Rows("match_rate")
            .ShouldBe(["2025-01-01 1 USDC 0 1 1 100 30 0 70 300000 259200", "2025-02-01 1 USDC 0 1 1 50 0 0 50 0 -"]);
    }

    [Fact]
    public void Consumed_is_what_gave_access()
    {
        Market.Pay("price", 1, 10, 60, "2025-01-03", "m/a");
        Market.Pay("price", 2, 10, 30, "2025-01-03", "m/a");
        Market.Connection.Execute(
            "insert into market.entitlement values (1, 0, 900, timestamp '2025-01-03', 'm', 'm/a', 1)"
        );

        Market.Rows("consume_volume").ShouldBe(["2025-01-01 1 USDC 0 2 90 60 666666"]);
    }

    [Fact]
    public void Covered_sales_have_a_licence_and_an_origin_all_the_way_up()
    {
        Market.Asset("m/root", owner: 20);
        Market.Asset("m/model", "model", 21);
        Market.Asset("m/orphan", "model", 22);
        Market.Derive("m/model", "m/root");
        Market.Derive("m/orphan", "m/unknown");
        foreach (string asset in (string[])["m/model", "m/orphan"])
        {
            Market.Connection.Execute(
                $"insert into market.licence values (1, 0, 800, timestamp '2025-01-02', 'm', '{asset}', 20, 'CC-BY-4.0')"
            );
        }

        Market.Pay("price", 1, 21, 100, "2025-01-01", "m/model");
        Market.Pay("price", 1, 21, 300, "2025-01-03", "m/model");
        Market.Pay("price", 1, 22, 50, "2025-01-03", "m/orphan");
        Market.Pay("price", 1, 20, 50, "2025-01-03", "m/root");

        // Sold before the licence; covered; licensed with an unknown origin; an origin without a licence.
        Market.Rows("provenance_coverage").ShouldBe(["1 USDC 0 4 1 2 500 300 250000 600000"]);
    }

    [Theory]
    [InlineData("2025-01-01", "1 USDC 0 1 1 1 100 100 1000000 1000000")]
    [InlineData("2025-01-03", "1 USDC 0 1 1 1 100 100 1000000 1000000")]
    [InlineData("2025-01-04", "1 USDC 0 1 0 1 100 0 0 0")]
    [InlineData(null, "1 USDC 0 1 0 1 100 0 0 0")]
    public void An_origin_is_asked_for_however_many_generations_up_it_is(string? registered, string covered)
    {
        // A hundred generations that end in a circle, all registered before the sale but for the last.
        Market.Connection.Execute(
            """
            insert into market.asset
            select 1, 0, 0, timestamp '2025-01-01', 'm', 'm/' || i, 'dataset', '', 20 from range(100) t (i);
            insert into market.provenance
            select 1, 0, 0, timestamp '2025-01-01', 'm', 'm/' || i, 'was_derived_from', 'm/' || i + 1, 1, 'log', 1000000
            from range(100) t (i);
            insert into market.licence values (1, 0, 0, timestamp '2025-01-02', 'm', 'm/0', 20, 'CC-BY-4.0')
            """
        );
        if (registered is not null)
        {
            Market.Connection.Execute(
                $"insert into market.asset values (1, 0, 0, timestamp '{registered}', 'm', 'm/100', 'dataset', '', 20)"
            );
        }

        Market.Derive("m/100", "m/50");
        Market.Pay("price", 1, 20, 100, "2025-01-03", "m/0");

        Market.Rows("provenance_coverage").ShouldBe([covered]);
    }

    [Fact]
    public void A_newcomer_who_stays_costs_what_was_spent_in_the_month()
    {
        Market.Contribute(10, "2025-01-03");
        Market.Contribute(11, "2025-01-04");
        Market.Contribute(10, "2025-02-03");
        Market.Pay("reward", 90, 10, 75, "2025-01-05");
        Market.Pay("price", 1, 10, 5, "2025-01-02");
        Market.Pay("reward", 90, 1, 8, "2025-01-06");

        Market
            .Rows("acquisition_cost")
            .ShouldBe(["buyers 2025-01-01 USDC 0 1 0 8 -", "contributors 2025-01-01 USDC 0 2 1 75 75"]);
    }

    [Fact]
    public void Revenue_is_spread_over_assets_that_earned_and_counts_those_that_did_not()
    {
        foreach ((string asset, int amount) in (ReadOnlySpan<(string, int)>)[("m/a", 10), ("m/b", 20), ("m/c", 70)])
        {
            Market.Asset(asset);
            Market.Pay("price", 1, 10, amount, asset: asset);
        }

        Market.Asset("m/idle");

        Market.Rows("revenue_spread").ShouldBe(["USDC 0 3 1 100 20 70 1000000"]);
    }

    [Fact]
    public void Swaps_are_speculation_and_sales_are_use()
    {
        _pools.Fill(Pool, 1_000_000, 1_000_000, "2025-01-02");
        _pools.Buy(Pool, 900, "2025-01-03");
        Market.Pay("price", 1, 10, 290, "2025-01-03");
        Market.Fee("protocol_fee", 1, 2, 10);

        Market.Rows("volume_split").ShouldBe(["2025-01-01 1 USDC 300 900 250000 0"]);
    }

    [Fact]
    public void The_index_starts_at_a_thousand_and_turnover_is_per_listed_asset()
    {
        _pools.Fill(Pool, 1_000_000, 1_000_000, "2025-01-01");
        Market.Asset("m/a");
        Market.Asset("m/b");
        Market.Pay("price", 1, 10, 100, "2025-01-03", "m/a");
        Market.Pay("price", 1, 10, 60, "2025-01-04", "m/a");
        Market.Pay("price", 1, 10, 400, "2025-01-05", "m/b");
        Market.Pay("price", 1, 10, 280, "2025-02-05", "m/b");

        Market
            .Rows("market_index")
            .ShouldBe(["2025-01-01 2 2 3 USDC 0 560 1500 280 1000", "2025-02-01 2 1 1 USDC 0 280 500 280 500"]);
    }

    [Fact]
    public void Utilisation_is_the_part_of_what_is_listed_that_was_used_in_thirty_days()
    {
        Market.Asset("m/a");
        Market.Asset("m/b");
        Market.Asset("m/c");
        Market.Pay("price", 1, 10, 5, "2025-01-03", "m/a");
        Market.Pay("price", 2, 10, 5, "2025-01-03", "m/a");

        Market.Rows("utilisation").ShouldBe(["2025-01-01 3 1 333333"]);
    }

    [Fact]
    public void Events_without_contributors_and_contributions_without_rewards_are_counted()
    {
        Market.Contribute(10, "2025-01-03");
        Market.Contribute(11, "2025-01-04");
        Market.Contribute(0, "2025-01-05");
        Market.Pay("reward", 90, 10, 5, "2025-01-06");
        Market.Pay("reward", 90, 12, 5, "2025-01-06");

        Market
            .Rows("completeness")
            .ShouldBe([
                "contribution_has_asset 3 3 0",
                "contribution_has_contributor 3 1 666666",
                "contribution_has_reward 3 2 333333",
                "reward_has_contribution 2 1 500000",
            ]);
    }

    [Fact]
    public void Effective_numbers_fall_as_contributions_gather_with_one_party()
    {
        Market.Asset("m/a");
        Market.Contribute(10, "2025-01-03");
        Market.Contribute(10, "2025-01-04");
        Market.Contribute(10, "2025-01-05");
        Market.Contribute(11, "2025-01-05");
        Market.Pay("reward", 90, 10, 300, "2025-01-06");
        Market.Pay("reward", 90, 11, 300, "2025-01-06");

        // 16 / (9 + 1) = 1.6 contributors; pay of 100 and 300 each: 2 (1 × 100 + 2 × 300) / (2 × 400) − 3 / 2 = 0.25.
        Market
            .Rows("market_kpis")
            .ShouldBe([
                "assets 1",
                "buyers 0",
                "contributors 2",
                "effective_assets_milli 1000",
                "effective_contributors_milli 1600",
                "gini_pay_per_contribution_ppm 250000",
                "kinds 1",
                "paid_contributors_ppm 1000000",
            ]);
    }

    [Theory]
    // Near 10^38, and where pay times contributors first no longer fits the divisor that a product of two amounts may have.
    [InlineData("99999999999999999999999999999999999998")]
    [InlineData("300000000000000000000000000000000")]
    public void Fairness_of_pay_is_exact_however_near_amounts_come_to_the_widest(string amount)
    {
        Int128 whole = Int128.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        foreach ((int party, Int128 paid) in new[] { (10, 1), (11, whole / 3), (12, whole - (whole / 3)) })
        {
            Market.Contribute(party, "2025-01-03");
            Market.Pay("reward", 90, party, paid, "2025-01-06");
        }

        // x = 0, 1/3, 2/3: gini (2 (2/3 + 3 2/3) / 3) - 4/3 = 4/9.
        Market.Rows("market_kpis").ShouldContain("gini_pay_per_contribution_ppm 444444");
    }

    [Fact]
    public void A_wallet_with_all_three_origins_shows_every_kind_of_row()
    {
        Market.Hold(40, "pool");
        Market.Transfer(12, 40, 5);
        Market.Pay("fee_share", 40, 12, 5);
        Market.Connection.Execute(
            """
            insert into market.stake values (1, 0, 900, timestamp '2025-01-01', 'm', 40, 12, 'stake', 1, 7), (1, 0, 901, timestamp '2025-01-02', 'm', 40, 12, 'unstake', 1, 7);
            insert into market.activity values (1, 0, 902, timestamp '2025-01-01', 'm', 'claim', 12, 1, 7), (1, 0, 903, timestamp '2025-01-01', 'm', 'mine', null, 1, 7);
            insert into market.message values (1, 0, 904, 0, timestamp '2025-01-01', 'm', 'ibc', '\x01'::blob, 'sent', 2, 12, 1, 7), (1, 0, 905, 0, timestamp '2025-01-01', 'm', 'ibc', '\x02'::blob, 'received', 2, 13, 1, 7);
            """
        );

        // sent, received, bought, earned, contributed, staked, acted, bridged, origins; the pool is no wallet.
        Market
            .Rows("wallet_footprint")
            .ShouldBe([
                "0x000000000000000000000000000000000000000c 1 0 0 1 0 2 1 1 3",
                "0x000000000000000000000000000000000000000d 0 0 0 0 0 0 0 1 1",
            ]);
    }

    [Fact]
    public void A_wallet_has_a_footprint_by_kind_and_origin()
    {
        Market.Transfer(0, 10, 5);
        Market.Contribute(10, "2025-01-03");
        Market.Pay("price", 11, 10, 5);

        Market
            .Rows("wallet_footprint")
            .ShouldBe([
                "0x000000000000000000000000000000000000000a 0 1 0 1 1 0 0 0 2",
                "0x000000000000000000000000000000000000000b 0 0 1 0 0 0 0 0 1",
            ]);
    }
}

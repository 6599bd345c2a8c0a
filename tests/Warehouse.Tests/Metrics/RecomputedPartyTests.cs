using System.Globalization;
using System.Numerics;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Metrics of parties, months and assets against what plain loops make of the same transfers and payments.</summary>
public sealed class RecomputedPartyTests : IDisposable
{
    private static readonly DateOnly s_last = new(2025, 4, 30);

    private readonly DrawnHistory _history = new(seed: 41);

    public void Dispose() => _history.Dispose();

    [Fact]
    [Recomputes("gmv")]
    public void Gmv_of_a_month_is_its_prices_and_fees_and_the_take_rate_what_the_market_keeps()
    {
        List<string> expected = [];
        foreach (IGrouping<DateOnly, DrawnLeg> month in Months(leg => leg.Role is "price" || leg.Role.EndsWith("_fee")))
        {
            BigInteger fees = Sum(month, leg => leg.Role != "price");
            BigInteger kept = Sum(month, leg => leg.Role is "protocol_fee" or "market_fee");
            BigInteger gmv = Sum(month, _ => true);
            expected.Add(
                $"{Text(month.Key)} USDC 0 {month.Count(leg => leg.Role == "price")} {gmv} {fees} {kept} {kept * 1_000_000 / gmv}"
            );
        }

        expected.Count.ShouldBe(4);
        _history.Market.Rows("gmv").ShouldBe(expected);
    }

    [Fact]
    [Recomputes("subsidy")]
    public void Income_of_a_month_is_rewards_and_what_buyers_paid_once()
    {
        _history
            .Market.Rows("subsidy")
            .ShouldBe(
                _history
                    .Earned()
                    .GroupBy(one => one.Leg.Month)
                    .OrderBy(month => month.Key)
                    .Select(month =>
                    {
                        BigInteger rewards = Sum(month.Select(one => one.Leg), leg => leg.Role == "reward");
                        BigInteger all = Sum(month.Select(one => one.Amount));
                        return $"{Text(month.Key)} USDC 0 {all - rewards} {rewards} {rewards * 1_000_000 / all}";
                    })
            );
    }

    [Fact]
    [Recomputes("revenue_spread")]
    public void Revenue_of_an_asset_is_its_prices_and_royalties_and_two_assets_have_none()
    {
        List<(DrawnLeg Leg, BigInteger Amount)> earned = [.. _history.Earned().Where(one => one.Leg.Role != "reward")];
        BigInteger all = Sum(earned.Select(one => one.Amount));
        List<(string Asset, BigInteger Amount, int Legs, int Buyers)> assets =
        [
            .. earned
                .GroupBy(one => one.Leg.Asset ?? "")
                .Select(group =>
                    (
                        group.Key,
                        Sum(group.Select(one => one.Amount)),
                        group.Count(),
                        group.Where(one => one.Leg.Role == "price").Select(one => one.Leg.Payer).Distinct().Count()
                    )
                )
                .OrderByDescending(asset => asset.Item2),
        ];
        BigInteger[] named = [.. assets.Where(asset => asset.Asset != "").Select(asset => asset.Amount).Order()];

        MetricTable table = _history.Ask("dataset_revenue");

        table
            .Rows.Select(row =>
                (
                    table.Value<string>(row, "asset_key"),
                    table.Integer(row, "amount"),
                    (int)table.Integer(row, "legs"),
                    (int)table.Integer(row, "buyers")
                )
            )
            .ShouldBe(assets);
        table.Rows.ShouldAllBe(row =>
            table.Integer(row, "share_ppm") == table.Integer(row, "amount") * 1_000_000 / all
        );
        named.Length.ShouldBe(7);
        _history
            .Market.Rows("revenue_spread")
            .ShouldBe([$"USDC 0 7 2 {Sum(named)} {Quantile(named, 5)} {Quantile(named, 9)} 1000000"]);
    }

    [Fact]
    [Recomputes("retention", "retention_value")]
    public void Buyers_that_come_back_are_counted_by_the_month_in_which_they_came_first()
    {
        Dictionary<int, DateOnly> cohorts = [];
        foreach (DrawnLeg leg in _history.Legs.Where(leg => leg.Role == "price"))
        {
            cohorts.TryAdd(leg.Payer, leg.Month);
        }

        List<string> byCount = [];
        List<string> byMoney = [];
        foreach (DateOnly cohort in cohorts.Values.Distinct().Order())
        {
            int size = cohorts.Values.Count(month => month == cohort);
            BigInteger first = -1;
            for (int after = 0; cohort.AddMonths(after) <= s_last; after++)
            {
                List<DrawnLeg> month =
                [
                    .. _history.Legs.Where(leg =>
                        leg.Role == "price" && leg.Month == cohort.AddMonths(after) && cohorts[leg.Payer] == cohort
                    ),
                ];
                int back = month.Select(leg => leg.Payer).Distinct().Count();
                BigInteger paid = Sum(month, _ => true);
                first = first < 0 ? paid : first;
                byCount.Add($"buyers {Text(cohort)} {after} {size} {back} {back * 1_000_000 / size}");
                byMoney.Add($"buyers {Text(cohort)} {after} USDC 0 {back} {paid} {paid * 1_000_000 / first}");
            }
        }

        byCount.Count.ShouldBeGreaterThan(6);
        _history.Market.Rows("retention").ShouldBe(byCount);
        _history.Market.Rows("retention_value", "buyers").ShouldBe(byMoney);
    }

    [Fact]
    [Recomputes("acquisition_cost")]
    public void A_new_buyer_that_stays_costs_the_rewards_of_the_month_to_those_that_bought_before()
    {
        Dictionary<int, SortedSet<DateOnly>> bought = [];
        foreach (DrawnLeg leg in _history.Legs.Where(leg => leg.Role == "price"))
        {
            bought.TryAdd(leg.Payer, []);
            bought[leg.Payer].Add(leg.Month);
        }

        List<string> expected = [];
        foreach (IGrouping<DateOnly, DrawnLeg> month in Months(leg => leg.Role == "reward"))
        {
            List<SortedSet<DateOnly>> newcomers = [.. bought.Values.Where(months => months.Min == month.Key)];
            int stayed = newcomers.Count(months => months.Count > 1);
            List<DrawnLeg> spent =
            [
                .. month.Where(leg =>
                    bought.TryGetValue(leg.Payee, out SortedSet<DateOnly>? months) && months.Min <= month.Key
                ),
            ];
            if (newcomers.Count > 0 && spent.Count > 0)
            {
                BigInteger paid = Sum(spent, _ => true);
                string cost = stayed == 0 ? "-" : $"{paid / stayed}";
                expected.Add($"buyers {Text(month.Key)} USDC 0 {newcomers.Count} {stayed} {paid} {cost}");
            }
        }

        expected.ShouldNotBeEmpty();
        _history.Market.Rows("acquisition_cost", "buyers").ShouldBe(expected);
    }

    [Theory]
    [InlineData("earners")]
    [InlineData("buyers")]
    [InlineData("holders")]
    [Recomputes("concentration", "nakamoto")]
    public void Concentration_of_a_side_is_that_of_its_sums(string side)
    {
        BigInteger[] sums = [.. SumsOf(side).Where(sum => sum > 0).OrderDescending()];
        BigInteger total = Sum(sums);

        MetricTable table = _history.Ask("concentration");
        object?[] row = table.Rows.Single(row => (string)row[0]! == side);

        table.Integer(row, "parties").ShouldBe(sums.Length);
        table.Integer(row, "total").ShouldBe(total);
        int nakamoto = 1;
        while (Sum(sums[..nakamoto]) * 2 <= total)
        {
            nakamoto++;
        }

        table.Integer(row, "nakamoto").ShouldBe(nakamoto);
        table.Integer(row, "top_share_ppm").ShouldBe(sums[0] * 1_000_000 / total);
        double differences = sums.Sum(a => sums.Sum(b => Math.Abs((double)(a - b))));
        ((double)table.Integer(row, "gini_ppm")).ShouldBe(1e6 * differences / (2.0 * sums.Length * (double)total), 1);
        ((double)table.Integer(row, "hhi")).ShouldBe(
            sums.Sum(a => 1e4 * Math.Pow((double)a / (double)total, 2)),
            1 + (2 * sums.Length / 100.0)
        );
        MetricTable least = _history.Ask("nakamoto");
        least
            .Integer(least.Rows.Single(one => least.Value<string>(one, "subsystem").StartsWith(side)), "coefficient")
            .ShouldBe(nakamoto);
        least.Rows.ShouldAllBe(one =>
            least.Value<bool>(one, "is_least")
            == (least.Integer(one, "coefficient") == least.Rows.Min(all => least.Integer(all, "coefficient")))
        );
    }

    [Fact]
    [Recomputes("royalty_spread")]
    public void Royalties_have_the_deciles_and_the_gini_of_their_sums()
    {
        BigInteger[] sums = [.. Sums(leg => leg.Role == "royalty", leg => leg.Payee).Values.Order()];
        BigInteger weighted = BigInteger.Zero;
        for (int k = 0; k < sums.Length; k++)
        {
            weighted += ((2 * k) + 1 - sums.Length) * sums[k];
        }

        BigInteger gini = weighted * 1_000_000 / (sums.Length * Sum(sums));
        _history
            .Market.Rows("royalty_spread")
            .ShouldBe([
                $"1 USDC 0 {sums.Length} {Sum(sums)} {Quantile(sums, 1)} {Quantile(sums, 5)} {Quantile(sums, 9)} {gini}",
            ]);
    }

    [Fact]
    [Recomputes("wallets", "wallet_footprint")]
    public void Wallets_are_all_that_were_seen_and_a_footprint_is_the_rows_that_name_one()
    {
        static bool IsWallet(int id) => id is > 0 and (< 20 or > 25);
        Dictionary<int, DateOnly> seen = [];
        Dictionary<int, DateOnly> paid = [];
        foreach ((DateOnly day, int from, int to, BigInteger _) in _history.Transfers)
        {
            seen.TryAdd(from, day);
            seen.TryAdd(to, day);
        }

        foreach (DrawnLeg leg in _history.Legs)
        {
            seen.TryAdd(leg.Payer, leg.Day);
            seen.TryAdd(leg.Payee, leg.Day);
            if (leg.IsEarning)
            {
                paid.TryAdd(leg.Payee, leg.Day);
            }
        }

        int By(Dictionary<int, DateOnly> firsts, DateOnly month) =>
            firsts.Count(one => IsWallet(one.Key) && one.Value < month.AddMonths(1));
        _history
            .Market.Rows("wallets")
            .ShouldBe(
                Enumerable
                    .Range(1, 4)
                    .Select(month => new DateOnly(2025, month, 1))
                    .Select(month => $"{Text(month)} {By(seen, month)} 0 {By(paid, month)} 0")
            );
        _history
            .Market.Rows("wallet_footprint")
            .Select(row => string.Join(' ', row.Split(' ')[1..5]))
            .ShouldBe(
                seen.Keys.Where(IsWallet)
                    .Order()
                    .Select(id =>
                        string.Join(
                            ' ',
                            _history.Transfers.Count(move => move.From == id),
                            _history.Transfers.Count(move => move.To == id),
                            _history.Legs.Count(leg => leg.Role == "price" && leg.Payer == id),
                            _history.Legs.Count(leg => (leg.IsEarning || leg.Role == "fee_share") && leg.Payee == id)
                        )
                    )
            );
    }

    [Fact]
    [Recomputes("active_parties")]
    public void Who_was_active_in_the_last_thirty_days_is_who_earned_or_paid_in_them()
    {
        List<DrawnLeg> recent = [.. _history.Legs.Where(leg => leg.Day > s_last.AddDays(-30))];
        int earners = recent.Where(leg => leg.IsEarning).Select(leg => leg.Payee).Distinct().Count();
        int buyers = recent.Where(leg => leg.Role == "price").Select(leg => leg.Payer).Distinct().Count();

        buyers.ShouldBeGreaterThan(0);
        _history.Market.Rows("active_parties").ShouldBe([$"{earners} {buyers}"]);
    }

    [Fact]
    [Recomputes("velocity")]
    public void Velocity_is_what_moved_over_what_circulates()
    {
        MetricTable circulating = _history.Ask("circulating");
        BigInteger supply = circulating.Integer(
            circulating.Rows.Single(row => circulating.Value<string>(row, "definition") == "souk"),
            "amount"
        );
        BigInteger moved = 0;
        BigInteger byParties = 0;
        foreach ((DateOnly _, int from, int to, BigInteger amount) in _history.Transfers)
        {
            if (from != 0 && to != 0)
            {
                moved += amount;
                byParties += from is < 20 or > 25 && to is < 20 or > 25 ? amount : 0;
            }
        }

        MetricTable table = _history.Ask("velocity");
        object?[] row = table.Rows.ShouldHaveSingleItem();
        table.Integer(row, "moved").ShouldBe(moved);
        table.Integer(row, "by_parties").ShouldBe(byParties);
        table.Integer(row, "velocity_milli").ShouldBe(moved * 1_000 / supply);
    }

    [Fact]
    [Recomputes("emissions", "inflation")]
    public void Emissions_of_a_day_and_inflation_of_a_month_are_those_of_the_moves()
    {
        DateOnly first = _history.Transfers.Min(move => move.Day);
        BigInteger Moved(Func<(DateOnly Day, int From, int To, BigInteger Amount), bool> counts) =>
            _history.Transfers.Where(counts).Aggregate(BigInteger.Zero, (sum, move) => sum + move.Amount);
        _history
            .Market.Rows("emissions")
            .ShouldBe(
                _history
                    .Transfers.Select(move => move.Day)
                    .Distinct()
                    .Order()
                    .Select(day =>
                    {
                        BigInteger emitted = day == first ? 0 : Moved(move => move.Day == day && move.From == 0);
                        BigInteger burned = Moved(move => move.Day == day && move.To == 0);
                        return $"{Text(day)} {emitted} {burned} 0 {emitted - burned}";
                    })
            );

        MetricTable inflation = _history.Ask("inflation");
        MetricTable closing = _history.Ask("supply_reconciliation");
        inflation.Rows.Count.ShouldBe(3);
        foreach (object?[] row in inflation.Rows)
        {
            DateOnly day = inflation.Value<DateOnly>(row, "day");
            DateOnly before = day.AddDays(-30);
            // 20, of two classes, is locked once; 22 is a pool, which circulates; 26 is declared a treasury.
            static bool IsLocked(int id) => id is 20 or 21 or >= 23 and <= 26;
            BigInteger circulating =
                Moved(move => move.Day <= before && move.From == 0)
                - Moved(move => move.Day <= before && move.To == 0)
                - Moved(move => move.Day <= before && IsLocked(move.To))
                + Moved(move => move.Day <= before && IsLocked(move.From));
            BigInteger emitted = Moved(move =>
                move.From == 0 && move.Day > before && move.Day <= day && move.Day != first
            );
            BigInteger burned = Moved(move => move.To == 0 && move.Day > before && move.Day <= day);

            inflation.Integer(row, "emitted").ShouldBe(emitted);
            inflation.Integer(row, "burned").ShouldBe(burned);
            inflation.Integer(row, "circulating_before").ShouldBe(circulating);
            closing
                .Rows.Where(closed => closing.Value<DateOnly>(closed, "day") == before)
                .Select(closed => closing.Integer(closed, "circulating"))
                .ShouldBe([circulating]);
        }
    }

    [Fact]
    [Recomputes("utilisation")]
    public void An_asset_is_used_in_a_month_that_ends_within_thirty_days_of_a_sale()
    {
        List<string> expected = [];
        for (int month = 1; month <= 4; month++)
        {
            // April's end is the second after the last block: midnight of May 1, too.
            DateOnly end = new DateOnly(2025, month, 1).AddMonths(1);
            int used = _history
                .Legs.Where(leg => leg.Role == "price" && leg.Day < end && leg.Day >= end.AddDays(-30))
                .Select(leg => leg.Asset)
                .OfType<string>()
                .Distinct()
                .Count();
            expected.Add($"2025-{month:D2}-01 9 {used} {used * 1_000_000 / 9}");
        }

        _history.Market.Rows("utilisation").ShouldBe(expected);
    }

    private IEnumerable<BigInteger> SumsOf(string side) =>
        side switch
        {
            "earners" => _history
                .Earned()
                .Where(one => one.Leg.Payee != 0)
                .GroupBy(one => one.Leg.Payee)
                .Select(own => Sum(own.Select(one => one.Amount))),
            "buyers" => Sums(leg => leg.Role == "price", leg => leg.Payer).Values,
            _ => _history.Balances.Where(one => one.Key is > 0 and (< 20 or > 25)).Select(one => one.Value),
        };

    // Without the zero address, which is nobody.
    private Dictionary<int, BigInteger> Sums(Func<DrawnLeg, bool> counts, Func<DrawnLeg, int> party) =>
        _history
            .Legs.Where(leg => counts(leg) && party(leg) != 0)
            .GroupBy(party)
            .ToDictionary(group => group.Key, group => Sum(group, _ => true));

    private IEnumerable<IGrouping<DateOnly, DrawnLeg>> Months(Func<DrawnLeg, bool> counts) =>
        _history.Legs.Where(counts).GroupBy(leg => leg.Month).OrderBy(month => month.Key);

    private static BigInteger Sum(IEnumerable<DrawnLeg> legs, Func<DrawnLeg, bool> counts) =>
        Sum(legs.Where(counts).Select(leg => leg.Amount));

    private static BigInteger Sum(IEnumerable<BigInteger> amounts) =>
        amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);

    /// <summary>The lower value of two, of amounts in order.</summary>
    private static BigInteger Quantile(BigInteger[] amounts, int tenths) =>
        amounts[((amounts.Length * tenths) + 9) / 10 - 1];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Numerics;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Metrics against what plain loops make of the same transfers and payments.</summary>
public sealed class RecomputedMetricTests : IDisposable
{
    private readonly DrawnHistory _history = new(seed: 23);

    public void Dispose() => _history.Dispose();

    [Fact]
    [Recomputes("holdings", "supply")]
    public void Holdings_of_every_class_and_day_are_those_of_a_ledger_and_add_up_to_the_supply()
    {
        MetricTable holdings = _history.Ask("holdings");
        MetricTable supply = _history.Ask("supply");

        foreach (object?[] day in supply.Rows)
        {
            holdings
                .Rows.Where(row => Equals(row[0], day[0]))
                .Aggregate(BigInteger.Zero, (sum, row) => sum + holdings.Integer(row, "amount"))
                .ShouldBe(supply.Integer(day, "supply"));
        }

        Dictionary<string, BigInteger> last = holdings
            .Rows.Where(row => Equals(row[0], supply.Rows[^1][0]))
            .ToDictionary(row => (string)row[1]!, row => holdings.Integer(row, "amount"));
        // Address 20 is both: the first class by name counts.
        last["staking"].ShouldBe(_history.Balances[20] + _history.Balances[21]);
        last["escrow"].ShouldBe(_history.Balances[23]);
        last["sink"].ShouldBe(_history.Balances[25]);
        last["parties"].ShouldBe(SumOf(id => id is > 0 and (< 20 or > 25)));
    }

    [Fact]
    [Recomputes("holders")]
    public void Classes_of_holders_add_up_to_the_supply_and_count_who_has_something()
    {
        MetricTable holders = _history.Ask("holders");

        DrawnHistory.Sum(holders, "amount").ShouldBe(SumOf(id => id > 0));
        DrawnHistory.Sum(holders, "holders").ShouldBe(_history.Balances.Count(pair => pair.Key > 0 && pair.Value > 0));
    }

    [Fact]
    [Recomputes("circulating", "circulating_rows")]
    public void Holders_that_circulate_add_up_to_every_definition_and_to_the_closing_equation()
    {
        MetricTable rows = _history.Ask("circulating_rows");
        MetricTable sums = _history.Ask("circulating");
        MetricTable closing = _history.Ask("supply_reconciliation");

        rows.Rows.Count.ShouldBe(_history.Balances.Count(pair => pair.Key > 0 && pair.Value > 0));
        foreach (object?[] row in sums.Rows)
        {
            DrawnHistory.Sum(rows, sums.Value<string>(row, "definition")).ShouldBe(sums.Integer(row, "amount"));
        }

        DrawnHistory.Sum(rows, "total").ShouldBe(SumOf(id => id > 0));
        DrawnHistory.Sum(rows, "souk").ShouldBe(closing.Integer(closing.Rows[^1], "circulating"));
        sums.Rows.Select(row => sums.Integer(row, "amount")).Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Fact]
    [Recomputes("supply_reconciliation")]
    public void Every_day_of_the_closing_equation_closes_and_is_a_ledger_s()
    {
        MetricTable closing = _history.Ask("supply_reconciliation");

        foreach (object?[] row in closing.Rows)
        {
            DateOnly day = closing.Value<DateOnly>(row, "day");
            BigInteger minted = Moved(day, move => move.From == 0);
            BigInteger burned = Moved(day, move => move.To == 0);

            closing.Integer(row, "minted").ShouldBe(minted);
            closing.Integer(row, "burned").ShouldBe(burned);
            closing.Integer(row, "balances").ShouldBe(minted - burned);
            ((string[])["circulating", "locked", "escrowed", "staked", "treasury"])
                .Aggregate(BigInteger.Zero, (sum, part) => sum + closing.Integer(row, part))
                .ShouldBe(minted - burned);
        }
    }

    [Fact]
    [Recomputes("emission_rate")]
    public void Emission_a_day_is_what_ninety_days_minted()
    {
        var last = new DateOnly(2025, 4, 30);
        DateOnly first = _history.Transfers.Where(move => move.From == 0).Min(move => move.Day);

        BigInteger minted = _history
            .Transfers.Where(move => move.From == 0 && move.Day > last.AddDays(-90) && move.Day > first)
            .Aggregate(BigInteger.Zero, (sum, move) => sum + move.Amount);

        MetricTable rate = _history.Ask("emission_rate");
        rate.Integer(rate.Rows[0], "emission_per_day").ShouldBe(minted / 90);
    }

    // Which roles each definer counts, written out.
    [Theory]
    [InlineData("a16z_gmv", "price protocol_fee market_fee provider_fee")]
    [InlineData("a16z_revenue", "protocol_fee market_fee")]
    [InlineData("defillama_fees", "protocol_fee market_fee provider_fee royalty")]
    [InlineData("defillama_revenue", "protocol_fee")]
    [InlineData("defillama_supply_side", "market_fee provider_fee royalty")]
    [InlineData("defillama_holders", "burn fee_share")]
    [InlineData("token_terminal_fees", "protocol_fee market_fee provider_fee")]
    [InlineData("token_terminal_revenue", "protocol_fee")]
    [Recomputes("fee_rows", "fees")]
    public void A_definition_of_fees_is_the_sum_of_its_roles(string definition, string roles)
    {
        BigInteger paid = _history.Paid(roles.Split(' '));

        DrawnHistory.Sum(_history.Ask("fee_rows"), definition).ShouldBe(paid);
        DrawnHistory.Sum(_history.Ask("fees"), definition).ShouldBe(paid);
    }

    [Fact]
    [Recomputes("payments")]
    public void Payments_of_every_day_and_role_are_counted_once()
    {
        MetricTable payments = _history.Ask("payments");

        payments
            .Rows.Select(row =>
                ((DateOnly)row[0]!, (string)row[1]!, payments.Integer(row, "legs"), payments.Integer(row, "amount"))
            )
            .ShouldBe(
                _history
                    .Legs.GroupBy(leg => (leg.Day, leg.Role))
                    .OrderBy(group => group.Key.Day)
                    .ThenBy(group => group.Key.Role, StringComparer.Ordinal)
                    .Select(group =>
                        (
                            group.Key.Day,
                            group.Key.Role,
                            (BigInteger)group.Count(),
                            group.Aggregate(BigInteger.Zero, (sum, leg) => sum + leg.Amount)
                        )
                    )
            );
    }

    [Fact]
    [Recomputes("buyers", "contributors")]
    public void Buyers_and_contributors_of_a_day_are_distinct()
    {
        Days("buyers").ShouldBe(Parties(leg => leg.Role == "price", leg => leg.Payer));
        Days("contributors").ShouldBe(Parties(leg => leg.Role is "price" or "reward" or "royalty", leg => leg.Payee));
    }

    [Fact]
    [Recomputes("top_contributors")]
    public void Who_earned_most_is_first_and_shares_are_of_all_that_was_earned()
    {
        MetricTable top = _history.Ask("top_contributors");
        BigInteger all = _history.Earned().Aggregate(BigInteger.Zero, (sum, one) => sum + one.Amount);

        DrawnHistory.Sum(top, "amount").ShouldBe(all);
        top.Rows.Select(row => top.Integer(row, "amount")).ShouldBeInOrder(SortDirection.Descending);
        top.Rows.ShouldAllBe(row => top.Integer(row, "share_ppm") == top.Integer(row, "amount") * 1_000_000 / all);
    }

    [Fact]
    [Recomputes("orders")]
    public void Orders_of_the_last_thirty_days_are_its_price_and_fee_legs()
    {
        MetricTable orders = _history.Ask("orders");
        // 23:59:59 of April 30 less 30 days: nothing of March 31, which begins at midnight.
        List<BigInteger> expected =
        [
            .. _history
                .Legs.Where(leg => leg.Day > new DateOnly(2025, 3, 31))
                .Where(leg => leg.Role is "price" or "protocol_fee" or "market_fee" or "provider_fee")
                .Select(leg => leg.Amount)
                .Order(),
        ];

        expected.Count.ShouldBeGreaterThan(5);
        orders.Rows.Select(row => orders.Integer(row, "amount")).ShouldBe(expected);
    }

    [Fact]
    public void Realised_rates_are_those_of_the_sums()
    {
        MetricTable rates = _history.Ask("rates");
        // The rest of ninety days before April 30.
        DateOnly after = new DateOnly(2025, 4, 30).AddDays(-90);
        BigInteger Recent(params string[] roles) =>
            _history
                .Legs.Where(leg => leg.Day > after && roles.Contains(leg.Role))
                .Aggregate(BigInteger.Zero, (sum, leg) => sum + leg.Amount);

        object?[] row = rates.Rows.ShouldHaveSingleItem();
        rates
            .Integer(row, "fee_rate_ppm")
            .ShouldBe(Recent("protocol_fee", "market_fee") * 1_000_000 / Recent("price", "protocol_fee", "market_fee"));
        // All legs are in USDC: nothing of the market's token was burned.
        rates.Integer(row, "burn_share_ppm").ShouldBe(0);
    }

    [Fact]
    public void Every_payment_is_valued_or_counted_as_without_value()
    {
        // No pool: no quote, so nothing has a value and no row claims one.
        _history.Ask("valued").Rows.ShouldBeEmpty();

        using var pools = new PoolMarket();
        pools.Fill(50, 1_000_000, 2_000_000);
        pools.Buy(50, 10_000, "2025-01-02");
        pools.Market.Pay("price", 1, 2, 700, "2025-01-02");
        pools.Market.PayByTransfer("price", 1, 2, 10, "2025-01-02");
        BigInteger price = pools.PriceOn("2025-01-02").PriceE18!.Value;

        // day chain role symbol decimals legs amount quote quote_decimals value
        pools
            .Market.Rows("valued")
            .ShouldBe([
                $"2025-01-02 1 price GOLD 0 1 10 USDC 0 {10 * price / BigInteger.Pow(10, 18)}",
                "2025-01-02 1 price USDC 0 1 700 USDC 0 700",
            ]);
    }

    private IEnumerable<string> Days(string metric) =>
        _history
            .Ask(metric)
            .Rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row[0]:yyyy-MM-dd} {row[1]}"));

    private IEnumerable<string> Parties(Func<DrawnLeg, bool> counts, Func<DrawnLeg, int> party) =>
        _history
            .Legs.Where(counts)
            .GroupBy(leg => leg.Day)
            .OrderBy(group => group.Key)
            .Select(group =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{group.Key:yyyy-MM-dd} {group.Select(party).Distinct().Count()}"
                )
            );

    private BigInteger SumOf(Func<int, bool> counts) =>
        _history.Balances.Where(pair => counts(pair.Key)).Aggregate(BigInteger.Zero, (sum, pair) => sum + pair.Value);

    private BigInteger Moved(DateOnly until, Func<(DateOnly Day, int From, int To, BigInteger Amount), bool> counts) =>
        _history
            .Transfers.Where(move => move.Day <= until && counts(move))
            .Aggregate(BigInteger.Zero, (sum, move) => sum + move.Amount);
}

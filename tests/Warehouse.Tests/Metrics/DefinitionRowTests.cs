using System.Numerics;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Rows that explain why definitions differ add up to the numbers of the metrics that they explain.</summary>
public sealed class DefinitionRowTests(DrawnFacts facts) : IClassFixture<DrawnFacts>
{
    public static TheoryData<string> Markets => [.. DrawnFacts.Markets];

    public static MatrixTheoryData<string, MetricActor> Actors =>
        new(DrawnFacts.Markets, Enum.GetValues<MetricActor>());

    [Theory]
    [MemberData(nameof(Markets))]
    [Recomputes("gmv_rows")]
    public void Legs_add_up_to_raw_adjusted_and_consumed_value(string market)
    {
        MetricTable rows = Ask("gmv_rows", market);

        SumOf(rows, "gmv").ShouldBe(SumOf(Ask("gmv", market), "gmv"));
        SumOf(rows, "adjusted").ShouldBe(SumOf(Ask("gmv_adjusted", market), "adjusted"));
        SumOf(rows, "dcv").ShouldBe(SumOf(Ask("consume_volume", market), "consumed"));
    }

    [Theory]
    [MemberData(nameof(Markets))]
    [Recomputes("emission_rows")]
    public void Moves_add_up_to_gross_and_net_emission(string market)
    {
        MetricTable rows = Ask("emission_rows", market);

        SumOf(rows, "gross").ShouldBe(SumOf(Ask("emissions", market), "emitted"));
        SumOf(rows, "net").ShouldBe(SumOf(Ask("emissions", market), "net"));
        rows.Rows.ShouldAllBe(row => rows.Text(row, "label") != "-" && rows.Integer(row, "amount") > 0);
    }

    [Theory]
    [MemberData(nameof(Actors))]
    [Recomputes("active_rows")]
    public void Parties_add_up_to_who_is_active(string market, MetricActor actor)
    {
        DrawnQuestion asked = new(facts, market, AsOf: null, ByEntity: actor == MetricActor.Entity);
        PartyGraph graph = new(asked);
        MetricTable rows = asked.Ask("active_rows");
        BigInteger bought = SumOf(rows, "buyers");
        BigInteger contributed = SumOf(rows, "contributors");

        bought.ShouldBe(SumOf(asked.Ask("active_parties"), "buyers"));
        contributed.ShouldBe(SumOf(asked.Ask("active_parties"), "contributors"));
        DateTime after = asked.Blocks.Select(block => block.Time.Date).Append(DateTime.UnixEpoch).Max().AddDays(-30);
        HashSet<int> Parties(IEnumerable<DrawnRow> acts, string party) =>
            [.. acts.Where(row => row.Time.Date > after).Select(row => graph.Actor(row.Int(party)))];
        HashSet<int> workers = Parties(asked.Seen("market.contribution"), "contributor_id");
        HashSet<int> payees = Parties(asked.Legs("price", "reward", "royalty"), "payee_id");
        IEnumerable<int> buyers = asked
            .Sales()
            .Where(sale => sale.Leg.Time.Date > after)
            .Select(sale => graph.Actor(sale.Buyer));
        SumOf(rows, "either").ShouldBe(workers.Union(payees).Union(buyers).Count());
        SumOf(rows, "paid")
            .ShouldBe(workers.Intersect(payees).Except(WorkRecomputations.Rejected(asked, after)).Count());
        // Who sent or received is in the transfers of these days, once.
        IEnumerable<DrawnRow> moves = asked.Seen("market.transfer");
        HashSet<int> moved = [.. Parties(moves, "sender_id"), .. Parties(moves, "recipient_id")];
        moved.Remove(0);
        SumOf(rows, "moved").ShouldBe(moved.Count);
        rows.Rows.Select(row => rows.Text(row, "symbol"))
            .ShouldAllBe(symbol => symbol == (actor == MetricActor.Entity ? "entities" : "addresses"));
    }

    [Theory]
    [MemberData(nameof(Markets))]
    [Recomputes("valuation_rows")]
    public void Holdings_and_what_is_not_minted_add_up_to_the_tokens_of_each_valuation(string market)
    {
        MetricTable rows = Ask("valuation_rows", market);
        MetricTable valuation = Ask("valuation", market);

        foreach (object?[] row in valuation.Rows.Where(row => row[8] is not null))
        {
            rows.Rows.Where(one =>
                    rows.Integer(one, "chain_id") == valuation.Integer(row, "chain_id")
                    && rows.Text(one, "symbol") == valuation.Text(row, "symbol")
                )
                .Aggregate(BigInteger.Zero, (sum, one) => sum + rows.Integer(one, valuation.Text(row, "definition")))
                .ShouldBe(valuation.Integer(row, "tokens"));
        }
    }

    [Theory]
    [MemberData(nameof(Markets))]
    [Recomputes("yield_rows")]
    public void Payments_and_inflation_add_up_to_each_yield(string market)
    {
        MetricTable rows = Ask("yield_rows", market);
        MetricTable yields = Ask("real_yield", market);
        MetricTable circulating = Ask("circulating", market);

        foreach (object?[] yield in yields.Rows)
        {
            bool IsOf(MetricTable table, object?[] row) =>
                table.Integer(row, "chain_id") == yields.Integer(yield, "chain_id")
                && table.Text(row, "symbol") == yields.Text(yield, "symbol");
            BigInteger Sum(string definition) =>
                rows
                    .Rows.Where(row => IsOf(rows, row))
                    .Aggregate(BigInteger.Zero, (sum, row) => sum + rows.Integer(row, definition));
            BigInteger supply = circulating
                .Rows.Where(row => IsOf(circulating, row) && circulating.Text(row, "definition") == "souk")
                .Aggregate(BigInteger.Zero, (sum, row) => sum + circulating.Integer(row, "amount"));
            BigInteger taken =
                supply > 0 && yields.Integer(yield, "staked") > 0
                    ? yields.Integer(yield, "net_mint") * yields.Integer(yield, "staked") / supply
                    : BigInteger.Zero;

            Sum("from_fees").ShouldBe(yields.Integer(yield, "holders"));
            Sum("apr").ShouldBe(yields.Integer(yield, "rewards"));
            Sum("apr_less_inflation").ShouldBe(yields.Integer(yield, "rewards") - taken);
        }

        rows.Rows.ShouldAllBe(row =>
            yields.Rows.Any(yield => yields.Text(yield, "symbol") == rows.Text(row, "symbol"))
        );
    }

    [Theory]
    [MemberData(nameof(Markets))]
    public void Periods_of_schedules_add_up_to_each_overhang(string market)
    {
        MetricTable rows = Ask("overhang_rows", market);
        MetricTable overhang = Ask("unlock_overhang", market);

        foreach (object?[] ahead in overhang.Rows)
        {
            BigInteger Sum(string definition, long daysMin, long daysMax) =>
                rows
                    .Rows.Where(row =>
                        rows.Integer(row, "chain_id") == overhang.Integer(ahead, "chain_id")
                        && rows.Text(row, "symbol") == overhang.Text(ahead, "symbol")
                        && rows.Value<int>(row, "days") >= daysMin
                        && rows.Value<int>(row, "days") <= daysMax
                    )
                    .Aggregate(BigInteger.Zero, (sum, row) => sum + rows.Integer(row, definition));
            int days = overhang.Value<int>(ahead, "days");
            BigInteger contracts = overhang.Integer(ahead, "ahead");

            Sum("contracts", 0, days).ShouldBe(contracts);
            Sum("calendar", 0, days).ShouldBe(contracts + overhang.Integer(ahead, "promised_ahead"));
            Sum("unclaimed", 0, days).ShouldBe(contracts + overhang.Integer(ahead, "claimable"));
            (Sum("contracts", 0, 0), Sum("calendar", 0, 0)).ShouldBe((BigInteger.Zero, BigInteger.Zero));
        }

        rows.Rows.Count.ShouldBeGreaterThanOrEqualTo(overhang.Rows.Count);
    }

    [Fact]
    public void Every_metric_with_several_definitions_is_explained_row_by_row()
    {
        (string Key, string Left, string Right)[] asked =
        [
            ("valuation", "max_supply", "total_supply"),
            ("emissions", "gross", "net"),
            ("active_parties", "moved", "buyers"),
            ("gmv", "gmv", "adjusted"),
            ("gmv", "gmv", "dcv"),
            ("fees", "defillama_fees", "token_terminal_fees"),
            ("circulating", "total", "souk"),
            ("real_yield", "from_fees", "apr"),
            ("real_yield", "apr", "apr_less_inflation"),
            ("unlock_overhang", "contracts", "unclaimed"),
        ];

        foreach ((string key, string left, string right) in asked)
        {
            MetricDifference difference = MetricDifference.Explain(facts.Connection, key, left, right, "m1");
            foreach (MetricDifference.Sum token in difference.ByToken)
            {
                difference
                    .Rows.Rows.Where(row => difference.Rows.Text(row, "symbol") == token.Symbol)
                    .Aggregate(
                        BigInteger.Zero,
                        (sum, row) => sum + difference.Rows.Integer(row, left) - difference.Rows.Integer(row, right)
                    )
                    .ShouldBe(token.Difference, key);
            }

            difference.Rows.Rows.ShouldNotBeEmpty(key);
        }

        asked.Select(one => one.Key).Distinct().Order().ShouldBe(MetricDifference.Explainable);
    }

    private MetricTable Ask(string key, string market) => MetricCatalogue.Run(facts.Connection, key, market);

    private static BigInteger SumOf(MetricTable table, string column) =>
        table.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + table.Integer(row, column));
}

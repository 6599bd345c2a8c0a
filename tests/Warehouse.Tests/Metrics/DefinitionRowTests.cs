using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Rows that explain why definitions differ add up to the numbers of the metrics that they explain.</summary>
public sealed class DefinitionRowTests(DrawnFacts facts) : IClassFixture<DrawnFacts>
{
    public static TheoryData<string> Markets => [.. DrawnFacts.Markets];

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
    [MemberData(nameof(Markets))]
    [Recomputes("active_rows")]
    public void Addresses_add_up_to_who_is_active(string market)
    {
        MetricTable rows = Ask("active_rows", market);
        BigInteger bought = SumOf(rows, "buyers");
        BigInteger contributed = SumOf(rows, "contributors");

        bought.ShouldBe(SumOf(Ask("active_parties", market), "buyers"));
        contributed.ShouldBe(SumOf(Ask("active_parties", market), "contributors"));
        DrawnQuestion asked = new(facts, market, AsOf: null, ByEntity: false);
        DateTime after = asked.Blocks.Select(block => block.Time.Date).Append(DateTime.UnixEpoch).Max().AddDays(-30);
        HashSet<int> Parties(IEnumerable<DrawnRow> acts, string party) =>
            [.. acts.Where(row => row.Time.Date > after).Select(row => row.Int(party))];
        HashSet<int> workers = Parties(asked.Seen("market.contribution"), "contributor_id");
        HashSet<int> payees = Parties(asked.Legs("price", "reward", "royalty"), "payee_id");
        IEnumerable<int> buyers = asked.Sales().Where(sale => sale.Leg.Time.Date > after).Select(sale => sale.Buyer);
        SumOf(rows, "either").ShouldBe(workers.Union(payees).Union(buyers).Count());
        SumOf(rows, "paid")
            .ShouldBe(workers.Intersect(payees).Except(WorkRecomputations.Rejected(asked, after)).Count());
        // Who sent or received is in the transfers of these days, once.
        string day = $"{Ask("as_of", market).Rows.Select(row => (DateTime)row[2]!).DefaultIfEmpty().Max():yyyy-MM-dd}";
        facts
            .Connection.Scalar<long>(
                $"""
                select count(*) from (
                    select sender_id as party_id from market.transfer where system = '{market}' and time::date > date '{day}' - 30 and sender_id <> 0
                    union
                    select recipient_id from market.transfer where system = '{market}' and time::date > date '{day}' - 30 and recipient_id <> 0
                )
                """
            )
            .ShouldBe((long)SumOf(rows, "moved"));
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

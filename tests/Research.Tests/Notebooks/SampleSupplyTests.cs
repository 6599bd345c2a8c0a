using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Research.Tests.Notebooks;

/// <summary>Supply of every system of the sample that ships, by every definition.</summary>
public sealed class SampleSupplyTests(Sample sample) : IClassFixture<Sample>
{
    private DuckDBConnection Connection => sample.Warehouse.Opened.Connection;

    [Fact]
    public void The_supply_of_every_system_closes_on_every_day()
    {
        string[] systems =
        [
            .. Connection.Query(
                "select distinct system from market.token where is_market_token order by system",
                row => row.GetString(0)
            ),
        ];

        foreach (string system in systems)
        {
            MetricTable closing = Run("supply_reconciliation", system);

            closing.Rows.ShouldNotBeEmpty(system);
            closing.Rows.ShouldAllBe(row =>
                closing.Integer(row, "difference") == 0
                && closing.Integer(row, "overdrawn") == 0
                && closing.Integer(row, "balances") == closing.Integer(row, "minted") - closing.Integer(row, "burned")
            );
        }

        systems.ShouldBe(["masa", "ocean", "oraichain", "sahara", "singularitynet"]);
    }

    [Fact]
    public void Nobody_ever_spends_more_of_any_token_than_was_received_money_too()
    {
        // That sums of all transfers cancel is arithmetic; that nobody is overdrawn on any day says that none is missing.
        List<(string Token, long Holders, long Overdrawn)> tokens = Connection.Query(
            """
            with change as (
                select system, token_id, time::date as day, recipient_id as holder_id, amount as change
                from market.transfer where recipient_id <> 0
                union all
                select system, token_id, time::date, sender_id, -amount from market.transfer where sender_id <> 0
            ),
            held as (
                select
                    system, token_id, holder_id,
                    sum(sum(change)) over (partition by system, token_id, holder_id order by day) as balance
                from change group by system, token_id, holder_id, day
            )
            select h.system || ' ' || t.symbol, count(distinct h.holder_id), count(*) filter (h.balance < 0)
            from held h
            join (select distinct system, token_id, symbol from market.token) t using (system, token_id)
            group by all
            order by all
            """,
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2))
        );

        tokens.Select(token => token.Token).ShouldContain("masa USDC");
        tokens.ShouldAllBe(token => token.Holders > 1 && token.Overdrawn == 0);
    }

    [Fact]
    public void What_contracts_and_others_hold_of_money_too_closes_with_what_was_issued_on_every_day()
    {
        List<(string Token, string Classes, long Days, long Open, long Overdrawn)> tokens = Connection.Query(
            """
            with issued as (
                select
                    system, chain_id, token_id, time::date as day,
                    sum(if(sender_id = 0, amount, 0::hugeint)) - sum(if(recipient_id = 0, amount, 0::hugeint)) as change
                from market.transfer
                join market.token using (system, chain_id, token_id)
                where not is_market_token
                group by all
            ),
            class as (select system, chain_id, holder_id, min(class) as class from market.holder group by all),
            moved as (
                select system, chain_id, token_id, time::date as day, recipient_id as holder_id, amount as change from market.transfer
                union all
                select system, chain_id, token_id, time::date, sender_id, -amount from market.transfer
            ),
            held as (
                select system, chain_id, token_id, day, coalesce(class, 'others') as class, sum(change) as change
                from moved
                left join class using (system, chain_id, holder_id)
                where holder_id <> 0
                group by all
            ),
            balance as (
                select
                    i.system, i.chain_id, i.token_id, i.day, c.class,
                    sum(coalesce(h.change, 0::hugeint))
                        over (partition by i.system, i.chain_id, i.token_id, c.class order by i.day) as balance
                from issued i
                join (select distinct system, chain_id, token_id, class from held) c using (system, chain_id, token_id)
                left join held h using (system, chain_id, token_id, day, class)
            ),
            closing as (
                select
                    system, chain_id, token_id, day, sum(balance) as balance, count(*) filter (balance < 0) as overdrawn,
                    string_agg(class, ' ' order by class) as classes
                from balance
                group by all
            ),
            supply as (
                select system, chain_id, token_id, day, sum(change) over (partition by system, chain_id, token_id order by day) as supply
                from issued
            )
            select
                c.system || ' ' || t.symbol, any_value(c.classes), count(*), count(*) filter (c.balance <> s.supply),
                sum(c.overdrawn)::bigint
            from closing c
            join supply s using (system, chain_id, token_id, day)
            join market.token t using (system, chain_id, token_id)
            group by c.system, c.chain_id, t.symbol
            order by all
            """,
            row => (row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))
        );

        tokens.ShouldAllBe(token => token.Days > 1 && token.Open == 0 && token.Overdrawn == 0);
        tokens
            .Select(token => $"{token.Token}: {token.Classes}")
            .ShouldBe(["masa USDC: others pool", "sahara PARTNER: escrow others"]);
    }

    [Theory]
    [InlineData("fees", "ocean", "a16z_gmv", "defillama_fees")]
    [InlineData("fees", "ocean", "a16z_revenue", "defillama_revenue")]
    [InlineData("fees", "sahara", "defillama_fees", "token_terminal_fees")]
    [InlineData("gmv", "masa", "gmv", "dcv")]
    [InlineData("valuation", "masa", "total_supply", "souk")]
    [InlineData("emissions", "masa", "gross", "net")]
    [InlineData("active_parties", "masa", "moved", "buyers")]
    public void Definitions_that_should_differ_do(string metric, string market, string left, string right)
    {
        MetricDifference difference = MetricDifference.Explain(Connection, metric, left, right, market);

        difference.ByToken.ShouldNotBeEmpty();
        difference.ByToken.Any(token => token.Difference != 0).ShouldBeTrue();
    }

    [Fact]
    public void What_one_entity_sells_itself_is_gross_and_not_adjusted()
    {
        // Nobody in the demo is told to be somebody else: here whoever bought most, and from whom.
        (int buyer, int seller, BigInteger between) = Connection
            .Query(
                """
                select buyer_id, payee_id, sum(amount)::hugeint
                from market.sale_at('masa', timestamp '2100-01-01')
                where buyer_id <> payee_id
                group by all
                order by 3 desc, 1, 2
                limit 1
                """,
                row => (row.GetInt32(0), row.GetInt32(1), row.GetFieldValue<BigInteger>(2))
            )
            .Single();
        Connection.Execute(
            $"insert into party.declared_label select address, 'A trader', 'other', 1000000, 'a trade', timestamp '2025-01-01', null from chain.address where address_id in ({buyer}, {seller})"
        );
        MetricDifference difference = MetricDifference.Explain(Connection, "gmv", "gmv", "adjusted", "masa");
        MetricTable months = Run("gmv_adjusted", "masa");
        Connection.Execute("delete from party.declared_label where source = 'a trade'");

        difference
            .Rows.Rows.Where(row =>
                difference.Rows.Text(row, "rule") == "entity" && difference.Rows.Text(row, "role") == "price"
            )
            .Aggregate(BigInteger.Zero, (sum, row) => sum + difference.Rows.Integer(row, "gmv"))
            .ShouldBe(between);
        between.ShouldBeGreaterThan(0);
        difference
            .ByToken.Aggregate(BigInteger.Zero, (sum, token) => sum + token.Difference)
            .ShouldBe(
                months.Rows.Aggregate(
                    BigInteger.Zero,
                    (sum, row) => sum + months.Integer(row, "gmv") - months.Integer(row, "adjusted")
                )
            );
    }

    [Fact]
    public void Definitions_of_what_circulates_differ_and_rows_explain_by_how_much()
    {
        // The demo declares nobody, so that Token Terminal's definition is told from TokenUnlocks' by a label alone: here of whoever
        // holds most outside of contracts.
        MetricTable holders = Run("circulating_rows", "masa");
        string richest = holders.Text(holders.Rows.First(row => holders.Text(row, "class") == ""), "holder");
        Connection.Execute(
            $"insert into party.declared_label values (unhex('{richest[2..]}'), 'An investor', 'investor', 1000000, 'a test', timestamp '2025-01-01', null)"
        );
        MetricTable circulating = Run("circulating", "masa");
        Dictionary<string, BigInteger> amounts = circulating.Rows.ToDictionary(
            row => circulating.Text(row, "definition"),
            row => circulating.Integer(row, "amount")
        );

        foreach (string left in amounts.Keys)
        {
            foreach (string right in amounts.Keys.Where(right => string.CompareOrdinal(left, right) < 0))
            {
                MetricDifference difference = MetricDifference.Explain(Connection, "circulating", left, right, "masa");
                BigInteger explained = difference.Rows.Rows.Aggregate(
                    BigInteger.Zero,
                    (sum, row) => sum + difference.Rows.Integer(row, left) - difference.Rows.Integer(row, right)
                );

                explained.ShouldBe(amounts[left] - amounts[right]);
                difference.ByToken.Single().Difference.ShouldBe(explained);
            }
        }

        amounts.Keys.ShouldBe(["total", "unlocked", "claimed", "token_terminal", "souk"], ignoreOrder: true);
        amounts.Values.Distinct().Count().ShouldBe(5, string.Join(", ", amounts));
    }

    private MetricTable Run(string key, string system) => MetricCatalogue.Run(Connection, key, system);
}

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
            foreach (string right in amounts.Keys.Where(right => right != left))
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

using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.EndToEnd.Tests;

/// <summary>The demo has what the token registry reports of the real tokens, without an import by hand.</summary>
public sealed class RegistryDemoTests(Demo demo) : IClassFixture<Demo>
{
    private DuckDBConnection Connection => demo.Connection;

    [Theory]
    [InlineData("masa", "token_allocations", 3)]
    [InlineData("masa", "funding_rounds", 1)]
    [InlineData("masa", "sales", 1)]
    public void What_is_reported_is_there(string market, string metric, int rows) =>
        MetricCatalogue.Run(Connection, metric, market).Rows.Count.ShouldBe(rows);

    [Fact]
    public void What_was_said_and_what_a_sale_brought_is_there_too()
    {
        MetricCatalogue.Run(Connection, "launchpad_returns", "ocean").Rows.ShouldNotBeEmpty();
        Connection.Scalar<long>("select count(*) from reference.claim where system = 'masa'").ShouldBeGreaterThan(0);
    }

    [Fact]
    public void It_was_recorded_when_the_last_block_was_so_that_two_demos_have_the_same_bytes()
    {
        DateTime last = Connection.Scalar<DateTime>("select max(time) from chain.block");

        Connection
            .Query("select distinct recorded_at from reference.import", row => row.GetFieldValue<DateTime>(0))
            .ShouldBe([last]);
        Connection
            .Query("select distinct recorded_at from reference.fact", row => row.GetFieldValue<DateTime>(0))
            .ShouldBe([last]);
    }

    [Theory]
    [InlineData("masa")]
    [InlineData("ocean")]
    [InlineData("sahara")]
    public void Promises_of_the_real_token_are_no_unlocks_of_the_one_that_is_played(string market)
    {
        MetricTable unlocks = MetricCatalogue.Run(Connection, "unlocks", market);

        Connection
            .Scalar<long>($"select count(*) from reference.allocation where system = '{market}'")
            .ShouldBeGreaterThan(0);
        unlocks.Rows.ShouldAllBe(row => unlocks.Text(row, "evidence") == "contract");
    }
}

using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class MetricAnswersTests : IDisposable
{
    private readonly PaidMarket _market = new();
    private readonly MetricAnswers _answers;

    public MetricAnswersTests() => _answers = MetricAnswers.Keep(_market.Connection);

    public void Dispose() => _market.Dispose();

    [Fact]
    public void A_question_that_was_answered_is_not_computed_again()
    {
        _market.Pay("price", 1, 2, 70);

        MetricTable first = Ask();
        MetricTable second = Ask();

        second.ShouldBeSameAs(first);
        _answers.Hits.ShouldBe(1);
        Ask(MetricActor.Entity).ShouldNotBeSameAs(first);
        Ask(asOf: new DateTime(2024, 1, 1)).Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("insert into chain.cursor values (1, 1, 5, 6, timestamp '2025-07-01')")]
    [InlineData("insert into chain.manifest values ('m', 'a', 'b')")]
    [InlineData("insert into reference.import values ('price', 'f', 'd', 1, 0, 0, 0, timestamp '2025-07-01')")]
    [InlineData(
        "insert into party.declared_label values ('\\x01'::blob, 'E', 'team', 1, 's', timestamp '2025-07-01', null)"
    )]
    [InlineData(
        "insert into document.attempt values ('m', 'u', 'missing', '', timestamp '2025-07-01', null, null, null, null, null)"
    )]
    [InlineData("insert into market.payment select * from market.payment")]
    public void Whatever_may_change_an_answer_makes_all_of_them_forgotten(string change)
    {
        _market.Pay("price", 1, 2, 70);
        MetricTable before = Ask();

        _market.Connection.Execute(change);

        Ask().ShouldNotBeSameAs(before);
        _answers.Hits.ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_kept_before_it_is_known_what_it_belongs_to()
    {
        MetricTable first = MetricCatalogue.Run(_market.Connection, "wallets", "m");

        MetricCatalogue.Run(_market.Connection, "wallets", "m").ShouldNotBeSameAs(first);
    }

    [Fact]
    public void Where_room_is_needed_the_answer_goes_that_nobody_asked_for_the_longest()
    {
        using PaidMarket market = new();
        market.Pay("price", 1, 2, 70);
        MetricTable unkept = MetricCatalogue.Run(market.Connection, "wallets", "m");
        int values = unkept.Rows.Count * unkept.Columns.Count;
        MetricAnswers answers = MetricAnswers.Keep(market.Connection, 2 * values);
        answers.Refresh(market.Connection);
        MetricTable At(int day) =>
            MetricCatalogue.Run(
                market.Connection,
                "wallets",
                "m",
                new DateTime(2030, 1, day, 0, 0, 0, DateTimeKind.Utc)
            );
        MetricTable first = At(1);
        first.Rows.Count.ShouldBe(unkept.Rows.Count);
        MetricTable second = At(2);

        At(1).ShouldBeSameAs(first);
        MetricTable third = At(3);

        At(1).ShouldBeSameAs(first);
        At(3).ShouldBeSameAs(third);
        At(2).ShouldNotBeSameAs(second);
    }

    [Fact]
    public void A_metric_that_several_parts_of_a_query_build_on_is_computed_once()
    {
        string sql = MetricCatalogue.Get("multiples").Sql;

        sql.Split("metric_prices as materialized").Length.ShouldBe(2);
        sql.Split("from metric_prices").Length.ShouldBe(4);
        sql.ShouldStartWith("-- key: multiples");
    }

    [Fact]
    public void Rows_that_others_build_on_are_made_once_in_a_snapshot_and_say_the_same()
    {
        using DrawnHistory history = new(seed: 5);
        DuckDBConnection connection = history.Market.Connection;
        MetricAnswers answers = MetricAnswers.Keep(connection);
        Metric[] metrics =
        [
            .. MetricCatalogue.All.Where(metric =>
                metric.IsBuiltOn || metric.Template.Contains("{{", StringComparison.Ordinal)
            ),
        ];
        DateTime asOf = new(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc);
        MetricTable[] Run() => [.. metrics.Select(metric => MetricCatalogue.Run(connection, metric.Key, "m", asOf))];
        long CountTables() => connection.Scalar<long>("select count(*) from duckdb_tables() where temporary");
        MetricTable[] alone = Run();

        using (connection.BeginTransaction())
        using (answers.MakeOnce(connection))
        {
            foreach ((MetricTable made, MetricTable expected) in Run().Zip(alone))
            {
                made.Columns.ShouldBe(expected.Columns);
                made.Types.ShouldBe(expected.Types);
                JsonSerializer.Serialize(made.Rows).ShouldBe(JsonSerializer.Serialize(expected.Rows));
            }

            CountTables().ShouldBe(metrics.Count(metric => metric.IsBuiltOn));
        }

        alone.Count(table => table.Rows.Count > 0).ShouldBeGreaterThan(8);
        CountTables().ShouldBe(0);
    }

    private MetricTable Ask(MetricActor actor = MetricActor.Address, DateTime? asOf = null)
    {
        _answers.Refresh(_market.Connection);
        return MetricCatalogue.Run(_market.Connection, "wallets", "m", asOf, actor);
    }
}

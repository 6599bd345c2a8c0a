using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.EndToEnd.Tests;

/// <summary>DuckDB's floating-point sums differ from run to run; metrics must not.</summary>
public sealed class MetricRepeatabilityTests(Demo demo) : IClassFixture<Demo>
{
    [Theory]
    [InlineData("masa", 3)]
    [InlineData("ocean", 2)]
    [InlineData("oraichain", 2)]
    [InlineData("sahara", 2)]
    [InlineData("singularitynet", 2)]
    public void Every_metric_gives_the_same_rows_on_one_and_two_threads(string market, int repetitions)
    {
        DuckDBConnection connection = demo.Connection;
        long threadsBefore = connection.Scalar<long>("select current_setting('threads')");
        try
        {
            foreach (Metric metric in MetricCatalogue.All)
            {
                HashSet<string> answers = [];
                for (int repetition = 0; repetition < repetitions; repetition++)
                {
                    connection.Execute($"set threads = {1 + (repetition % 2)}");
                    answers.Add(Text(MetricCatalogue.Run(connection, metric.Key, market)));
                }

                answers.Count.ShouldBe(1, metric.Key);
            }
        }
        finally
        {
            connection.Execute($"set threads = {threadsBefore}");
        }
    }

    private static string Text(MetricTable table) =>
        string.Join('\n', table.Rows.Select(row => string.Join(',', row.Select(value => $"{value}"))));
}

using Souk.DuckDb;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Metrics;

namespace Souk.Research.Forecasts;

/// <summary>Keeps forecasts in the warehouse, so that they can be scored against the chain later.</summary>
public static class ForecastStore
{
    /// <summary>Stores a forecast's quantiles in one write. The same forecast again replaces itself.</summary>
    public static void Save(DuckDBConnection connection, EnsembleResult result)
    {
        (string, object?)[] key =
        [
            ("hash", result.ScenarioHash),
            ("seed", result.Seed),
            ("runs", result.Runs),
            ("version", result.EngineVersion),
        ];
        using DuckDBTransaction write = connection.BeginTransaction();
        foreach (string table in (string[])["forecast", "quantile"])
        {
            connection.Execute(
                $"delete from run.{table} where scenario_hash = $hash and seed = $seed and runs = $runs and engine_version = $version",
                key
            );
        }

        InitialState state = result.Scenario.State;
        MetricTable asOf = MetricCatalogue.Run(connection, "as_of", state.Market);
        connection.Execute(
            "insert into run.forecast values ($hash, $seed, $runs, $version, $scenario, $market, $label, $digest, $day, $block)",
            [
                .. key,
                ("scenario", result.Scenario.Name),
                ("market", state.Market),
                ("label", state.Label),
                ("digest", result.Digest),
                ("day", state.Date),
                ("block", (long)asOf.Integer(asOf.Rows[0], "block_number")),
            ]
        );
        AppendQuantiles(connection, result);
        write.Commit();
    }

    private static void AppendQuantiles(DuckDBConnection connection, EnsembleResult result)
    {
        using DuckDBAppender appender = connection.CreateAppender("run", "quantile");
        foreach (MetricSeries series in result.Metrics)
        {
            for (int day = 0; day < series.Days; day++)
            {
                DuckDBAppenderRow row = appender
                    .CreateRow()
                    .AppendValue(result.ScenarioHash)
                    .AppendValue(result.Seed)
                    .AppendValue(result.Runs)
                    .AppendValue(result.EngineVersion)
                    .AppendValue(series.Spec.Key)
                    .AppendValue(series.Spec.Unit)
                    .AppendValue(result.DateAt(day));
                foreach (double share in Simulation.Metrics.Quantile.Reported)
                {
                    row.AppendValue(series.QuantileByDay(share)[day]);
                }

                row.EndRow();
            }
        }
    }
}

using Souk.DuckDb;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;

namespace Souk.Research.Runs;

/// <summary>The tables in which the runs of a scenario are kept, and what is known of them once all are over.</summary>
/// <remarks>Amounts of tokens are base units, DECIMAL(38, 0): no double holds money. Days count from 0, the scenario's start.</remarks>
internal static class RunTables
{
    /// <summary>In the order in which they are written to files.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["run", "parameter", "metric", "band", "series", "cohort", "distribution", "digest"];

    private const string Definition = """
        create table run (
            scenario_hash varchar, name varchar, title varchar, seed uinteger, runs integer, runs_asked integer,
            engine_version varchar, digest varchar, labels varchar, start_date date, days integer
        );
        create table parameter (path varchar, value varchar, meaning varchar, origin varchar, is_assumed boolean);
        create table metric (
            metric integer, key varchar, title varchar, unit varchar, meaning varchar, decimals integer
        );
        create table band (
            metric integer, day integer, p05 double, p25 double, p50 double, p75 double, p95 double
        );
        create table series (replicate uinteger, day integer, metric integer, value double, units decimal(38, 0));
        create table cohort (
            replicate uinteger, day integer, holders varchar, cohort_day integer, token varchar, agents integer,
            holding integer, total decimal(38, 0)
        );
        create table distribution (
            replicate uinteger, day integer, holders varchar, token varchar, agents integer, total decimal(38, 0),
            least decimal(38, 0), p05 decimal(38, 0), p25 decimal(38, 0), p50 decimal(38, 0), p75 decimal(38, 0),
            p95 decimal(38, 0), most decimal(38, 0), gini double
        );
        create table digest (replicate uinteger, digest varchar);
        """;

    public static void Create(DuckDBConnection connection) => connection.Execute(Definition);

    /// <summary>Adds what identifies the result, and takes out runs that are not part of it.</summary>
    public static void Finish(DuckDBConnection connection, BlueprintResult result)
    {
        foreach (string table in (string[])["series", "cohort", "distribution"])
        {
            connection.Execute($"delete from {table} where replicate >= $runs", ("runs", result.Runs));
        }

        Blueprint blueprint = result.Blueprint;
        connection.Execute(
            "insert into run values ($hash, $name, $title, $seed, $runs, $asked, $version, $digest, $labels, $start, $days)",
            ("hash", result.ScenarioHash),
            ("name", blueprint.Name),
            ("title", blueprint.Title),
            ("seed", result.Seed),
            ("runs", result.Runs),
            ("asked", result.RunsAsked),
            ("version", result.EngineVersion),
            ("digest", result.Digest),
            ("labels", string.Join(", ", result.Labels)),
            ("start", blueprint.Start),
            ("days", result.Days)
        );
        AddParameters(connection, blueprint);
        AddMetrics(connection, result);
        using DuckDBAppender digests = connection.CreateAppender("digest");
        for (int replicate = 0; replicate < result.Runs; replicate++)
        {
            digests.CreateRow().AppendValue((uint)replicate).AppendValue((object)result.RunDigests[replicate]).EndRow();
        }
    }

    private static void AddParameters(DuckDBConnection connection, Blueprint blueprint)
    {
        using DuckDBAppender parameters = connection.CreateAppender("parameter");
        foreach (ParameterExplanation one in BlueprintExplanation.Of(blueprint).SelectMany(part => part.Parameters))
        {
            parameters
                .CreateRow()
                .AppendValue((object)one.Path)
                .AppendValue((object)one.Value)
                .AppendValue((object)one.Meaning)
                .AppendValue((object)one.Origin)
                .AppendValue(one.IsAssumed)
                .EndRow();
        }
    }

    private static void AddMetrics(DuckDBConnection connection, BlueprintResult result)
    {
        using DuckDBAppender metrics = connection.CreateAppender("metric");
        using DuckDBAppender bands = connection.CreateAppender("band");
        for (int metric = 0; metric < result.Metrics.Count; metric++)
        {
            MetricSeries series = result.Metrics[metric];
            MetricSpec spec = series.Spec;
            metrics
                .CreateRow()
                .AppendValue(metric)
                .AppendValue((object)spec.Key)
                .AppendValue((object)spec.Title)
                .AppendValue((object)spec.Unit)
                .AppendValue((object)spec.Meaning)
                .AppendValue(spec.Decimals)
                .EndRow();
            IReadOnlyList<double>[] quantiles = [.. Quantile.Reported.Select(series.QuantileByDay)];
            for (int day = 0; day < series.Days; day++)
            {
                DuckDBAppenderRow row = bands.CreateRow().AppendValue(metric).AppendValue(day);
                Array.ForEach(quantiles, quantile => row.AppendValue(quantile[day]));
                row.EndRow();
            }
        }
    }
}

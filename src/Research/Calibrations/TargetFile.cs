using Souk.DuckDb;
using Souk.Simulation.Calibration;

namespace Souk.Research.Calibrations;

/// <summary>Observed metrics in a file with the columns `date`, `metric` and `value`: CSV, Parquet or JSON lines.</summary>
public static class TargetFile
{
    /// <param name="start">Day 0 of the scenario.</param>
    /// <returns>By date and metric.</returns>
    /// <exception cref="TargetException">No such file, other columns, no rows, doubled or missing values.</exception>
    public static IReadOnlyList<MomentTarget> Read(string path, DateOnly start)
    {
        if (!File.Exists(path))
        {
            throw new TargetException($"There is no file {path}.");
        }

        using DuckDBConnection connection = new("Data Source=:memory:;threads=1");
        connection.Open();
        List<(DateOnly Date, string Metric, double Value)> rows = Rows(connection, path);
        string[] doubled =
        [
            .. rows.GroupBy(row => (row.Date, row.Metric))
                .Where(group => group.Count() > 1)
                .Select(group => $"{group.Key.Metric} on {group.Key.Date:yyyy-MM-dd}"),
        ];
        if (rows.Count == 0 || doubled.Length > 0)
        {
            throw new TargetException(
                rows.Count == 0 ? $"{path} has no rows." : $"{path} has twice: {string.Join(", ", doubled.Take(5))}."
            );
        }

        return [.. rows.Select(row => new MomentTarget(row.Metric, row.Date.DayNumber - start.DayNumber, row.Value))];
    }

    private static List<(DateOnly Date, string Metric, double Value)> Rows(DuckDBConnection connection, string path)
    {
        string file = path.Replace("'", "''", StringComparison.Ordinal);
        string source = Path.GetExtension(path) switch
        {
            ".parquet" => $"read_parquet('{file}')",
            ".jsonl" or ".json" => $"read_json('{file}')",
            _ => $"read_csv('{file}', header = true)",
        };
        try
        {
            string bad = connection.Scalar<string>(
                $"select coalesce(string_agg(date::varchar || ' ' || metric, ', '), '') from {source} where value is null or date is null or metric is null or not isfinite(value::double)"
            );
            return bad.Length > 0
                ? throw new TargetException($"{path} has rows without a value: {bad}.")
                : connection.Query(
                    $"select date::date, metric::varchar, value::double from {source} order by 1, 2",
                    row => (row.GetFieldValue<DateOnly>(0), row.GetString(1), row.GetDouble(2))
                );
        }
        catch (DuckDBException problem)
        {
            throw new TargetException(
                $"{path} cannot be read as date,metric,value (a day as 2025-11-26, a metric's key, a number): {problem.Message}"
            );
        }
    }
}

/// <summary>A file of targets that cannot be used; says what is wrong with it.</summary>
public sealed class TargetException(string message) : Exception(message);

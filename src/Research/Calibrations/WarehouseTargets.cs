using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Souk.DuckDb;
using Souk.Research.Snapshots;
using Souk.Simulation.Calibration;
using Souk.Warehouse.Metrics;

namespace Souk.Research.Calibrations;

/// <summary>Takes targets from a warehouse: the values that metric files have over their windows.</summary>
public static class WarehouseTargets
{
    /// <param name="path">A list of targets in YAML.</param>
    /// <param name="start">Day 0 of the scenario.</param>
    /// <exception cref="TargetException">A list that cannot be read, or a target without data, by name.</exception>
    /// <exception cref="UnknownMetricException">No metric file of that key.</exception>
    public static TargetSet Read(OpenedWarehouse warehouse, string path, DateOnly start)
    {
        if (!File.Exists(path))
        {
            throw new TargetException($"There is no file {path}.");
        }

        return Parse(warehouse, File.ReadAllText(path), path, start);
    }

    /// <param name="text">A list of targets in YAML.</param>
    /// <param name="path">What messages call it.</param>
    /// <inheritdoc cref="Read"/>
    public static TargetSet Parse(OpenedWarehouse warehouse, string text, string path, DateOnly start)
    {
        IReadOnlyList<WarehouseTarget> list = TargetList.Parse(text, path);
        MomentTarget[] targets =
        [
            .. list.SelectMany(target => Values(warehouse.Connection, target, start))
                .OrderBy(target => target.Day)
                .ThenBy(target => target.Metric, StringComparer.Ordinal),
        ];
        return new TargetSet(targets, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
        {
            DataHash = warehouse.DataHash,
            DataTitle = warehouse.Title,
            IsSelfTest = warehouse.IsMadeUp,
        };
    }

    private static List<MomentTarget> Values(DuckDBConnection connection, WarehouseTarget target, DateOnly start)
    {
        DateTime until = target.To.ToDateTime(new TimeOnly(23, 59, 59));
        MetricTable table = MetricCatalogue.Run(connection, target.Metric, target.Market, until);
        SortedDictionary<DateOnly, double> days = Days(table, target);
        if (target.Taking == TargetTaking.RunningTotal)
        {
            days = Totals(days, start, target);
        }

        List<MomentTarget> found = [];
        for (DateOnly day = target.From; day <= target.To; day = day.AddDays(target.EveryDays))
        {
            if (days.TryGetValue(day, out double value))
            {
                found.Add(new MomentTarget(target.Of, day.DayNumber - start.DayNumber, value));
            }
        }

        return found.Count > 0
            ? found
            : throw new TargetException(
                $"Target {target.Of}: {target} has no data{(days.Count == 0 ? "" : $"; there are days from {days.Keys.First():yyyy-MM-dd} to {days.Keys.Last():yyyy-MM-dd}")}."
            );
    }

    // Days without a row add nothing to a total, and have one.
    private static SortedDictionary<DateOnly, double> Totals(
        SortedDictionary<DateOnly, double> days,
        DateOnly start,
        WarehouseTarget target
    )
    {
        SortedDictionary<DateOnly, double> totals = [];
        if (days.Count == 0)
        {
            return totals;
        }

        double total = 0;
        DateOnly last = days.Keys.Last() < target.To ? days.Keys.Last() : target.To;
        for (DateOnly day = start; day <= last; day = day.AddDays(1))
        {
            total += days.GetValueOrDefault(day);
            totals.Add(day, total);
        }

        return totals;
    }

    private static SortedDictionary<DateOnly, double> Days(MetricTable table, WarehouseTarget target)
    {
        int day = IndexOf(table, table.Columns.Contains("day") ? "day" : "month", target);
        int column = IndexOf(table, target.Column, target);
        int? over = target.Over is { } name ? IndexOf(table, name, target) : null;
        (int Column, string Value)[] where =
        [
            .. target.Where.Select(one => (IndexOf(table, one.Key, target), one.Value)),
        ];
        double scale = Math.Pow(10, target.Decimals);
        SortedDictionary<DateOnly, double> days = [];
        foreach (object?[] row in table.Rows)
        {
            if (
                row[column] is null
                || where.Any(one => Convert.ToString(row[one.Column], CultureInfo.InvariantCulture) != one.Value)
            )
            {
                continue;
            }

            double value = Number(row[column]!, target) / (over is { } other ? Number(row[other]!, target) : 1) / scale;
            if (!days.TryAdd(DayOf(row[day]!, target), value))
            {
                throw new TargetException(
                    $"Target {target.Of}: {target} has more than one row on {DayOf(row[day]!, target):yyyy-MM-dd}. Say which with where: {{ COLUMN: VALUE }}; there are {string.Join(", ", table.Columns)}."
                );
            }
        }

        return days;
    }

    private static int IndexOf(MetricTable table, string column, WarehouseTarget target) =>
        table.Columns.ToList().IndexOf(column) is >= 0 and var index
            ? index
            : throw new TargetException(
                $"Target {target.Of}: metric {target.Metric} has no column '{column}'; there are {string.Join(", ", table.Columns)}."
            );

    private static DateOnly DayOf(object value, WarehouseTarget target) =>
        value switch
        {
            DateOnly day => day,
            DateTime time => DateOnly.FromDateTime(time),
            _ => throw new TargetException($"Target {target.Of}: metric {target.Metric} tells nothing by day."),
        };

    // Amounts become floating point here, to the nearest: a fit needs no more.
    private static double Number(object value, WarehouseTarget target) =>
        value switch
        {
            Int128 units => (double)units,
            UInt128 units => (double)units,
            BigInteger units => (double)units,
            IConvertible and not string => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => throw new TargetException($"Target {target.Of}: {target.Column} of {target.Metric} is no number."),
        };
}

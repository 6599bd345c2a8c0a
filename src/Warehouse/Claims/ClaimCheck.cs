using System.Globalization;
using System.Numerics;
using Souk.DuckDb;
using Souk.DuckDb.Types;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Spellings;

namespace Souk.Warehouse.Claims;

/// <summary>Compares claims with what a warehouse shows as of the day on which they were made.</summary>
/// <remarks>What is indexed is a part of the world: a number that is too low contradicts nothing unless the metric sees all
/// that the claim speaks of, and the stored blocks span its time. A number that is high enough supports it either way,
/// unless it is of another thing that only goes with what is claimed: then it is shown, and the file's verdict stands.
/// </remarks>
public static class ClaimCheck
{
    /// <summary>"About" allows this part of the figure on either side.</summary>
    public const decimal AboutTolerance = 0.1m;

    /// <summary>Numbers from here on are compared with nothing: a figure has 20 digits before the point at most.</summary>
    private const double NumberMax = 1e22;

    private static readonly BigInteger s_million = 1_000_000;

    public static CheckedClaim Run(DuckDBConnection connection, Claim claim)
    {
        if (claim.Measure is not { } measure || claim.Value is not { } figure)
        {
            return Stated(claim, "no metric bears on it");
        }

        DateTime? asOf = measure.Until?.ToDateTime(new TimeOnly(23, 59, 59));
        MetricTable table = MetricCatalogue.Run(connection, measure.Metric, claim.System, asOf);
        if (Take(table, measure, measure.Column) is not { } measured)
        {
            return Stated(claim, $"metric {measure.Metric} has no number for it here");
        }

        bool isWhole = measure.Sight == ClaimSight.Whole && Spans(connection, claim.System, measure);
        string verdict =
            measure.Sight == ClaimSight.Proxy
                ? claim.Stated
                : Judge(claim.Relation!, measured, figure, isWhole, isOfAll: measure.Take == "min");
        (string, decimal)? beside =
            measure.Beside is { } other && Take(table, measure, other) is { } value ? (other, value) : null;
        string reason =
            $"metric {measure.Metric}, {measure.Column}"
            + (
                isWhole ? ""
                : measure.Sight == ClaimSight.Proxy ? ": a proxy, which neither supports nor contradicts"
                : ": what is stored is a part of what the claim speaks of"
            );
        return new CheckedClaim(claim, verdict, measured, beside, IsComputed: true, reason);
    }

    /// <param name="isOfAll">Whether the claim holds for each row: one that is too low refutes it, and a part proves nothing.</param>
    internal static string Judge(
        string relation,
        decimal measured,
        decimal figure,
        bool isWhole,
        bool isOfAll = false
    ) =>
        relation switch
        {
            "at least" when isOfAll && measured < figure => ClaimVerdict.Contradicted,
            "at least" when measured >= figure && (isWhole || !isOfAll) => ClaimVerdict.Supported,
            "exactly" when measured == figure => ClaimVerdict.Supported,
            "at most" when measured > figure => ClaimVerdict.Contradicted,
            _ when !isWhole => ClaimVerdict.PartlyObservable,
            "at least" => ClaimVerdict.Contradicted,
            "at most" => ClaimVerdict.Supported,
            "exactly" => ClaimVerdict.Contradicted,
            _ => Math.Abs(measured - figure) <= figure * AboutTolerance
                ? ClaimVerdict.Supported
                : ClaimVerdict.Contradicted,
        };

    private static CheckedClaim Stated(Claim claim, string reason) =>
        new(claim, claim.Stated, Measured: null, Beside: null, IsComputed: false, reason);

    /// <summary>Whether the stored blocks of the system reach from the claim's first day to the day it was made. A metric
    /// of imported rows needs no blocks.</summary>
    private static bool Spans(DuckDBConnection connection, string system, ClaimMeasure measure)
    {
        if (MetricCatalogue.Get(measure.Metric).Sql.Contains("reference.", StringComparison.Ordinal))
        {
            return true;
        }

        MetricTable blocks = MetricCatalogue.Run(connection, "as_of", system);
        return blocks.Rows.Count > 0
            && blocks.Rows.All(row =>
                DateOnly.FromDateTime(blocks.Value<DateTime>(row, "time")) >= (measure.Until ?? DateOnly.MinValue)
                && DateOnly.FromDateTime(blocks.Value<DateTime>(row, "first_time"))
                    <= (measure.Since ?? DateOnly.MaxValue)
            );
    }

    private static decimal? Take(MetricTable table, ClaimMeasure measure, string column)
    {
        int place = PlaceOf(table, measure, column);
        int filter = measure.Row is { } row ? PlaceOf(table, measure, row.Column) : -1;
        decimal[] numbers =
        [
            .. table
                .Rows.Where(values => filter < 0 || values[filter] as string == measure.Row!.Value.Value)
                .Select(values => Number(values[place], measure.Decimals))
                .OfType<decimal>(),
        ];
        return (numbers.Length, measure.Take) switch
        {
            (0, _) => null,
            (_, "sum") => numbers.Sum(),
            (_, "max") => numbers.Max(),
            (_, "min") => numbers.Min(),
            (_, "count") => numbers.Distinct().Count(),
            (_, "first") => numbers[0],
            (1, "ratio") => null,
            (_, "ratio") => numbers[^2] == 0 ? null : numbers[^1] / numbers[^2],
            _ => numbers[^1],
        };
    }

    private static int PlaceOf(MetricTable table, ClaimMeasure measure, string column)
    {
        string[] columns = [.. table.Columns];
        int place = Array.IndexOf(columns, column);
        return place >= 0
            ? place
            : throw new ImportException(
                $"A claim names the column '{column}' of metric {measure.Metric}; did you mean '{NearestWord.To(column, columns)}'? Its columns are {string.Join(", ", columns)}."
            );
    }

    /// <summary>Rounds down to 6 decimal places of the claim's unit; of a day how many days after 1970-01-01 it is. What no figure
    /// can be compared with, since it is beyond <see cref="NumberMax"/>, is none.</summary>
    private static decimal? Number(object? value, int decimals)
    {
        BigInteger? integer = value switch
        {
            Int128 wide => wide,
            long whole => whole,
            int whole => whole,
            byte whole => whole,
            _ => null,
        };
        return integer is { } units
            ? Within(units * s_million / BigInteger.Pow(10, decimals))
            : value switch
            {
                DateOnly day => day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber,
                DateTime time => (time.Date - DateTime.UnixEpoch).Days,
                double number => double.Abs(number) < NumberMax ? (decimal)number : null,
                DuckDBDecimal number => decimal.Parse(number.ToString(), CultureInfo.InvariantCulture),
                decimal or short or ushort or sbyte or uint or ulong => Convert.ToDecimal(
                    value,
                    CultureInfo.InvariantCulture
                ),
                BigInteger wide => Within(wide * s_million / BigInteger.Pow(10, decimals)),
                _ => null,
            };
    }

    private static decimal? Within(BigInteger millionths) =>
        BigInteger.Abs(millionths / s_million) < (BigInteger)NumberMax ? (decimal)millionths / 1_000_000 : null;
}

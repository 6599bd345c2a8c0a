using Souk.DuckDb;
using Souk.Simulation.Backtests;
using Souk.Simulation.Calibration;
using Souk.Warehouse.Metrics;

namespace Souk.Research.Forecasts;

/// <summary>What a warehouse knows of a series: as imported, else the token's price as the chain shows it, where it can be
/// trusted (metric prices).</summary>
internal sealed class ObservedValues
{
    private const string OnChain = "price";

    private ObservedValues(string source, IReadOnlyList<MomentTarget> values) =>
        (Source, Series) = (source, new ObservedSeries(values));

    /// <summary>Who says so.</summary>
    public string Source { get; }

    /// <summary>By day number.</summary>
    public ObservedSeries Series { get; }

    /// <param name="series">`SYSTEM/SERIES`.</param>
    public static ObservedValues Read(DuckDBConnection connection, string series)
    {
        string[] parts = series.Split('/', 2);
        string name = parts.Length == 2 ? parts[1] : "";
        List<(DateOnly Day, double Value, string Source)> imported = connection.Query(
            """
            -- Which values of a series are known, of several sources the first by name?
            select day, value::double, source
            from reference.series
            where system = $system and series = $series and superseded_at is null
            qualify row_number() over (partition by day order by source) = 1
            order by day
            """,
            row => (row.GetFieldValue<DateOnly>(0), row.GetDouble(1), row.GetString(2)),
            ("system", parts[0]),
            ("series", name)
        );
        return imported.Count > 0
            ? new(
                string.Join(", ", imported.Select(row => row.Source).Distinct()),
                [.. imported.Select(row => new MomentTarget(series, row.Day.DayNumber, row.Value))]
            )
            : new("the chain", name == OnChain ? Prices(connection, parts[0], series) : []);
    }

    // A day is over once a block of a later one is stored.
    private static MomentTarget[] Prices(DuckDBConnection connection, string market, string series)
    {
        MetricTable asOf = MetricCatalogue.Run(connection, "as_of", market);
        if (asOf.Rows.Count == 0)
        {
            return [];
        }

        DateOnly today = asOf.Rows.Max(row => DateOnly.FromDateTime(asOf.Value<DateTime>(row, "time")));
        return
        [
            .. TrustedPrices
                .Read(connection, market)
                .Where(row => row.Day < today)
                .Select(row => new MomentTarget(series, row.Day.DayNumber, row.Price)),
        ];
    }
}

using System.Text.Json;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Figures;

/// <summary>Writes the two axes; the unit of the vertical one stands in the subtitle, where a phone has room.</summary>
internal sealed class AxisWriter(Utf8JsonWriter json, Theme theme)
{
    /// <summary>Of so many days each has a mark.</summary>
    private const int DaysMarkedOneByOne = 6;

    /// <summary>Below it plotly writes values with letters for parts of one.</summary>
    private const double SmallMax = 0.01;

    /// <summary>Whether the horizontal axis has a title below its marks; days need none.</summary>
    public static bool HasTitle(Chart chart) => TypeOfX(chart) != "date";

    public void WriteX(Chart chart)
    {
        json.WriteStartObject("xaxis");
        string type = TypeOfX(chart);
        json.WriteString("type", type);
        if (type == "date")
        {
            json.WriteString("hoverformat", "%-d %b %Y");
            if (DaysOf(chart) <= DaysMarkedOneByOne)
            {
                // Marks within a day would say more than is known.
                json.WriteNumber("dtick", 86_400_000);
                json.WriteString("tickformat", "%-d %b");
            }
        }
        else
        {
            json.WriteStartObject("title");
            json.WriteString("text", PlotlyText.Plain(chart.X.Caption));
            // Close to the marks: a legend stands below it.
            json.WriteNumber("standoff", 6);
            json.WriteStartObject("font");
            json.WriteNumber("size", 12);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (chart.X.IsLogarithmic)
        {
            json.WriteNumber("dtick", 1);
        }

        json.WriteBoolean("showgrid", false);
        json.WriteBoolean("automargin", true);
        json.WriteString("linecolor", theme.Grid);
        json.WriteEndObject();
    }

    /// <summary>From the first to the last day of all series that stand on days; none for the other charts.</summary>
    private static int? DaysOf(Chart chart)
    {
        int[] days =
        [
            .. chart
                .Series.Select(series => series is PointSeries points ? points.X : (series as FanSeries)?.X)
                .OfType<DayPositions>()
                .Where(positions => positions.Span == DaySpan.Day)
                .SelectMany(positions => positions.Days)
                .Select(day => day.DayNumber),
        ];
        return days.Length == 0 ? null : days.Max() - days.Min();
    }

    private static bool IsSmall(Chart chart)
    {
        double largest = chart
            .Series.SelectMany(series =>
                series switch
                {
                    PointSeries points => points.Y,
                    FanSeries fan => fan.Bands.SelectMany(band => band.Low.Concat(band.High)).Concat(fan.Median),
                    _ => [],
                }
            )
            .Where(double.IsFinite)
            .Select(Math.Abs)
            .DefaultIfEmpty()
            .Max();
        return largest is > 0 and < SmallMax;
    }

    /// <summary>The one value that a line chart has throughout; null where values differ, or there are none.</summary>
    private static double? FlatValue(Chart chart)
    {
        double[] values =
        [
            .. chart
                .Series.SelectMany(series =>
                    series switch
                    {
                        LineSeries line => line.Y,
                        FanSeries fan => fan.Bands.SelectMany(band => band.Low.Concat(band.High)).Concat(fan.Median),
                        _ => [0, 1],
                    }
                )
                .Where(double.IsFinite),
        ];
        return values.Length > 0 && values.All(value => value.Equals(values[0])) ? values[0] : null;
    }

    private static string TypeOfX(Chart chart) => chart.X.IsLogarithmic ? "log" : Type(chart.Series);

    private static string Type(IReadOnlyList<ChartSeries> series) =>
        series.Count == 0 ? "date" : series.Select(Type).First();

    private static string Type(ChartSeries series) =>
        (series is PointSeries points ? points.X : (series as FanSeries)?.X) switch
        {
            _ when series is HeatSeries => "category",
            NumberPositions => "linear",
            CategoryPositions => "category",
            _ => "date",
        };

    public void WriteY(Chart chart)
    {
        json.WriteStartObject("yaxis");
        json.WriteBoolean("automargin", true);
        json.WriteString("gridcolor", theme.Grid);
        json.WriteString("zerolinecolor", theme.Muted);
        json.WriteNumber("zerolinewidth", 1);
        bool isGrid = chart.Series.Any(series => series is HeatSeries);
        bool hasRows = isGrid || chart.Series.Any(series => series is TimelineSeries);
        if (isGrid)
        {
            // Names of rows may look like days.
            json.WriteString("type", "category");
        }

        if (!isGrid)
        {
            // Every row of a schedule has its name.
            json.WriteNumber(hasRows ? "dtick" : "nticks", hasRows ? 1 : 6);
        }

        json.WriteBoolean("fixedrange", true);
        if (hasRows)
        {
            json.WriteString("autorange", "reversed");
        }
        else
        {
            // Thousandths and millionths are written out: few read m and µ.
            json.WriteString("exponentformat", IsSmall(chart) ? "none" : "B");
            json.WriteString("hoverformat", ",.6~g");
            // What never changes would lie in a range of its last digits, or zero between minus one and one.
            json.WriteString(
                "rangemode",
                FlatValue(chart) is { } flat ? (flat == 0 ? "nonnegative" : "tozero")
                    : chart.Y.FromZero ? "tozero"
                    : "normal"
            );
        }

        json.WriteEndObject();
    }
}

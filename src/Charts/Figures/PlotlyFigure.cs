using System.Text;
using System.Text.Json;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Figures;

/// <summary>Where a figure is shown: inside a page that prints the note itself, or alone in a file or notebook.</summary>
public enum Placement
{
    Page,
    Alone,
}

/// <summary>A chart as plotly's figure JSON: <c>data</c>, <c>layout</c>, <c>config</c>.</summary>
/// <remarks>
/// The same chart and theme give the same bytes. The text is ASCII and free of angle brackets, so it may stand inside
/// an HTML data block. Long lines and areas are thinned (<see cref="Thinning"/>); files of rows have all points. Schema: plotly.js 4 reference, https://plotly.com/javascript/reference/.
/// </remarks>
public static class PlotlyFigure
{
    public static string Json(Chart chart, Theme theme, ChartWords words, Placement placement = Placement.Page) =>
        Text(json => Write(json, chart, theme, words, placement));

    /// <summary>The figure without its points: laid over another theme's figure, it changes that figure's colours.</summary>
    public static string Style(Chart chart, Theme theme, ChartWords words) =>
        Text(json => Write(json, chart, theme, words, Placement.Page, hasPoints: false));

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static void Write(Utf8JsonWriter json, Chart chart, Theme theme, ChartWords words, Placement placement) =>
        Write(json, chart, theme, words, placement, hasPoints: true);

    private static void Write(
        Utf8JsonWriter json,
        Chart chart,
        Theme theme,
        ChartWords words,
        Placement placement,
        bool hasPoints
    )
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        var traces = new TraceWriter(json, theme, words, hasPoints);
        foreach (ChartSeries series in Thinning.Of(chart).Series)
        {
            traces.Write(series);
        }

        json.WriteEndArray();
        new LayoutWriter(json, theme).Write(chart, placement);
        json.WriteStartObject("config");
        json.WriteBoolean("displayModeBar", false);
        json.WriteBoolean("displaylogo", false);
        json.WriteBoolean("responsive", true);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

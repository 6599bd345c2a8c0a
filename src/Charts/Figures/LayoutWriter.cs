using System.Text.Json;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Figures;

/// <summary>Writes what surrounds the traces: title with label, axes with units, legend, marker, note.</summary>
internal sealed class LayoutWriter(Utf8JsonWriter json, Theme theme)
{
    private const int NoteLineCharactersMax = 110;

    /// <summary>Categories without a longer name are written level.</summary>
    private const int LevelNameLengthMax = 14;

    public void Write(Chart chart, Placement placement)
    {
        json.WriteStartObject("layout");
        WriteTitle(chart);
        WriteFont("font", theme.Muted, 12);
        json.WriteString("paper_bgcolor", theme.Paper);
        json.WriteString("plot_bgcolor", theme.Paper);
        json.WriteString(
            "hovermode",
            chart.Series.Any(series => series is TimelineSeries or HeatSeries) ? "closest" : "x unified"
        );
        json.WriteString("barmode", chart.Bars == BarLayout.Stacked ? "relative" : "group");
        json.WriteNumber("bargap", 0.15);
        WriteHover();
        WriteMargin(chart, placement);
        WriteLegend(chart);
        var axes = new AxisWriter(json, theme);
        axes.WriteX(chart);
        axes.WriteY(chart);
        WriteMarker(chart.Marker);
        WriteAnnotations(chart, placement);
        WriteMeta(chart);
        json.WriteEndObject();
    }

    private void WriteTitle(Chart chart)
    {
        json.WriteStartObject("title");
        json.WriteString("text", PlotlyText.Plain(chart.LabelledTitle));
        WriteFont("font", theme.Ink, 14);
        json.WriteStartObject("subtitle");
        json.WriteString("text", PlotlyText.Plain(chart.Y.Caption));
        WriteFont("font", theme.Muted, 12);
        json.WriteEndObject();
        json.WriteNumber("x", 0);
        json.WriteString("xref", "container");
        json.WriteNumber("y", 1);
        json.WriteString("yref", "container");
        json.WriteString("yanchor", "top");
        json.WriteStartObject("pad");
        json.WriteNumber("l", 4);
        json.WriteNumber("t", 6);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteFont(string name, string color, int size)
    {
        json.WriteStartObject(name);
        json.WriteString("family", Theme.FontFamily);
        json.WriteNumber("size", size);
        json.WriteString("color", color);
        json.WriteEndObject();
    }

    private void WriteHover()
    {
        json.WriteStartObject("hoverlabel");
        json.WriteString("bgcolor", theme.Paper);
        json.WriteString("bordercolor", theme.Grid);
        WriteFont("font", theme.Ink, 12);
        json.WriteEndObject();
    }

    private void WriteMargin(Chart chart, Placement placement)
    {
        json.WriteStartObject("margin");
        json.WriteNumber("l", 8);
        json.WriteNumber("r", 10);
        json.WriteNumber(
            "t",
            HasLegendAbove(chart) ? 84
                : HasMarkerAbove(chart) ? 76
                : 58
        );
        json.WriteNumber(
            "b",
            (placement == Placement.Alone ? 120 : 64) + (IsCrowded(chart) && !HasLegendAbove(chart) ? 28 : 0)
        );
        json.WriteEndObject();
    }

    private void WriteLegend(Chart chart)
    {
        json.WriteBoolean("showlegend", HasLegend(chart));
        json.WriteStartObject("legend");
        json.WriteString("orientation", "h");
        json.WriteNumber("x", 0);
        json.WriteString("xanchor", "left");
        bool isAbove = HasLegendAbove(chart);
        json.WriteNumber(
            "y",
            isAbove ? 1
                : IsCrowded(chart) ? -0.24
                : -0.12
        );
        json.WriteString("yanchor", isAbove ? "bottom" : "top");
        json.WriteString("traceorder", "normal");
        json.WriteEndObject();
    }

    private static bool HasLegend(Chart chart) =>
        chart.Series.Count > 1 || chart.Series.Any(series => series is FanSeries);

    // A legend that stands below the axis' title instead of upon it.
    private static bool IsCrowded(Chart chart) => HasLegend(chart) && AxisWriter.HasTitle(chart);

    // Long names of categories are written aslant, on a phone even a few, and take the place below.
    private static bool HasLegendAbove(Chart chart) =>
        HasLegend(chart)
        && chart.Series.OfType<PointSeries>().FirstOrDefault()?.X is CategoryPositions { Categories: var names }
        && names.Any(name => name.Length > LevelNameLengthMax);

    // The first row of a schedule lies where another chart has room for the name of its marker.
    private static bool HasMarkerAbove(Chart chart) =>
        chart.Marker is not null && chart.Series.Any(series => series is TimelineSeries);

    private void WriteMarker(Marker? marker)
    {
        if (marker is null)
        {
            return;
        }

        json.WriteStartArray("shapes");
        json.WriteStartObject();
        json.WriteString("type", "line");
        WritePlace("x0", marker);
        WritePlace("x1", marker);
        json.WriteNumber("y0", 0);
        json.WriteNumber("y1", 1);
        json.WriteString("yref", "paper");
        json.WriteStartObject("line");
        json.WriteString("color", theme.Muted);
        json.WriteNumber("width", 1);
        json.WriteString("dash", "dot");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WritePlace(string name, Marker marker)
    {
        if (marker.Number is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, PlotlyText.Day(marker.Day));
        }
    }

    private void WriteAnnotations(Chart chart, Placement placement)
    {
        json.WriteStartArray("annotations");
        if (chart.Marker is { } marker)
        {
            json.WriteStartObject();
            json.WriteString("text", PlotlyText.Plain(marker.Name));
            WritePlace("x", marker);
            json.WriteString("xanchor", "right");
            json.WriteNumber("xshift", -4);
            json.WriteNumber("y", 1);
            json.WriteString("yref", "paper");
            json.WriteString("yanchor", HasMarkerAbove(chart) ? "bottom" : "top");
            json.WriteBoolean("showarrow", false);
            json.WriteEndObject();
        }

        if (placement == Placement.Alone && chart.Note is { } note)
        {
            json.WriteStartObject();
            json.WriteString("text", string.Join("<br>", Lines(note).Select(PlotlyText.Plain)));
            json.WriteString("align", "left");
            json.WriteNumber("x", 0);
            json.WriteString("xref", "paper");
            json.WriteString("xanchor", "left");
            json.WriteNumber("y", 0);
            json.WriteString("yref", "paper");
            json.WriteString("yanchor", "top");
            json.WriteNumber("yshift", -66);
            json.WriteBoolean("showarrow", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<string> Lines(string note)
    {
        var line = new System.Text.StringBuilder();
        foreach (string word in note.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > NoteLineCharactersMax)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    /// <summary>What a reader of the figure file needs even when nothing is drawn.</summary>
    private void WriteMeta(Chart chart)
    {
        json.WriteStartObject("meta");
        json.WriteString("title", chart.Title);
        json.WriteString("label", chart.Label);
        json.WriteString("x", chart.X.Caption);
        json.WriteString("y", chart.Y.Caption);
        json.WriteString("note", chart.Note);
        json.WriteEndObject();
    }
}

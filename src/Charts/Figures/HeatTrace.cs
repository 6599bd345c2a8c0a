using System.Text.Json;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Figures;

/// <summary>Writes a grid of shares as plotly's heat map.</summary>
internal static class HeatTrace
{
    public static void Write(Utf8JsonWriter json, Theme theme, HeatSeries heat, bool hasPoints)
    {
        heat.Check();
        json.WriteStartObject();
        json.WriteString("type", "heatmap");
        json.WriteString("name", PlotlyText.Plain(heat.Name));
        if (hasPoints)
        {
            json.WriteStrings("x", heat.Columns.Select(PlotlyText.Plain));
            json.WriteStrings("y", heat.Rows.Select(PlotlyText.Plain));
            WriteCells(json, heat);
        }

        json.WriteNumber("zmin", 0);
        json.WriteNumber("zmax", 1);
        json.WriteStartArray("colorscale");
        foreach (int end in new[] { 0, 1 })
        {
            json.WriteStartArray();
            json.WriteNumberValue(end);
            json.WriteStringValue(heat.FillOf(theme, end));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteBoolean("showscale", false);
        json.WriteBoolean("hoverongaps", false);
        json.WriteNumber("xgap", 2);
        json.WriteNumber("ygap", 2);
        json.WriteString("texttemplate", "%{z:.0%}");
        // Plotly's own choice of ink is white or grey, neither of which can be read on a cell of middling strength.
        json.WriteStartObject("textfont");
        json.WriteString("color", theme.Ink);
        json.WriteEndObject();
        json.WriteString("hovertemplate", "%{y}, %{x}: %{z:.1%}<extra></extra>");
        json.WriteEndObject();
    }

    private static void WriteCells(Utf8JsonWriter json, HeatSeries heat)
    {
        json.WriteStartArray("z");
        foreach (IReadOnlyList<double> row in heat.Cells)
        {
            json.WriteStartArray();
            foreach (double share in row)
            {
                if (double.IsFinite(share))
                {
                    json.WriteNumberValue(share);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}

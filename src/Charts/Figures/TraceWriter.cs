using System.Text.Json;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Figures;

/// <summary>Writes series as plotly traces.</summary>
/// <param name="json">Where to.</param>
/// <param name="theme">The colours.</param>
/// <param name="words">What bands, weeks and schedules are called.</param>
/// <param name="hasPoints">Whether to write positions and values, or the looks alone.</param>
internal sealed class TraceWriter(Utf8JsonWriter json, Theme theme, ChartWords words, bool hasPoints)
{
    private const int AreaOpacityPercent = 70;
    private const int FadedOpacityPercent = 35;
    private const int BandOpacityPercent = 18;
    private const int InnerBandOpacityPercent = 45;
    private const double MillisecondsPerDay = 86_400_000;

    public void Write(ChartSeries series)
    {
        switch (series)
        {
            case LineSeries line:
                WriteLine(line);
                break;
            case AreaSeries area:
                WriteArea(area);
                break;
            case BarSeries bars:
                WriteBars(bars);
                break;
            case WaterfallSeries steps:
                WriteWaterfall(steps);
                break;
            case FanSeries fan:
                WriteFan(fan);
                break;
            case TimelineSeries timeline:
                WriteTimeline(timeline);
                break;
            case FlowSeries flows:
                WriteFlows(flows);
                break;
            case HeatSeries heat:
                HeatTrace.Write(json, theme, heat, hasPoints);
                break;
            default:
                throw new ArgumentException($"No trace is known for {series.GetType().Name}.", nameof(series));
        }
    }

    // Pages show it as a picture: the small bundle has no such trace, the large one of a notebook has.
    private void WriteFlows(FlowSeries flows)
    {
        string[] places =
        [
            .. flows.Flows.Select(flow => flow.From).Concat(flows.Flows.Select(flow => flow.To)).Distinct(),
        ];
        Begin("sankey", flows.Name);
        json.WriteStartObject("node");
        json.WriteStrings("label", places.Select(PlotlyText.Plain));
        json.WriteEndObject();
        json.WriteStartObject("link");
        json.WriteNumbers("source", [.. flows.Flows.Select(flow => (double)Array.IndexOf(places, flow.From))]);
        json.WriteNumbers("target", [.. flows.Flows.Select(flow => (double)Array.IndexOf(places, flow.To))]);
        json.WriteNumbers("value", [.. flows.Flows.Select(flow => flow.Amount)]);
        json.WriteStrings("color", flows.Flows.Select(flow => theme.Of(flow.Tone, AreaOpacityPercent)));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteLine(LineSeries line)
    {
        BeginScatter(line, line.X, line.Y);
        WriteStroke(theme.Of(line.Tone), width: line.Thin ? 1 : 2, dashed: line.Dashed);
        json.WriteEndObject();
    }

    private void WriteArea(AreaSeries area)
    {
        BeginScatter(area, area.X, area.Y);
        json.WriteString("stackgroup", "areas");
        json.WriteString("fillcolor", theme.Of(area.Tone, AreaOpacityPercent));
        WriteStroke(theme.Of(area.Tone), width: 1, dashed: false);
        json.WriteEndObject();
    }

    private void WriteBars(BarSeries bars)
    {
        Begin("bar", bars.Name);
        if (bars.LegendOf is { } other)
        {
            json.WriteString("legendgroup", PlotlyText.Plain(other));
            json.WriteBoolean("showlegend", false);
        }
        else
        {
            json.WriteString("legendgroup", PlotlyText.Plain(bars.Name));
        }

        WritePoints(bars, bars.X, bars.Y);
        json.WriteStartObject("marker");
        json.WriteString("color", bars.Faded ? theme.Of(bars.Tone, FadedOpacityPercent) : theme.Of(bars.Tone));
        if (bars.Faded)
        {
            json.WriteStartObject("pattern");
            json.WriteString("shape", "/");
            json.WriteString("fgcolor", theme.Of(bars.Tone));
            json.WriteNumber("size", 5);
            json.WriteNumber("solidity", 0.25);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The small bundle has no waterfall trace: bars that begin where the one before ended.</summary>
    private void WriteWaterfall(WaterfallSeries steps)
    {
        Begin("bar", steps.Name);
        WritePoints(steps, steps.X, steps.Y);
        if (hasPoints)
        {
            json.WriteNumbers("base", Waterfall.BasesOf(steps));
        }

        json.WriteStartObject("marker");
        json.WriteStrings("color", steps.Y.Select((value, step) => theme.Of(Waterfall.ToneOf(steps, step, value))));
        json.WriteEndObject();
        json.WriteBoolean("showlegend", false);
        json.WriteString("hovertemplate", "%{x}: %{y:,.6~g}<extra></extra>");
        json.WriteEndObject();
    }

    private void WriteFan(FanSeries fan)
    {
        for (int index = 0; index < fan.Bands.Count; index++)
        {
            WriteBand(fan, fan.Bands[index], index == 0 ? BandOpacityPercent : InnerBandOpacityPercent);
        }

        BeginScatter(fan with { Name = fan.IsEstimate ? fan.Name : words.Median }, fan.X, fan.Median);
        WriteStroke(theme.Of(fan.Tone), width: 2.5, dashed: false);
        json.WriteEndObject();
    }

    /// <summary>A band is its lower edge, unseen, and its upper edge filled down to it.</summary>
    private void WriteBand(FanSeries fan, QuantileBand band, int opacityPercent)
    {
        string share = PlotlyText.Percent(band.HighProbability - band.LowProbability);
        string name =
            band.Name
            ?? (
                fan.IsEstimate ? ChartWords.With(words.Interval, fan.Name, share) : ChartWords.With(words.Middle, share)
            );
        string low =
            band.Name is not null ? ChartWords.With(words.LowEnd, band.Name)
            : fan.IsEstimate ? ChartWords.With(words.LowEnd, fan.Name)
            : ChartWords.With(words.Quantile, PlotlyText.Percent(band.LowProbability));
        BeginScatter(fan with { Name = low }, fan.X, band.Low);
        if (band.Name is not null || fan.IsEstimate)
        {
            // A reader in another language words the band's ends by it.
            json.WriteStartObject("meta");
            json.WriteString("band", PlotlyText.Plain(band.Name ?? fan.Name));
            json.WriteEndObject();
        }

        json.WriteString("legendgroup", name);
        json.WriteBoolean("showlegend", false);
        WriteStroke(theme.Of(fan.Tone), width: 0, dashed: false);
        json.WriteEndObject();

        BeginScatter(fan with { Name = name }, fan.X, band.High);
        json.WriteString("legendgroup", name);
        json.WriteString("fill", "tonexty");
        json.WriteString("fillcolor", theme.Of(fan.Tone, opacityPercent));
        WriteStroke(theme.Of(fan.Tone), width: 0, dashed: false);
        json.WriteEndObject();
    }

    private void WriteTimeline(TimelineSeries timeline)
    {
        Begin("bar", timeline.Name);
        json.WriteString("orientation", "h");
        if (hasPoints)
        {
            WriteItems(timeline);
        }

        json.WriteString("hovertemplate", "%{y}: %{hovertext}<extra></extra>");
        json.WriteStartObject("marker");
        json.WriteString("color", theme.Of(timeline.Tone));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteItems(TimelineSeries timeline)
    {
        json.WriteStrings("y", timeline.Items.Select(item => PlotlyText.Plain(item.Row)));
        json.WriteStrings("base", timeline.Items.Select(item => PlotlyText.Day(item.First)));
        json.WriteNumbers(
            "x",
            [.. timeline.Items.Select(item => (item.Last.DayNumber - item.First.DayNumber + 1) * MillisecondsPerDay)]
        );
        json.WriteStrings(
            "hovertext",
            timeline.Items.Select(item =>
                ChartWords.With(words.Days, PlotlyText.Day(item.First), PlotlyText.Day(item.Last))
            )
        );
    }

    private void BeginScatter(ChartSeries series, Positions x, IReadOnlyList<double> y)
    {
        Begin("scatter", series.Name);
        json.WriteString("mode", "lines");
        WritePoints(series, x, y);
    }

    private void Begin(string type, string name)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("name", PlotlyText.Plain(name));
    }

    private void WritePoints(ChartSeries series, Positions x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"Series {series.Name} has {x.Count} positions and {y.Count} values.");
        }

        if (x is DayPositions { Span: not DaySpan.Day } spans)
        {
            WriteSpan(spans);
        }

        if (!hasPoints)
        {
            return;
        }

        switch (x)
        {
            case DayPositions days:
                json.WriteStrings("x", days.Days.Select(PlotlyText.Day));
                break;
            case NumberPositions numbers:
                json.WriteNumbers("x", numbers.Numbers);
                break;
            case CategoryPositions categories:
                json.WriteStrings("x", categories.Categories.Select(PlotlyText.Plain));
                break;
        }

        json.WriteNumbers("y", y);
    }

    /// <summary>Puts a mark into the middle of its week or month, so that dated lines fall between the right marks.</summary>
    private void WriteSpan(DayPositions days)
    {
        if (days.Span == DaySpan.Month)
        {
            json.WriteString("xperiod", "M1");
            json.WriteString("xhoverformat", "%B %Y");
        }
        else
        {
            json.WriteNumber("xperiod", 7 * MillisecondsPerDay);
            json.WriteString("xhoverformat", ChartWords.With(words.Week, "%-d %b %Y"));
        }

        json.WriteString("xperiod0", days.Count == 0 ? null : PlotlyText.Day(days.Days[0]));
        json.WriteString("xperiodalignment", "middle");
    }

    private void WriteStroke(string color, double width, bool dashed)
    {
        json.WriteStartObject("line");
        json.WriteString("color", color);
        json.WriteNumber("width", width);
        if (dashed)
        {
            json.WriteString("dash", "dash");
        }

        json.WriteEndObject();
    }
}

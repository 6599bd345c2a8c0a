using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Research.Responses;

namespace Souk.Dashboards.EventStudies;

/// <summary>One response as it was measured and as it was simulated, by the same estimator.</summary>
/// <param name="Key">Names the card in the page and the file.</param>
/// <param name="Question">What may respond to what.</param>
/// <param name="Unit">Of the effect, a day.</param>
public sealed record Study(string Key, string Question, string Unit, IReadOnlyList<StudySide> Sides)
{
    /// <summary>The finding, in words.</summary>
    public string Heading => $"{Question}: {string.Join("; ", Sides.Select(side => $"{side.Source} {side.Verdict}"))}";

    /// <summary>Both sides day by day, each with the interval of its days; a side without a path is not drawn.</summary>
    public Chart ToChart() =>
        new()
        {
            Title = Question,
            // The legend stands where a title of the axis would.
            X = new Axis(""),
            Y = new Axis(PageWords.Plain("event-studies.effect-by-day-from-the"), Unit),
            Marker = Marker.At(0, PageWords.Plain("event-studies.the-event")),
            Note = PageWords.Plain("event-studies.each-day-against-the-mean"),
            Series = [.. Sides.Where(side => side.Path.Count > 0).Select(side => (ChartSeries)Fan(side))],
        };

    /// <summary>The days of both sides, and what is estimated from them.</summary>
    public IEnumerable<Exhibit> ToExhibits()
    {
        (string, string)[] about =
        [
            ("units", Unit),
            ("formula", PageWords.Plain("event-studies.each-day-against-the-mean-2")),
        ];
        Chart chart = ToChart();
        yield return new Exhibit(
            Key,
            Question,
            ExportTable.Of(
                Sides.SelectMany(side => side.Path.Select(day => (side, day))),
                ("source", row => row.side.Source),
                ("of", row => row.side.Of),
                ("lag_days", row => row.day.Lag),
                ("effect", row => row.day.Effect),
                ("low_95", row => row.day.Low),
                ("high_95", row => row.day.High)
            ),
            chart.Series.Count > 0 ? chart : null
        )
        {
            About = about,
        };
        yield return new Exhibit(
            $"{Key}-estimates",
            PageWords.Plain("event-studies.estimates", Question),
            ExportTable.Of(
                Sides,
                ("source", row => row.Source),
                ("of", row => row.Of),
                ("answer", row => row.Verdict),
                ("effect", row => row.Estimate?.Effect),
                ("low_95", row => row.Estimate?.Low),
                ("high_95", row => row.Estimate?.High),
                ("placebo_p", row => row.Estimate?.PlaceboShare),
                ("events", row => row.Estimate?.Events),
                ("event_days", row => row.Estimate?.EventDays),
                ("events_dropped", row => row.Estimate?.EventsDropped),
                ("reason", row => row.Reason)
            )
        )
        {
            About = about,
        };
    }

    private static FanSeries Fan(StudySide side) =>
        new(
            char.ToUpperInvariant(side.Source[0]) + side.Source[1..],
            side.Badge == Badge.Modelled ? Tone.Orange : Tone.Blue,
            Positions.On([.. side.Path.Select(day => (double)day.Lag)]),
            [.. side.Path.Select(day => day.Effect)],
            [
                new QuantileBand(
                    0.025,
                    0.975,
                    [.. side.Path.Select(day => day.Low)],
                    [.. side.Path.Select(day => day.High)]
                ),
            ]
        )
        {
            IsEstimate = true,
        };

    internal static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>One source of a response.</summary>
/// <param name="Badge"><see cref="Badge.Indexed"/> of what was measured, <see cref="Badge.Modelled"/> of what was simulated.</param>
/// <param name="Of">Which markets, people or scenario.</param>
/// <param name="Estimate">Null where there is nothing to estimate from; <paramref name="Missing"/> then says what lacks.</param>
public sealed record StudySide(
    Badge Badge,
    string Of,
    ResponseEstimate? Estimate,
    IReadOnlyList<ResponseDay> Path,
    string? Missing = null
)
{
    public string Source =>
        Badge == Badge.Modelled
            ? PageWords.Plain("event-studies.simulated")
            : PageWords.Plain("event-studies.measured");

    public string Verdict =>
        Estimate?.Verdict switch
        {
            ResponseVerdict.Seen => Estimate.Effect > 0
                ? PageWords.Plain("event-studies.more-is-seen")
                : PageWords.Plain("event-studies.less-is-seen"),
            ResponseVerdict.NoneSeen => PageWords.Plain("event-studies.none-seen"),
            ResponseVerdict.TooFewEvents => PageWords.Plain("event-studies.too-few-events"),
            _ => PageWords.Plain("event-studies.not-known"),
        };

    public string Reason => Estimate?.Reason ?? Missing ?? "";

    internal static StudySide From(
        Badge badge,
        string of,
        ResponsePanel? panel,
        ResponseDesign design,
        string missing
    ) =>
        panel is null
            ? new StudySide(badge, of, null, [], missing)
            : new StudySide(badge, of, ResponseEstimator.Estimate(panel, design), ResponsePath.Of(panel, design));
}

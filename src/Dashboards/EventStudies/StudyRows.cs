using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Research.Responses;

namespace Souk.Dashboards.EventStudies;

/// <summary>What one side of a study is estimated from: a row per unit and day, in the order of the units.</summary>
/// <param name="Rows">Of people only days on which they did something or something happened to them: all others are 0.</param>
public sealed record StudyRows(IReadOnlyList<StudyRow> Rows)
{
    /// <summary>Names the file of all days.</summary>
    public const string DaysKey = "days";

    /// <summary>Names the file of the events.</summary>
    public const string EventsKey = "events";

    /// <summary>Days on which something happened: those that are counted first, then the latest.</summary>
    public IReadOnlyList<StudyRow> Events { get; } =
    [
        .. Rows.Where(row => row.IsEvent)
            .OrderByDescending(row => row.IsCounted)
            .ThenByDescending(row => row.Day)
            .ThenBy(row => row.Unit, StringComparer.Ordinal),
    ];

    /// <summary>How many of the events the estimate counts.</summary>
    public int Counted => Rows.Count(row => row.IsCounted);

    /// <summary>Of whole markets, or of runs.</summary>
    internal static StudyRows Of(
        IReadOnlyList<DayBook> books,
        Happening happening,
        DayOutcome outcome,
        ResponseDesign design
    )
    {
        IReadOnlyList<DayBook> knowing = DayPanel.Knowing(books, happening);
        if (
            DayPanel.Of(books, happening, outcome) is not { } panel
            || DayPanel.Shared(knowing, outcome) is not { } shared
        )
        {
            return new StudyRows([]);
        }

        List<StudyRow> rows = [];
        (HashSet<ResponseEvent> events, HashSet<ResponseEvent> counted) = EventsOf(panel, design);
        for (int unit = 0; unit < shared.Books.Count; unit++)
        {
            DayBook book = shared.Books[unit];
            int skipped = shared.First.DayNumber - book.First.DayNumber;
            for (int day = 0; day < shared.Days; day++)
            {
                ResponseEvent here = new(unit, day);
                rows.Add(
                    new StudyRow(
                        book.Name,
                        shared.First.AddDays(day),
                        book.Happenings[happening][skipped + day],
                        book.UsualOf(happening, skipped + day),
                        events.Contains(here),
                        counted.Contains(here),
                        book.Outcomes[outcome][skipped + day],
                        panel.Outcomes[unit][day]
                    )
                );
            }
        }

        return new StudyRows(rows);
    }

    /// <summary>Of people, each a unit.</summary>
    /// <param name="nameOf">Of a unit of the panel.</param>
    internal static StudyRows Of(ResponsePanel panel, Func<int, string> nameOf, DateOnly first, ResponseDesign design)
    {
        List<StudyRow> rows = [];
        (HashSet<ResponseEvent> events, HashSet<ResponseEvent> counted) = EventsOf(panel, design);
        for (int unit = 0; unit < panel.Outcomes.Count; unit++)
        {
            for (int day = 0; day < panel.Days; day++)
            {
                ResponseEvent here = new(unit, day);
                double value = panel.Outcomes[unit][day];
                if (value != 0 || events.Contains(here))
                {
                    rows.Add(
                        new StudyRow(
                            nameOf(unit),
                            first.AddDays(day),
                            null,
                            null,
                            events.Contains(here),
                            counted.Contains(here),
                            value,
                            value
                        )
                    );
                }
            }
        }

        return new StudyRows(rows);
    }

    /// <summary>The events and all days, in full.</summary>
    /// <param name="about">Which study, and how its rows are had again.</param>
    public IEnumerable<Exhibit> ToExhibits(IReadOnlyList<(string Name, string Text)> about)
    {
        yield return new Exhibit(EventsKey, PageWords.Plain("event-studies.events-of-the-study"), Table(Events))
        {
            About = about,
        };
        yield return new Exhibit(DaysKey, PageWords.Plain("event-studies.days-of-the-study"), Table(Rows))
        {
            About = about,
        };
    }

    private static ExportTable Table(IReadOnlyList<StudyRow> rows) =>
        ExportTable.Of(
            rows,
            ("unit", row => row.Unit),
            ("day", row => row.Day),
            ("happened", row => row.Happened),
            ("mean_of_28_days_before", row => row.Usual),
            ("is_event", row => row.IsEvent),
            ("is_counted", row => row.IsCounted),
            ("outcome", row => Finite(row.Outcome)),
            ("outcome_estimated", row => row.Estimated)
        );

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static (HashSet<ResponseEvent> All, HashSet<ResponseEvent> Counted) EventsOf(
        ResponsePanel panel,
        ResponseDesign design
    ) => ([.. panel.Events], [.. ResponseEstimator.Counted(panel, design)]);
}

/// <summary>One unit on one day.</summary>
/// <param name="Unit">A market, a run, or an address.</param>
/// <param name="Happened">How much of what may be responded to: an amount, or the size of a move. Null of people.</param>
/// <param name="Usual">Its mean of the days before; null where these are too few.</param>
/// <param name="IsEvent">Whether it is more than three times as much, or of people whether it happened at all.</param>
/// <param name="IsCounted">Whether the estimate counts the event.</param>
/// <param name="Outcome">What may respond, as it was: people, money, or 100 times the logarithm of the price.</param>
/// <param name="Estimated">The same as the estimator takes it: of people and money in percent of a usual day.</param>
public sealed record StudyRow(
    string Unit,
    DateOnly Day,
    double? Happened,
    double? Usual,
    bool IsEvent,
    bool IsCounted,
    double Outcome,
    double Estimated
);

using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Research.Responses;

namespace Souk.Research.Notebooks;

/// <summary>A response as a frame: the whole window first, then day by day.</summary>
internal static class ResponseFrame
{
    /// <param name="before">Days before an event.</param>
    /// <param name="after">Days of the response, the event's own included.</param>
    /// <exception cref="ArgumentOutOfRangeException">A window that is not between 1 and 365 days.</exception>
    public static ResponseDesign Design(int before, int after)
    {
        foreach (int days in (int[])[before, after])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 365);
        }

        return new() { DaysBefore = before, DaysAfter = after };
    }

    /// <returns>`lag` (NULL for the whole window), `effect`, `low`, `high` (NULL where there are too few events), and in each row
    /// `events`, `event_days`, `placebo_share`, `verdict` and `reason`.</returns>
    public static Frame Of(FrameStore store, ResponsePanel panel, ResponseDesign design)
    {
        ResponseEstimate whole = ResponseEstimator.Estimate(panel, design);
        IReadOnlyList<ResponseDay> path =
            whole.Verdict == ResponseVerdict.TooFewEvents ? [] : ResponsePath.Of(panel, design);
        int rows = path.Count + 1;
        return store.Of(
            rows,
            (
                "lag",
                "INTEGER",
                DuckDBColumn.Of<int>(
                    (int[])[0, .. path.Select(day => day.Lag)],
                    (bool[])[true, .. path.Select(_ => false)]
                )
            ),
            ("effect", "DOUBLE", Numbers([whole.Effect, .. path.Select(day => (double?)day.Effect)])),
            ("low", "DOUBLE", Numbers([whole.Low, .. path.Select(day => (double?)day.Low)])),
            ("high", "DOUBLE", Numbers([whole.High, .. path.Select(day => (double?)day.High)])),
            ("events", "INTEGER", Each(rows, whole.Events)),
            ("event_days", "INTEGER", Each(rows, whole.EventDays)),
            ("placebo_share", "DOUBLE", Numbers([.. Enumerable.Repeat(whole.PlaceboShare, rows)])),
            ("verdict", "VARCHAR", Each(rows, Words(whole.Verdict))),
            ("reason", "VARCHAR", Each(rows, whole.Reason))
        );
    }

    private static string Words(ResponseVerdict verdict) =>
        verdict switch
        {
            ResponseVerdict.Seen => "seen",
            ResponseVerdict.NoneSeen => "none seen",
            _ => "too few events",
        };

    private static DuckDBColumn Numbers(double?[] values) =>
        DuckDBColumn.Of<double>(
            values.Select(value => value ?? 0).ToArray(),
            values.Select(value => value is null).ToArray()
        );

    private static DuckDBColumn Each<T>(int rows, T value) => DuckDBColumn.Of(Enumerable.Repeat(value, rows).ToArray());
}

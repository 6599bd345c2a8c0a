using Souk.Research.Responses;

namespace Souk.Dashboards.EventStudies;

/// <summary>Markets, or runs, as the units of an event study.</summary>
internal static class DayPanel
{
    /// <summary>How all market-level responses are looked for: a week against the week before.</summary>
    public static ResponseDesign Design { get; } = new() { DaysBefore = 7, DaysAfter = 7 };

    /// <summary>The days that all books have, with people and spending in percent of what is usual in the unit.</summary>
    /// <returns>Null where no book knows both, or they share no day.</returns>
    public static ResponsePanel? Of(IReadOnlyList<DayBook> books, Happening happening, DayOutcome outcome) =>
        Of(Knowing(books, happening), outcome, book => book.UnusualDays(happening));

    /// <summary>As for a happening, of the days that a file declares, by the name of the book.</summary>
    public static ResponsePanel? OfDeclared(
        IReadOnlyList<DayBook> books,
        ILookup<string, DateOnly> declared,
        DayOutcome outcome
    ) => Of(books, outcome, book => declared[book.Name].Select(day => day.DayNumber - book.First.DayNumber).Order());

    /// <summary>Books that know whether something happened.</summary>
    internal static IReadOnlyList<DayBook> Knowing(IReadOnlyList<DayBook> books, Happening happening) =>
        [.. books.Where(book => book.Happenings.ContainsKey(happening))];

    private static ResponsePanel? Of(
        IReadOnlyList<DayBook> books,
        DayOutcome outcome,
        Func<DayBook, IEnumerable<int>> daysOf
    )
    {
        if (Shared(books, outcome) is not { } shared)
        {
            return null;
        }

        List<double[]> outcomes = [];
        List<ResponseEvent> events = [];
        foreach (DayBook book in shared.Books)
        {
            int skipped = shared.First.DayNumber - book.First.DayNumber;
            double[] values = book.Outcomes[outcome].AsSpan(skipped, shared.Days).ToArray();
            int unit = outcomes.Count;
            outcomes.Add(outcome == DayOutcome.Price ? values : OfUsual(values));
            events.AddRange(
                daysOf(book)
                    .Where(day => day >= skipped && day < skipped + shared.Days)
                    .Select(day => new ResponseEvent(unit, day - skipped))
            );
        }

        return new ResponsePanel(outcomes, events);
    }

    /// <summary>The units of a panel, in its order, and the days that all of them have.</summary>
    /// <returns>Null where no book knows the outcome, or they share no day.</returns>
    internal static (IReadOnlyList<DayBook> Books, DateOnly First, int Days)? Shared(
        IEnumerable<DayBook> books,
        DayOutcome outcome
    )
    {
        DayBook[] known =
        [
            .. books.Where(book =>
                book.Outcomes.TryGetValue(outcome, out double[]? values)
                && values.Any(value => double.IsFinite(value) && value != 0)
            ),
        ];
        if (known.Length == 0)
        {
            return null;
        }

        DateOnly first = known.Max(book => book.First.AddDays(Known(book.Outcomes[outcome]).First));
        DateOnly last = known.Min(book => book.First.AddDays(Known(book.Outcomes[outcome]).Last));
        int days = last.DayNumber - first.DayNumber + 1;
        return days <= 0 ? null : (known, first, days);
    }

    private static double[] OfUsual(double[] values)
    {
        double mean = values.Average();
        return mean > 0 ? [.. values.Select(value => 100 * value / mean)] : new double[values.Length];
    }

    /// <summary>The longest run of days that are all known; of equal ones the first.</summary>
    private static (int First, int Last) Known(double[] values)
    {
        (int First, int Last) longest = (0, -1);
        int first = 0;
        for (int day = 0; day < values.Length; day++)
        {
            if (!double.IsFinite(values[day]))
            {
                first = day + 1;
            }
            else if (day - first > longest.Last - longest.First)
            {
                longest = (first, day);
            }
        }

        return longest;
    }
}

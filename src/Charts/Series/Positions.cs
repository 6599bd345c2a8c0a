namespace Souk.Charts.Series;

/// <summary>Where the marks of a series stand on the horizontal axis: on days, numbers or categories.</summary>
public abstract record Positions(int Count)
{
    public static Positions On(IReadOnlyList<DateOnly> days, DaySpan span = DaySpan.Day) =>
        new DayPositions(days, span);

    public static Positions On(IReadOnlyList<double> numbers) => new NumberPositions(numbers);

    public static Positions On(IReadOnlyList<string> categories) => new CategoryPositions(categories);
}

/// <summary>Positions on days.</summary>
/// <param name="Days">The first day of each mark.</param>
/// <param name="Span">How long a mark lasts; it stands in the middle of its span.</param>
public sealed record DayPositions(IReadOnlyList<DateOnly> Days, DaySpan Span = DaySpan.Day) : Positions(Days.Count);

/// <summary>How long a mark lasts on a calendar.</summary>
public enum DaySpan
{
    Day,
    Week,
    Month,
}

public sealed record NumberPositions(IReadOnlyList<double> Numbers) : Positions(Numbers.Count);

public sealed record CategoryPositions(IReadOnlyList<string> Categories) : Positions(Categories.Count);

using Souk.Charts.Series;

namespace Souk.Charts;

/// <summary>One chart, described once and drawn alike in a page, an API answer, a notebook and a file.</summary>
/// <remarks>Series are drawn in order, later ones on top. The label is never dropped: it is part of the title.</remarks>
public sealed record Chart
{
    /// <summary>What is plotted, in a few words; a title of 40 characters still fits a phone.</summary>
    public required string Title { get; init; }

    /// <summary>What the reader must know about the origin of the data, such as "Synthetic demo".</summary>
    public string? Label { get; init; }

    public required Axis X { get; init; }

    public required Axis Y { get; init; }

    public required IReadOnlyList<ChartSeries> Series { get; init; }

    public BarLayout Bars { get; init; } = BarLayout.Stacked;

    /// <summary>A vertical line that splits what happened from what is scheduled or forecast, or what was before an event.</summary>
    public Marker? Marker { get; init; }

    /// <summary>The formula and the source of the numbers.</summary>
    public string? Note { get; init; }

    /// <summary>The title as every renderer shows it: with the label, when there is one.</summary>
    public string LabelledTitle => Label is null ? Title : $"{Title} · {Label}";
}

/// <summary>What an axis measures and in which unit.</summary>
/// <param name="Title">The quantity, such as "Supply".</param>
/// <param name="Unit">The unit, such as "MASA per week"; null where the quantity needs none (dates).</param>
/// <param name="FromZero">Whether the axis must include zero.</param>
public sealed record Axis(string Title, string? Unit = null, bool FromZero = false)
{
    /// <summary>Whether numbers on it stand by powers of ten; they must be above zero. Of the horizontal axis only.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Quantity and unit in one line.</summary>
    public string Caption => Unit is null ? Title : $"{Title}, {Unit}";
}

/// <summary>A named place on the horizontal axis: a date, or a number where the axis has numbers.</summary>
/// <param name="Day">Of no meaning where there is a number.</param>
public sealed record Marker(DateOnly Day, string Name)
{
    /// <summary>The place on an axis of numbers; null on one of days.</summary>
    public double? Number { get; private init; }

    /// <summary>A place on an axis of numbers.</summary>
    public static Marker At(double number, string name) => new(default, name) { Number = number };

    /// <summary>As pictures place it: days by their number.</summary>
    internal double Position => Number ?? Day.DayNumber;
}

/// <summary>How bars of several series share one position. Negative bars hang below zero in both.</summary>
public enum BarLayout
{
    Stacked,
    Grouped,
}

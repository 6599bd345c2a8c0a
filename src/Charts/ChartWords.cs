using System.Globalization;

namespace Souk.Charts;

/// <summary>The few words that a picture adds to those of its chart, in one language; {0}, {1}, … stand for values.</summary>
/// <remarks>A chart's own names are in its language already.</remarks>
public sealed record ChartWords
{
    /// <summary>What files and notebooks say where nobody serves them.</summary>
    public static ChartWords English { get; } = new();

    /// <summary>As files say it of themselves, such as "en".</summary>
    public string Language { get; init; } = "en";

    /// <summary>Names the months of an axis of days.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>Of a chart without any value.</summary>
    public string Empty { get; init; } = "Nothing has been recorded yet.";

    /// <summary>Which rows of a long table are here: the first, the last, how many there are.</summary>
    public string Rows { get; init; } = "Rows {0} to {1} of {2}.";

    /// <summary>The line within bands.</summary>
    public string Median { get; init; } = "Median";

    /// <summary>A band of simulated runs; its percentage.</summary>
    public string Middle { get; init; } = "Middle {0} % of runs";

    /// <summary>The band about an estimate; its name and percentage.</summary>
    public string Interval { get; init; } = "{0}, {1} % interval";

    /// <summary>The lower edge of a band that has a name.</summary>
    public string LowEnd { get; init; } = "{0}, low end";

    /// <summary>The lower edge of a band of runs; its percentage.</summary>
    public string Quantile { get; init; } = "{0} % quantile";

    /// <summary>The first and the last day of a bar.</summary>
    public string Days { get; init; } = "{0} to {1}";

    /// <summary>A mark that stands for a week; its first day.</summary>
    public string Week { get; init; } = "week from {0}";

    /// <summary>A text with its values, numbers as everywhere.</summary>
    internal static string With(string text, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, text, values);
}

namespace Souk.Charts.Pictures;

/// <summary>What a chart is painted on, in a picture's units from the upper left.</summary>
/// <remarks>Colours are those of <see cref="Themes.Theme"/>: `#rrggbb`, `rgba(r,g,b,a)` or `none`.</remarks>
internal interface ICanvas
{
    void Line(double x1, double y1, double x2, double y2, string color, double width = 1, bool dashed = false);

    void Rectangle(double x, double y, double width, double height, string fill);

    /// <param name="lines">Each from its first point to its last; one that is filled is closed.</param>
    void Path(IReadOnlyList<IReadOnlyList<Spot>> lines, string stroke, string fill, double width, bool dashed = false);

    /// <summary>Text on its baseline.</summary>
    void Text(double x, double y, string text, string color, TextStyle style);
}

/// <summary>A place in a picture.</summary>
internal readonly record struct Spot(double X, double Y);

/// <summary>How a text stands.</summary>
/// <param name="Size">Of the font.</param>
/// <param name="Anchor">Which part of the text is at its place.</param>
/// <param name="IsUpwards">Read from below to above.</param>
internal readonly record struct TextStyle(
    double Size,
    TextAnchor Anchor = TextAnchor.Start,
    bool IsBold = false,
    bool IsUpwards = false
);

internal enum TextAnchor
{
    Start,
    Middle,
    End,
}

using System.Net;

namespace Souk.Charts.Pictures;

/// <summary>A line without axes, about as high as two lines of text, in the colour of the text around it.</summary>
public static class Sparkline
{
    private const double Width = 160;
    private const double Height = 32;
    private const double Margin = 3;

    /// <param name="values">Evenly spaced, oldest first; what never changes is a line in the middle.</param>
    /// <param name="text">What it shows, with its numbers, for readers who do not see it.</param>
    /// <returns>One `svg` element; empty where there are less than two values.</returns>
    public static string Of(IReadOnlyList<double> values, string text)
    {
        if (values.Count < 2)
        {
            return "";
        }

        (double low, double high) = (values.Min(), values.Max());
        double YOf(double value) =>
            high > low ? Height - Margin - ((value - low) / (high - low) * (Height - (2 * Margin))) : Height / 2;
        double step = (Width - (2 * Margin)) / (values.Count - 1);
        Spot[] spots = [.. values.Select((value, index) => new Spot(Margin + (index * step), YOf(value)))];
        SvgText svg = new();
        svg.Raw(
            $"<svg class=\"spark\" viewBox=\"0 0 {SvgText.Number(Width)} {SvgText.Number(Height)}\" width=\"{SvgText.Number(Width)}\" height=\"{SvgText.Number(Height)}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(text)}\">"
        );
        svg.Path([spots], "currentColor", "none", width: 1.5);
        svg.Raw(
            $"<circle cx=\"{SvgText.Number(spots[^1].X)}\" cy=\"{SvgText.Number(spots[^1].Y)}\" r=\"2.5\" fill=\"currentColor\"/></svg>"
        );
        return svg.ToString();
    }
}

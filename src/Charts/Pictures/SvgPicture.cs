using Souk.Charts.Themes;

namespace Souk.Charts.Pictures;

/// <summary>A chart as a picture that needs no script: for files, and for notebooks that are read offline.</summary>
/// <remarks>The same chart and theme give the same bytes.</remarks>
public static class SvgPicture
{
    /// <returns>One `svg` element.</returns>
    /// <exception cref="ArgumentException">A series has other numbers of positions and values, or is of no known kind.</exception>
    public static string Of(Chart chart, Theme theme)
    {
        SvgText svg = new();
        string width = SvgText.Number(ChartPainter.Width);
        string height = SvgText.Number(ChartPainter.Height);
        svg.Raw(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\" font-family=\"{Theme.FontFamily}\">"
        );
        ChartPainter.Paint(svg, chart, theme);
        svg.Raw("</svg>");
        return svg.ToString();
    }
}

using Souk.Charts.Pictures;
using Souk.Charts.Themes;

namespace Souk.Charts.Rasters;

/// <summary>A chart in pixels: for PDF by LaTeX, and for pages that show no other picture of a notebook.</summary>
/// <remarks>The same chart and theme give the same bytes on one machine.</remarks>
public static class PngPicture
{
    /// <summary>How wide it is to be shown; there are twice as many pixels.</summary>
    public const int Width = (int)ChartPainter.Width;

    private const int Scale = 2;

    /// <returns>A PNG file.</returns>
    /// <exception cref="ArgumentException">A series has other numbers of positions and values, or is of no known kind.</exception>
    public static byte[] Of(Chart chart, Theme theme)
    {
        const int Height = (int)ChartPainter.Height;
        PixelCanvas canvas = new(Scale * Width, Scale * Height, Scale);
        ChartPainter.Paint(canvas, chart, theme);
        return PngFile.Of(Scale * Width, Scale * Height, canvas.Pixels);
    }
}

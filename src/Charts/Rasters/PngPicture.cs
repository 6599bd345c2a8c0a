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
    public static byte[] Of(Chart chart, Theme theme, ChartWords words) =>
        File(Width, ChartPainter.Height, canvas => ChartPainter.Paint(canvas, chart, theme, words));

    /// <summary>The first rows of a table, up to <see cref="TablePainter.RowsMax"/>; the picture says how many there are.</summary>
    public static byte[] Of(PrintedTable table, Theme theme, ChartWords words)
    {
        TablePainter painter = new(table);
        int rows = Math.Min(table.Rows.Count, TablePainter.RowsMax);
        return File(painter.Width, TablePainter.HeightOf(rows), canvas => painter.Paint(canvas, theme, words, 0, rows));
    }

    private static byte[] File(double width, double height, Action<ICanvas> paint)
    {
        (int wide, int high) = ((int)Math.Ceiling(Scale * width), (int)Math.Ceiling(Scale * height));
        PixelCanvas canvas = new(wide, high, Scale);
        paint(canvas);
        return PngFile.Of(wide, high, canvas.Pixels);
    }
}

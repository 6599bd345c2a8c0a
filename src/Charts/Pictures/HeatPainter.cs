using System.Globalization;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Pictures;

/// <summary>Paints a grid of shares: rows from the top, each cell with its share where there is room.</summary>
internal sealed class HeatPainter(ICanvas canvas, Theme theme, HeatSeries heat)
{
    private const double Left = 130;
    private const double Right = 18;
    private const double Top = 60;
    private const double Bottom = 46;
    private const double Gap = 1.5;
    private const double TextWidth = 34;
    private const double TextHeight = 13;
    private const int NameCharactersMax = 17;

    public void Paint(string across, string down)
    {
        double width = (ChartPainter.Width - Left - Right) / Math.Max(1, heat.Columns.Count);
        double height = (ChartPainter.Height - Top - Bottom) / Math.Max(1, heat.Rows.Count);
        for (int row = 0; row < heat.Rows.Count; row++)
        {
            double top = Top + (row * height);
            if (IsWritten(row, height, TextHeight))
            {
                canvas.Text(Left - 8, top + (height / 2) + 4, Short(heat.Rows[row]), theme.Ink, End);
            }

            for (int column = 0; column < heat.Columns.Count; column++)
            {
                Cell(heat.Cells[row][column], Left + (column * width), top, width, height);
            }
        }

        double bottom = ChartPainter.Height - Bottom;
        for (int column = 0; column < heat.Columns.Count; column++)
        {
            string name = Short(heat.Columns[column]);
            if (IsWritten(column, width, (name.Length + 1) * ChartPainter.CharacterWidth))
            {
                canvas.Text(Left + ((column + 0.5) * width), bottom + 16, name, theme.Ink, Middle);
            }
        }

        canvas.Text((Left + ChartPainter.Width - Right) / 2, bottom + 36, across, theme.Muted, Middle);
        canvas.Text(Left - 8, Top - 10, down, theme.Muted, End);
    }

    private static TextStyle End { get; } = new(12, TextAnchor.End);

    private static TextStyle Middle { get; } = new(12, TextAnchor.Middle);

    private void Cell(double share, double x, double y, double width, double height)
    {
        if (!double.IsFinite(share))
        {
            return;
        }

        canvas.Rectangle(x + Gap, y + Gap, width - (2 * Gap), height - (2 * Gap), heat.FillOf(theme, share));
        if (width >= TextWidth && height >= TextHeight)
        {
            canvas.Text(
                x + (width / 2),
                y + (height / 2) + 4,
                share.ToString("P0", CultureInfo.InvariantCulture),
                theme.Ink,
                new TextStyle(11, TextAnchor.Middle)
            );
        }
    }

    // Where names would run into each other only every second, third … is written.
    private static bool IsWritten(int index, double room, double needed) =>
        index % Math.Max(1, (int)Math.Ceiling(needed / room)) == 0;

    private static string Short(string name) =>
        name.Length <= NameCharactersMax ? name : name[..(NameCharactersMax - 1)] + "…";
}

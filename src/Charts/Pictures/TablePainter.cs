using System.Globalization;
using Souk.Charts.Themes;

namespace Souk.Charts.Pictures;

/// <summary>Paints some rows of a table: title, headings, rows, note.</summary>
internal sealed class TablePainter
{
    /// <summary>Rows of a picture; more would be too high to look at.</summary>
    public const int RowsMax = 100;

    public const double RowHeight = 20;

    private const double Margin = 18;
    private const double Gap = 18;
    private const double TitleHeight = 34;
    private const double TextSize = 12;
    private const double TitleSize = 16;
    private const double CharacterWidth = 6.9;
    private const int CharactersMax = 44;

    private readonly PrintedTable _table;
    private readonly double[] _lefts;
    private readonly bool[] _areNumbers;

    public TablePainter(PrintedTable table)
    {
        _table = table;
        _areNumbers = [.. table.Columns.Select((_, column) => IsNumber(column))];
        _lefts = new double[table.Columns.Count + 1];
        _lefts[0] = Margin;
        for (int column = 0; column < table.Columns.Count; column++)
        {
            double widest = table
                .Rows.Take(RowsMax)
                .Select(row => WidthOf(row[column]))
                .Append(WidthOf(table.Columns[column]))
                .Max();
            _lefts[column + 1] = _lefts[column] + widest + Gap;
        }
    }

    /// <summary>As wide as its columns, or as its title where that is longer.</summary>
    public double Width =>
        Math.Max(
            _lefts[^1] - Gap + Margin,
            (_table.Title.Length * CharacterWidth * TitleSize / TextSize) + (2 * Margin)
        );

    /// <summary>Of a picture of so many rows.</summary>
    public static double HeightOf(int rows) => Margin + TitleHeight + ((rows + 2.5) * RowHeight);

    /// <summary>Paints the rows from the first on, with title and headings above them.</summary>
    public void Paint(ICanvas canvas, Theme theme, ChartWords words, int first, int count)
    {
        canvas.Rectangle(0, 0, Width, HeightOf(count), theme.Paper);
        canvas.Text(Margin, Margin + TitleSize, _table.Title, theme.Ink, new TextStyle(TitleSize, IsBold: true));
        double y = Margin + TitleHeight + TextSize;
        Row(canvas, _table.Columns, y, theme.Ink, isBold: true);
        foreach (IReadOnlyList<string> row in _table.Rows.Skip(first).Take(count))
        {
            canvas.Line(Margin, y + 6, Width - Margin, y + 6, theme.Grid);
            y += RowHeight;
            Row(canvas, row, y, theme.Ink, isBold: false);
        }

        string shown =
            count < _table.Rows.Count
                ? ChartWords.With(words.Rows, Count(first + 1), Count(first + count), Count(_table.Rows.Count)) + " "
                : "";
        canvas.Text(Margin, y + (1.4 * RowHeight), shown + _table.Note, theme.Muted, new TextStyle(TextSize - 1));
    }

    private void Row(ICanvas canvas, IReadOnlyList<string> cells, double y, string color, bool isBold)
    {
        for (int column = 0; column < cells.Count; column++)
        {
            bool isRight = _areNumbers[column];
            canvas.Text(
                isRight ? _lefts[column + 1] - Gap : _lefts[column],
                y,
                Cut(cells[column]),
                color,
                new TextStyle(TextSize, isRight ? TextAnchor.End : TextAnchor.Start, isBold)
            );
        }
    }

    private static string Count(int rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    private bool IsNumber(int column) =>
        _table.Rows.Any(row => row[column].Length > 0)
        && _table.Rows.All(row =>
            row[column].Length == 0 || double.TryParse(row[column], CultureInfo.InvariantCulture, out _)
        );

    // No canvas says how wide its letters are: digits of every font that is used fit.
    private static double WidthOf(string text) => Cut(text).Length * CharacterWidth;

    private static string Cut(string text) => text.Length <= CharactersMax ? text : text[..(CharactersMax - 1)] + "…";
}

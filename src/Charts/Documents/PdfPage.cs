using System.Globalization;
using System.Text;
using Souk.Charts.Pictures;
using Souk.Charts.Themes;

namespace Souk.Charts.Documents;

/// <summary>A page of a PDF: text in Helvetica, lines and charts. Points of 1/72 inch from the upper left.</summary>
/// <remarks>Nothing of the time or the machine is in it: the same marks give the same bytes.</remarks>
public sealed class PdfPage
{
    /// <summary>A4.</summary>
    public const double Width = 595;

    public const double Height = 842;

    /// <summary>Pages that a table may take.</summary>
    public const int PagesMax = 40;

    private const double Margin = 36;
    private const double TableScale = 0.7;

    private readonly StringBuilder _content = new();

    public void Text(double x, double y, string text, double size, bool isBold = false, string color = "#1a1c20") =>
        new PdfCanvas(_content, Height, 0, 0, 1).Text(x, y, text, color, new TextStyle(size, IsBold: isBold));

    public void Line(double x1, double y1, double x2, double y2, string color) =>
        new PdfCanvas(_content, Height, 0, 0, 1).Line(x1, y1, x2, y2, color, width: 0.75);

    /// <summary>A chart of a width, and as high as its shape makes it.</summary>
    /// <returns>Its height.</returns>
    public double Picture(Chart chart, double x, double y, double width, ChartWords words)
    {
        double scale = width / ChartPainter.Width;
        ChartPainter.Paint(new PdfCanvas(_content, Height, x, y, scale), chart, Theme.Light, words);
        return ChartPainter.Height * scale;
    }

    /// <summary>A chart alone on a page, over its whole width.</summary>
    public static byte[] Of(Chart chart, ChartWords words)
    {
        PdfPage page = new();
        page.Picture(chart, Margin, Margin, Width - (2 * Margin), words);
        return page.Write(chart.LabelledTitle, words.Language);
    }

    /// <summary>A table over as many pages as it takes, up to <see cref="PagesMax"/>; each says which rows it has.</summary>
    /// <remarks>A wide table has wide pages, so that its letters stay readable.</remarks>
    public static byte[] Of(PrintedTable table, ChartWords words)
    {
        TablePainter painter = new(table);
        double width = Math.Max(Width, (painter.Width * TableScale) + (2 * Margin));
        double height = width > Width ? width * Width / Height : Height;
        int rows = 1;
        while (TablePainter.HeightOf(rows + 1) * TableScale < height - (2 * Margin))
        {
            rows++;
        }

        List<PdfPage> pages = [];
        for (int first = 0; first == 0 || (first < table.Rows.Count && pages.Count < PagesMax); first += rows)
        {
            PdfPage page = new();
            painter.Paint(
                new PdfCanvas(page._content, height, Margin, Margin, TableScale),
                Theme.Light,
                words,
                first,
                Math.Min(rows, table.Rows.Count - first)
            );
            pages.Add(page);
        }

        return Write(pages, table.Title, words.Language, width, height);
    }

    /// <summary>A text in lines that are no wider than a width; words are kept whole where they fit.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size, bool isBold = false)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = word;
            while (rest.Length > 0)
            {
                string longer = line.Length == 0 ? rest : $"{line} {rest}";
                if (StandardFont.WidthOf(longer, size, isBold) <= width)
                {
                    (line, rest) = (longer, "");
                }
                else if (line.Length > 0)
                {
                    lines.Add(line);
                    line = "";
                }
                else
                {
                    int fits = Enumerable
                        .Range(1, rest.Length)
                        .TakeWhile(count => count == 1 || StandardFont.WidthOf(rest[..count], size, isBold) <= width)
                        .Last();
                    lines.Add(rest[..fits]);
                    rest = rest[fits..];
                }
            }
        }

        return line.Length > 0 ? [.. lines, line] : lines;
    }

    /// <summary>The file: one page, two fonts, no date.</summary>
    /// <param name="title">What readers show in the window.</param>
    /// <param name="language">Of its text, such as "en".</param>
    public byte[] Write(string title, string language) => Write([this], title, language, Width, Height);

    private static byte[] Write(
        IReadOnlyList<PdfPage> pages,
        string title,
        string language,
        double width,
        double height
    )
    {
        const int FirstPage = 6;
        string size = string.Create(CultureInfo.InvariantCulture, $"{width:0} {height:0}");
        string kids = string.Join(' ', pages.Select((_, index) => $"{FirstPage + (2 * index)} 0 R"));
        List<string> objects =
        [
            $"<< /Type /Catalog /Pages 2 0 R /Lang {StandardFont.Literal(language)} >>",
            $"<< /Type /Pages /Kids [{kids}] /Count {pages.Count} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            $"<< /Title {StandardFont.Literal(title)} /Producer (Souk) >>",
        ];
        foreach (PdfPage page in pages)
        {
            string content = page._content.ToString();
            objects.Add(
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents {objects.Count + 2} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            );
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }

        // Every sign is ASCII: a character is a byte, and lengths are offsets.
        StringBuilder file = new("%PDF-1.4\n");
        List<int> offsets = [];
        foreach ((int index, string text) in objects.Index())
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{text}\nendobj\n");
        }

        int table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => file.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        file.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF\n"
        );
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}

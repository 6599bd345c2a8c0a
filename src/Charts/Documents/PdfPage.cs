using System.Globalization;
using System.Text;
using Souk.Charts.Pictures;
using Souk.Charts.Themes;

namespace Souk.Charts.Documents;

/// <summary>One page of a PDF: text in Helvetica, lines and charts. Points of 1/72 inch from the upper left.</summary>
/// <remarks>Nothing of the time or the machine is in it: the same marks give the same bytes.</remarks>
public sealed class PdfPage
{
    /// <summary>A4.</summary>
    public const double Width = 595;

    public const double Height = 842;

    private readonly StringBuilder _content = new();

    public void Text(double x, double y, string text, double size, bool isBold = false, string color = "#1a1c20") =>
        new PdfCanvas(_content, Height, 0, 0, 1).Text(x, y, text, color, new TextStyle(size, IsBold: isBold));

    public void Line(double x1, double y1, double x2, double y2, string color) =>
        new PdfCanvas(_content, Height, 0, 0, 1).Line(x1, y1, x2, y2, color, width: 0.75);

    /// <summary>A chart of a width, and as high as its shape makes it.</summary>
    /// <returns>Its height.</returns>
    public double Picture(Chart chart, double x, double y, double width)
    {
        double scale = width / ChartPainter.Width;
        ChartPainter.Paint(new PdfCanvas(_content, Height, x, y, scale), chart, Theme.Light);
        return ChartPainter.Height * scale;
    }

    /// <summary>A chart alone on a page, over its whole width.</summary>
    public static byte[] Of(Chart chart)
    {
        const double Margin = 36;
        PdfPage page = new();
        page.Picture(chart, Margin, Margin, Width - (2 * Margin));
        return page.Write(chart.LabelledTitle);
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
    public byte[] Write(string title)
    {
        string content = _content.ToString();
        string size = string.Create(CultureInfo.InvariantCulture, $"{Width:0} {Height:0}");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents 6 0 R /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            $"<< /Title {StandardFont.Literal(title)} /Producer (Souk) >>",
        ];
        // Every sign is ASCII: a character is a byte, and lengths are offsets.
        StringBuilder file = new("%PDF-1.4\n");
        List<int> offsets = [];
        foreach ((int index, string text) in objects.Index())
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{text}\nendobj\n");
        }

        int table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => file.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        file.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{table}\n%%EOF\n"
        );
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}

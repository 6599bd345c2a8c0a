using System.Globalization;
using System.Text;
using Souk.Charts.Pictures;

namespace Souk.Charts.Documents;

/// <summary>Paints on a part of a page. PDF counts from below; a canvas counts from the upper left of its part.</summary>
/// <param name="content">The page's marks, to which this appends.</param>
/// <param name="pageHeight">In points.</param>
/// <param name="left">Of the part, in points.</param>
/// <param name="top">Of the part, in points from above.</param>
/// <param name="scale">Points per unit of the canvas.</param>
internal sealed class PdfCanvas(StringBuilder content, double pageHeight, double left, double top, double scale)
    : ICanvas
{
    private const double White = 255;

    public void Line(double x1, double y1, double x2, double y2, string color, double width = 1, bool dashed = false) =>
        Path(
            [
                [new Spot(x1, y1), new Spot(x2, y2)],
            ],
            color,
            "none",
            width,
            dashed
        );

    public void Rectangle(double x, double y, double width, double height, string fill) =>
        Path(
            [
                [new Spot(x, y), new Spot(x + width, y), new Spot(x + width, y + height), new Spot(x, y + height)],
            ],
            "none",
            fill,
            width: 0
        );

    public void Path(
        IReadOnlyList<IReadOnlyList<Spot>> lines,
        string stroke,
        string fill,
        double width,
        bool dashed = false
    )
    {
        if (fill == "none" && stroke == "none")
        {
            return;
        }

        content.Append("q ");
        content.Append(fill == "none" ? "" : $"{Colour(fill)} rg ");
        content.Append(stroke == "none" ? "" : $"{Colour(stroke)} RG {Number(width * scale)} w ");
        content.Append(dashed ? $"[{Number(6 * scale)} {Number(4 * scale)}] 0 d " : "");
        foreach (IReadOnlyList<Spot> line in lines.Where(line => line.Count > 0))
        {
            content.Append(CultureInfo.InvariantCulture, $"{At(line[0])} m ");
            foreach (Spot spot in line.Skip(1))
            {
                content.Append(CultureInfo.InvariantCulture, $"{At(spot)} l ");
            }
        }

        content
            .Append(
                fill == "none" ? "S"
                : stroke == "none" ? "f"
                : "b"
            )
            .Append(" Q\n");
    }

    public void Text(double x, double y, string text, string color, TextStyle style)
    {
        double size = style.Size * scale;
        double width = StandardFont.WidthOf(text, style.Size, style.IsBold);
        double back =
            style.Anchor == TextAnchor.End ? width
            : style.Anchor == TextAnchor.Middle ? width / 2
            : 0;
        string place = style.IsUpwards
            ? $"0 1 -1 0 {At(new Spot(x, y + back))}"
            : $"1 0 0 1 {At(new Spot(x - back, y))}";
        content.Append(
            CultureInfo.InvariantCulture,
            $"BT {Colour(color)} rg /{(style.IsBold ? "F2" : "F1")} {Number(size)} Tf {place} Tm {StandardFont.Literal(text)} Tj ET\n"
        );
    }

    private string At(Spot spot) => $"{Number(left + (spot.X * scale))} {Number(pageHeight - top - (spot.Y * scale))}";

    // What is half transparent is mixed with the white of the paper.
    private static string Colour(string color)
    {
        (double red, double green, double blue, double alpha) = Parts(color);
        return string.Join(
            ' ',
            new[] { red, green, blue }.Select(part => Number(((alpha * part) + ((1 - alpha) * White)) / White))
        );
    }

    private static (double Red, double Green, double Blue, double Alpha) Parts(string color)
    {
        if (color.StartsWith('#'))
        {
            int number = int.Parse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return (number >> 16, (number >> 8) & 255, number & 255, 1);
        }

        double[] parts =
        [
            .. color[(color.IndexOf('(', StringComparison.Ordinal) + 1)..^1]
                .Split(',')
                .Select(part => double.Parse(part, CultureInfo.InvariantCulture)),
        ];
        return (parts[0], parts[1], parts[2], parts.Length > 3 ? parts[3] : 1);
    }

    private static string Number(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);
}

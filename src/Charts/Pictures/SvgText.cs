using System.Globalization;
using System.Net;
using System.Text;

namespace Souk.Charts.Pictures;

/// <summary>Writes SVG elements; numbers to a hundredth of a pixel, so that the same chart gives the same bytes.</summary>
internal sealed class SvgText : ICanvas
{
    private readonly StringBuilder _text = new();

    public static string Number(double value) =>
        (Math.Round(value, 2, MidpointRounding.AwayFromZero) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    public void Raw(string text) => _text.Append(text);

    public void Line(double x1, double y1, double x2, double y2, string color, double width = 1, bool dashed = false) =>
        _text.Append(
            $"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"{color}\" stroke-width=\"{Number(width)}\"{(dashed ? " stroke-dasharray=\"5 4\"" : "")}/>"
        );

    public void Rectangle(double x, double y, double width, double height, string fill) =>
        _text.Append(
            $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" fill=\"{fill}\"/>"
        );

    public void Path(
        IReadOnlyList<IReadOnlyList<Spot>> lines,
        string stroke,
        string fill,
        double width,
        bool dashed = false
    )
    {
        string close = fill == "none" ? "" : "Z";
        IEnumerable<string> data = lines.Select(line =>
            "M" + string.Join('L', line.Select(spot => $"{Number(spot.X)} {Number(spot.Y)}")) + close
        );
        _text.Append(
            $"<path d=\"{string.Concat(data)}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{Number(width)}\" stroke-linejoin=\"round\"{(dashed ? " stroke-dasharray=\"5 4\"" : "")}/>"
        );
    }

    public void Text(double x, double y, string text, string color, TextStyle style)
    {
        string anchor = style.Anchor switch
        {
            TextAnchor.Middle => "middle",
            TextAnchor.End => "end",
            _ => "start",
        };
        string more = style.IsBold ? " font-weight=\"600\"" : "";
        more += style.IsUpwards ? $" transform=\"rotate(-90 {Number(x)} {Number(y)})\"" : "";
        _text.Append(
            $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" fill=\"{color}\" font-size=\"{Number(style.Size)}\" text-anchor=\"{anchor}\"{more}>{WebUtility.HtmlEncode(text)}</text>"
        );
    }

    public override string ToString() => _text.ToString();
}

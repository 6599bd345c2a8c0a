using System.Globalization;
using Souk.Charts.Pictures;

namespace Souk.Charts.Rasters;

/// <summary>Paints into pixels, red, green and blue.</summary>
/// <param name="scale">Pixels of a unit of the picture.</param>
internal sealed class PixelCanvas(int width, int height, int scale) : ICanvas
{
    private readonly byte[] _pixels = new byte[3 * width * height];
    private readonly Coverage _shape = new(width, height);

    /// <summary>Line by line from above, three bytes a pixel.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

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
                [new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height)],
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
        if (fill != "none")
        {
            foreach (IReadOnlyList<Spot> line in lines)
            {
                _shape.Add(Scaled(line));
            }

            Blend(fill);
        }

        if (stroke != "none")
        {
            foreach (IReadOnlyList<Spot> line in lines.SelectMany(line => dashed ? Strokes.Dashes(line) : [line]))
            {
                Strokes.Add(_shape, Scaled(line), width * scale / 2);
            }

            Blend(stroke);
        }
    }

    public void Text(double x, double y, string text, string color, TextStyle style)
    {
        foreach (Spot[] line in StrokeFont.Lines(text, new Spot(x, y), style))
        {
            Strokes.Add(_shape, Scaled(line), StrokeFont.PenWidth(style) * scale / 2);
        }

        Blend(color);
    }

    private Spot[] Scaled(IReadOnlyList<Spot> line) =>
        [.. line.Select(spot => new Spot(spot.X * scale, spot.Y * scale))];

    private void Blend(string color)
    {
        (byte[] rgb, float opacity) = Read(color);
        _shape.Drain(
            (x, y, covered) =>
            {
                int at = 3 * ((y * width) + x);
                for (int channel = 0; channel < 3; channel++)
                {
                    float below = _pixels[at + channel];
                    _pixels[at + channel] = (byte)(below + ((rgb[channel] - below) * covered * opacity) + 0.5f);
                }
            }
        );
    }

    // As themes write them: #rrggbb, or rgba(r,g,b,a).
    private static (byte[] Rgb, float Opacity) Read(string color)
    {
        if (color.StartsWith('#'))
        {
            return (Convert.FromHexString(color.AsSpan(1)), 1);
        }

        string[] parts = color["rgba(".Length..^1].Split(',');
        return (
            [.. parts[..3].Select(part => byte.Parse(part, CultureInfo.InvariantCulture))],
            float.Parse(parts[3], CultureInfo.InvariantCulture)
        );
    }
}

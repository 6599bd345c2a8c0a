using Souk.Charts.Pictures;

namespace Souk.Charts.Rasters;

/// <summary>Letters as lines of a round pen, so that a picture needs no font.</summary>
internal static class StrokeFont
{
    /// <summary>A capital's height, as a share of the font's size.</summary>
    private const double CapitalHeight = 0.7;

    private const double UnitsOfCapital = 10;
    private const double Gap = 2.4;
    private const double SpaceWidth = 3;
    private const double Pen = 0.09;
    private const double BoldPen = 0.13;
    private const int PiecesOfCurve = 5;

    public static double PenWidth(TextStyle style) => style.Size * (style.IsBold ? BoldPen : Pen);

    /// <summary>The lines of a text, in the picture's units.</summary>
    public static IEnumerable<Spot[]> Lines(string text, Spot place, TextStyle style)
    {
        double unit = style.Size * CapitalHeight / UnitsOfCapital;
        double width = (text.Sum(Advance) - Gap) * unit;
        double left = style.Anchor switch
        {
            TextAnchor.Middle => -width / 2,
            TextAnchor.End => -width,
            _ => 0,
        };
        foreach (char letter in text)
        {
            foreach (Spot[] line in Glyphs.Of(letter)?.Lines ?? [])
            {
                yield return [.. line.Select(spot => Place(left + (spot.X * unit), -spot.Y * unit))];
            }

            left += Advance(letter) * unit;
        }

        Spot Place(double x, double y) =>
            style.IsUpwards ? new(place.X + y, place.Y - x) : new(place.X + x, place.Y + y);
    }

    /// <summary>A curve that the given spots pull: quadratic pieces, which meet in the middle between two of them.</summary>
    public static Spot[] Curve(ReadOnlySpan<Spot> pulls)
    {
        List<Spot> line = [pulls[0]];
        for (int index = 1; index < pulls.Length - 1; index++)
        {
            Spot from = line[^1];
            Spot to = index == pulls.Length - 2 ? pulls[^1] : Middle(pulls[index], pulls[index + 1]);
            for (int piece = 1; piece <= PiecesOfCurve; piece++)
            {
                double share = (double)piece / PiecesOfCurve;
                line.Add(Between(Between(from, pulls[index], share), Between(pulls[index], to, share), share));
            }
        }

        return [.. line];
    }

    private static double Advance(char letter) => (Glyphs.Of(letter)?.Width ?? SpaceWidth) + Gap;

    private static Spot Middle(Spot one, Spot other) => Between(one, other, 0.5);

    private static Spot Between(Spot from, Spot to, double share) =>
        new(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
}

using Souk.Charts.Pictures;

namespace Souk.Charts.Rasters;

/// <summary>Lines as the shapes that a round pen leaves.</summary>
internal static class Strokes
{
    private const int Corners = 12;
    private const double DashLength = 5;
    private const double GapLength = 4;

    /// <summary>Adds a line's shape. All its polygons turn the same way, so that they unite.</summary>
    public static void Add(Coverage shape, ReadOnlySpan<Spot> line, double radius)
    {
        Span<Spot> disc = stackalloc Spot[Corners];
        for (int index = 0; index < line.Length; index++)
        {
            Disc(disc, line[index], radius);
            shape.Add(disc);
            if (index > 0)
            {
                AddSegment(shape, line[index - 1], line[index], radius);
            }
        }
    }

    /// <summary>The parts of a line that dashes leave.</summary>
    public static IEnumerable<IReadOnlyList<Spot>> Dashes(IReadOnlyList<Spot> line)
    {
        List<Spot> dash = [.. line.Take(1)];
        bool isDrawing = true;
        double left = DashLength;
        for (int index = 1; index < line.Count; index++)
        {
            Spot from = line[index - 1];
            for (double way = Distance(from, line[index]); way > left; way = Distance(from, line[index]))
            {
                from = Between(from, line[index], left / way);
                dash.Add(from);
                if (isDrawing)
                {
                    yield return dash;
                }

                (dash, isDrawing) = ([from], !isDrawing);
                left = isDrawing ? DashLength : GapLength;
            }

            left -= Distance(from, line[index]);
            dash.Add(line[index]);
        }

        if (isDrawing)
        {
            yield return dash;
        }
    }

    private static void AddSegment(Coverage shape, Spot from, Spot to, double radius)
    {
        double length = Distance(from, to);
        if (length > 0)
        {
            double x = -(to.Y - from.Y) / length * radius;
            double y = (to.X - from.X) / length * radius;
            shape.Add([
                new(from.X + x, from.Y + y),
                new(to.X + x, to.Y + y),
                new(to.X - x, to.Y - y),
                new(from.X - x, from.Y - y),
            ]);
        }
    }

    private static void Disc(Span<Spot> corners, Spot centre, double radius)
    {
        for (int corner = 0; corner < Corners; corner++)
        {
            (double sine, double cosine) = Math.SinCos(-2 * Math.PI * corner / Corners);
            corners[corner] = new(centre.X + (radius * cosine), centre.Y + (radius * sine));
        }
    }

    private static double Distance(Spot from, Spot to) => Math.Sqrt(Square(to.X - from.X) + Square(to.Y - from.Y));

    private static double Square(double value) => value * value;

    private static Spot Between(Spot from, Spot to, double share) =>
        new(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
}

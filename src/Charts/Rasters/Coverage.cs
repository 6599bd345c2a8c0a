using Souk.Charts.Pictures;

namespace Souk.Charts.Rasters;

/// <summary>How much of each pixel a shape covers. A shape is the union of its polygons where these turn the same way.</summary>
/// <remarks>Non-zero winding; exact along a line of pixels, four samples across it.</remarks>
internal sealed class Coverage(int width, int height)
{
    private const int Samples = 4;

    private readonly List<(double X, int Turn)>?[] _crossings = new List<(double, int)>?[height * Samples];
    private readonly float[] _line = new float[width];
    private int _first = int.MaxValue;
    private int _last = -1;

    /// <summary>Adds a polygon, which is closed.</summary>
    public void Add(ReadOnlySpan<Spot> polygon)
    {
        for (int index = 0; index < polygon.Length; index++)
        {
            AddEdge(polygon[index], polygon[(index + 1) % polygon.Length]);
        }
    }

    /// <summary>Tells all pixels that are covered, line by line, and forgets the shape.</summary>
    /// <param name="paint">Takes x, y and the covered share, above 0.</param>
    public void Drain(Action<int, int, float> paint)
    {
        for (int y = _first / Samples; y <= _last / Samples && _last >= 0; y++)
        {
            Array.Clear(_line);
            for (int sample = y * Samples; sample < (y + 1) * Samples; sample++)
            {
                AddSpans(_crossings[sample]);
                _crossings[sample] = null;
            }

            for (int x = 0; x < width; x++)
            {
                if (_line[x] > 0)
                {
                    paint(x, y, Math.Min(_line[x], 1));
                }
            }
        }

        (_first, _last) = (int.MaxValue, -1);
    }

    private void AddEdge(Spot from, Spot to)
    {
        int turn = from.Y < to.Y ? 1 : -1;
        (Spot top, Spot bottom) = turn > 0 ? (from, to) : (to, from);
        // A sample lies in the middle of its share of the line.
        int first = Math.Max(0, (int)Math.Ceiling((top.Y * Samples) - 0.5));
        int end = Math.Min(height * Samples, (int)Math.Ceiling((bottom.Y * Samples) - 0.5));
        for (int sample = first; sample < end; sample++)
        {
            double y = (sample + 0.5) / Samples;
            double x = top.X + ((y - top.Y) / (bottom.Y - top.Y) * (bottom.X - top.X));
            (_crossings[sample] ??= []).Add((x, turn));
            _first = Math.Min(_first, sample);
            _last = Math.Max(_last, sample);
        }
    }

    private void AddSpans(List<(double X, int Turn)>? crossings)
    {
        if (crossings is null)
        {
            return;
        }

        crossings.Sort();
        int winding = 0;
        for (int index = 0; index + 1 < crossings.Count; index++)
        {
            winding += crossings[index].Turn;
            if (winding != 0)
            {
                AddSpan(Math.Clamp(crossings[index].X, 0, width), Math.Clamp(crossings[index + 1].X, 0, width));
            }
        }
    }

    private void AddSpan(double from, double to)
    {
        for (int x = (int)from; x < to; x++)
        {
            _line[x] += (float)((Math.Min(to, x + 1) - Math.Max(from, x)) / Samples);
        }
    }
}

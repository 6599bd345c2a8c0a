using System.Globalization;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Pictures;

/// <summary>Paints flows between two columns of places, each as high as what goes out of it or comes in.</summary>
internal sealed class FlowPainter(ICanvas canvas, Theme theme, FlowSeries series)
{
    private const double Left = 210;
    private const double Right = ChartPainter.Width - 210;
    private const double Top = 52;
    private const double Bottom = ChartPainter.Height - 28;
    private const double Gap = 10;
    private const double PlaceWidth = 12;
    private const int BandPercent = 45;
    private const int PiecesOfBand = 24;

    public void Paint()
    {
        Flow[] flows = [.. series.Flows.Where(flow => flow.Amount > 0)];
        if (flows.Length == 0)
        {
            return;
        }

        string[] from = [.. flows.Select(flow => flow.From).Distinct()];
        string[] to = [.. flows.Select(flow => flow.To).Distinct()];
        double all = flows.Sum(flow => flow.Amount);
        double scale = (Bottom - Top - (Gap * (Math.Max(from.Length, to.Length) - 1))) / all;
        Dictionary<string, double> leaves = Places(from, flows, flow => flow.From, all, scale, isLeft: true);
        Dictionary<string, double> enters = Places(to, flows, flow => flow.To, all, scale, isLeft: false);
        foreach (Flow flow in flows)
        {
            double height = flow.Amount * scale;
            Band(leaves[flow.From], enters[flow.To], height, theme.Of(flow.Tone, BandPercent));
            leaves[flow.From] += height;
            enters[flow.To] += height;
        }
    }

    /// <summary>Draws a column; tells where the first band of each place begins.</summary>
    private Dictionary<string, double> Places(
        string[] names,
        Flow[] flows,
        Func<Flow, string> placeOf,
        double all,
        double scale,
        bool isLeft
    )
    {
        Dictionary<string, double> tops = [];
        double y = Top;
        foreach (string name in names)
        {
            double amount = flows.Where(flow => placeOf(flow) == name).Sum(flow => flow.Amount);
            double height = amount * scale;
            tops[name] = y;
            canvas.Rectangle(
                isLeft ? Left - PlaceWidth : Right,
                y,
                PlaceWidth,
                Math.Max(1, height),
                theme.Of(series.Tone)
            );
            canvas.Text(
                isLeft ? Left - PlaceWidth - 8 : Right + PlaceWidth + 8,
                y + (height / 2) + 4,
                string.Create(CultureInfo.InvariantCulture, $"{name}, {amount / all:P0}"),
                theme.Ink,
                new TextStyle(12, isLeft ? TextAnchor.End : TextAnchor.Start)
            );
            y += height + Gap;
        }

        return tops;
    }

    private void Band(double from, double to, double height, string fill)
    {
        Spot[] upper =
        [
            .. Enumerable
                .Range(0, PiecesOfBand + 1)
                .Select(piece =>
                {
                    double at = (double)piece / PiecesOfBand;
                    double bend = at * at * (3 - (2 * at));
                    return new Spot(Left + (at * (Right - Left)), from + (bend * (to - from)));
                }),
        ];
        canvas.Path(
            [
                [.. upper, .. upper.Reverse().Select(spot => spot with { Y = spot.Y + height })],
            ],
            "none",
            fill,
            width: 0
        );
    }
}

using System.Globalization;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Pictures;

/// <summary>Paints flows between two columns of places, each as high as what goes out of it or comes in.</summary>
/// <param name="width">Of the picture.</param>
/// <param name="hasNamesOver">Whether names stand over the bands, where there is no room for them beside.</param>
internal sealed class FlowPainter(
    ICanvas canvas,
    Theme theme,
    FlowSeries series,
    double width = ChartPainter.Width,
    bool hasNamesOver = false
)
{
    private const double Top = 52;
    private const double Bottom = ChartPainter.Height - 20;
    private const double Gap = 14;
    private const double PlaceWidth = 12;
    private const double NameGap = 8;
    private const double NameWidthMax = 0.35 * ChartPainter.Width;
    private const int NameOverCharactersMax = 25;
    private const int BandPercent = 45;
    private const int PiecesOfBand = 24;

    public void Paint()
    {
        Flow[] flows = [.. series.Flows.Where(flow => flow.Amount > 0)];
        if (flows.Length == 0)
        {
            return;
        }

        Place[] from = PlacesOf(flows, flow => flow.From);
        Place[] to = PlacesOf(flows, flow => flow.To);
        double all = flows.Sum(flow => flow.Amount);
        double scale = Math.Max(0, Bottom - Top - (Gap * (Math.Max(from.Length, to.Length) - 1))) / all;
        double left = RoomOf(from);
        double right = width - RoomOf(to);
        Dictionary<string, double> leaves = Paint(
            from,
            scale,
            left - PlaceWidth,
            left - PlaceWidth - NameGap,
            TextAnchor.End
        );
        Dictionary<string, double> enters = Paint(to, scale, right, right + PlaceWidth + NameGap, TextAnchor.Start);
        foreach (Flow flow in flows)
        {
            double height = flow.Amount * scale;
            Band(
                new Spot(left, leaves[flow.From]),
                new Spot(right, enters[flow.To]),
                height,
                theme.Of(flow.Tone, BandPercent)
            );
            leaves[flow.From] += height;
            enters[flow.To] += height;
        }

        if (hasNamesOver)
        {
            Names(from, scale, left + NameGap, TextAnchor.Start);
            Names(to, scale, right - NameGap, TextAnchor.End);
        }
    }

    private Place[] PlacesOf(Flow[] flows, Func<Flow, string> nameOf)
    {
        double all = flows.Sum(flow => flow.Amount);
        return
        [
            .. flows
                .GroupBy(nameOf)
                .Select(place => (place.Key, Amount: place.Sum(flow => flow.Amount)))
                .Select(place => new Place(
                    place.Key,
                    string.Create(CultureInfo.InvariantCulture, $"{NameOf(place.Key)}, {place.Amount / all:P0}"),
                    place.Amount
                )),
        ];
    }

    private string NameOf(string place) =>
        hasNamesOver && place.Length > NameOverCharactersMax
            ? place[..(NameOverCharactersMax - 1)].TrimEnd(' ', ',') + "…"
            : place;

    private double RoomOf(Place[] places) =>
        hasNamesOver
            ? PlaceWidth
            : PlaceWidth
                + (2 * NameGap)
                + Math.Min(NameWidthMax, places.Max(place => place.Label.Length) * ChartPainter.CharacterWidth);

    private void Names(Place[] places, double scale, double x, TextAnchor anchor)
    {
        double y = Top;
        foreach (Place place in places)
        {
            double height = place.Amount * scale;
            canvas.Text(x, y + (height / 2) + 4, place.Label, theme.Ink, new TextStyle(12, anchor));
            y += height + Gap;
        }
    }

    /// <summary>Draws a column; tells where the first band of each place begins.</summary>
    private Dictionary<string, double> Paint(Place[] places, double scale, double x, double nameX, TextAnchor anchor)
    {
        Dictionary<string, double> tops = [];
        double y = Top;
        foreach (Place place in places)
        {
            double height = place.Amount * scale;
            tops[place.Name] = y;
            canvas.Rectangle(x, y, PlaceWidth, Math.Max(1, height), theme.Of(series.Tone));
            if (!hasNamesOver)
            {
                canvas.Text(nameX, y + (height / 2) + 4, place.Label, theme.Ink, new TextStyle(12, anchor));
            }

            y += height + Gap;
        }

        return tops;
    }

    private void Band(Spot from, Spot to, double height, string fill)
    {
        Spot[] upper =
        [
            .. Enumerable
                .Range(0, PiecesOfBand + 1)
                .Select(piece =>
                {
                    double at = (double)piece / PiecesOfBand;
                    double bend = at * at * (3 - (2 * at));
                    return new Spot(from.X + (at * (to.X - from.X)), from.Y + (bend * (to.Y - from.Y)));
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

    private sealed record Place(string Name, string Label, double Amount);
}

using Souk.Warehouse.Traces;

namespace Souk.Dashboards.Assets;

/// <summary>Places the parts of a lineage on a plane: the asset at the left, what it is made of to the right, a column per
/// generation. Pixels; the same lineage gives the same drawing.</summary>
public sealed record LineageDrawing(
    int Width,
    int Height,
    IReadOnlyList<DrawnPart> Parts,
    IReadOnlyList<DrawnEdge> Edges,
    int LeftOut
)
{
    public const int BoxWidth = 190;
    public const int BoxHeight = 46;

    /// <summary>A drawing of more is no picture; the table has all.</summary>
    public const int PartsMax = 60;

    private const int ColumnWidth = BoxWidth + 80;
    private const int RowHeight = BoxHeight + 22;
    private const int Margin = 12;

    public static LineageDrawing Of(Lineage lineage)
    {
        LineagePart[] shown = [.. lineage.Parts.Take(PartsMax)];
        int tallest = shown.GroupBy(part => part.Depth).Max(column => column.Count());
        int deepest = shown.Max(part => part.Depth);
        Dictionary<string, DrawnPart> placed = [];
        foreach (IGrouping<int, LineagePart> column in shown.GroupBy(part => part.Depth))
        {
            int row = 0;
            // A short column stands in the middle of the tallest.
            int top = Margin + ((tallest - column.Count()) * RowHeight / 2);
            foreach (LineagePart part in column)
            {
                placed[part.Asset] = new DrawnPart(
                    part,
                    Margin + (column.Key * ColumnWidth),
                    top + (row++ * RowHeight)
                );
            }
        }

        return new LineageDrawing(
            (deepest * ColumnWidth) + BoxWidth + (2 * Margin),
            (tallest * RowHeight) + (2 * Margin),
            [.. placed.Values],
            [
                .. lineage
                    .Edges.Where(edge => placed.ContainsKey(edge.Subject) && placed.ContainsKey(edge.Object))
                    .Select(edge => new DrawnEdge(edge, placed[edge.Subject], placed[edge.Object])),
            ],
            lineage.Parts.Count - shown.Length
        );
    }
}

/// <summary>A box; its upper left corner.</summary>
public sealed record DrawnPart(LineagePart Part, int X, int Y);

/// <summary>A curve from the right of one box to the left of another, or back where the lineage runs in a circle.</summary>
public sealed record DrawnEdge(LineageEdge Edge, DrawnPart From, DrawnPart To)
{
    private const int Bend = 38;

    /// <summary>The path of an SVG.</summary>
    public string Path
    {
        get
        {
            int fromX = From.X + LineageDrawing.BoxWidth;
            int fromY = From.Y + (LineageDrawing.BoxHeight / 2);
            int toY = To.Y + (LineageDrawing.BoxHeight / 2);
            return $"M{fromX} {fromY} C{fromX + Bend} {fromY} {To.X - Bend} {toY} {To.X - 7} {toY}";
        }
    }
}

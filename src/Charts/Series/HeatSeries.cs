using Souk.Charts.Themes;

namespace Souk.Charts.Series;

/// <summary>A grid of shares, 0 to 1: the larger, the darker its cell; each cell says its share.</summary>
/// <param name="Columns">Names from the left; each once.</param>
/// <param name="Rows">Names from the top; each once.</param>
/// <param name="Cells">By row, then column; NaN is a gap.</param>
public sealed record HeatSeries(
    string Name,
    Tone Tone,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Rows,
    IReadOnlyList<IReadOnlyList<double>> Cells
) : ChartSeries(Name, Tone)
{
    /// <summary>How strongly a share is painted, in percent: an empty share is seen, too.</summary>
    public static int OpacityPercent(double share) =>
        LeastPercent + (int)((100 - LeastPercent) * Math.Clamp(share, 0, 1));

    private const int LeastPercent = 5;

    /// <exception cref="ArgumentException">There are other numbers of cells than rows and columns.</exception>
    internal void Check()
    {
        if (Cells.Count != Rows.Count || Cells.Any(row => row.Count != Columns.Count))
        {
            throw new ArgumentException($"Series {Name} has not {Columns.Count} cells in each of {Rows.Count} rows.");
        }
    }
}

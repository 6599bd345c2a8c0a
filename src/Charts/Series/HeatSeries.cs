using Souk.Charts.Themes;

namespace Souk.Charts.Series;

/// <summary>A grid of shares, 0 to 1: the larger, the stronger its cell; each cell says its share.</summary>
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
    private const int LeastPercent = 5;

    /// <summary>The colour of a cell: an empty share is seen, too, and the ink can be read on a full one.</summary>
    public string FillOf(Theme theme, double share)
    {
        int mostPercent = theme.ReadablePercent(Tone);
        return theme.Over(Tone, LeastPercent + (int)((mostPercent - LeastPercent) * Math.Clamp(share, 0, 1)));
    }

    /// <exception cref="ArgumentException">There are other numbers of cells than rows and columns.</exception>
    internal void Check()
    {
        if (Cells.Count != Rows.Count || Cells.Any(row => row.Count != Columns.Count))
        {
            throw new ArgumentException($"Series {Name} has not {Columns.Count} cells in each of {Rows.Count} rows.");
        }
    }
}

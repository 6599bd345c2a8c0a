namespace Souk.Dashboards.Tables;

/// <summary>One value as a reader sees it.</summary>
/// <param name="Text">Formatted and perhaps rounded.</param>
/// <param name="Exact">All of it, for machines: base units, ISO dates, 0x text; empty for NULL.</param>
/// <param name="Link">Where it leads; null where nowhere.</param>
public sealed record Cell(string Text, string Exact, string? Link = null);

/// <summary>A table for readers: the same rows as the files, formatted.</summary>
/// <param name="Columns">Headings, and whether their values are numbers.</param>
/// <param name="RowCount">Of all rows, shown or not.</param>
/// <param name="Evidence">Where each row leads; null entries lead nowhere.</param>
public sealed record TableView(
    IReadOnlyList<(string Name, bool IsNumber)> Columns,
    IReadOnlyList<IReadOnlyList<Cell>> Rows,
    IReadOnlyList<string?> Evidence,
    int RowCount
)
{
    /// <summary>What others say against each row; null where rows accuse nobody.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    public bool HasEvidence => Evidence.Any(link => link is not null);
}

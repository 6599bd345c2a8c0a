namespace Souk.Charts.Pictures;

/// <summary>A table as a picture shows it: text in columns, long cells cut.</summary>
/// <param name="Note">Below it; null for none.</param>
public sealed record PrintedTable(
    string Title,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    string? Note = null
);

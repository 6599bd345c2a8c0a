namespace Souk.Warehouse.Sheets;

/// <summary>One value of a reference file, with what vouches for it.</summary>
/// <param name="Item">The keys of its record, joined by '/'; the section's name where it has one record only.</param>
/// <param name="Value">Null where it was looked for and not found.</param>
/// <param name="Source">Where it comes from, in words or as a place that can be looked up.</param>
/// <param name="File">Name of the file, without folders.</param>
/// <param name="Line">Counted from 1.</param>
internal sealed record SheetFact(
    string System,
    string Section,
    string Item,
    string Field,
    string? Value,
    string Confidence,
    string Source,
    string File,
    long Line
);

/// <summary>A checked reference file.</summary>
internal sealed record Sheet(string Path, string System, IReadOnlyList<SheetFact> Facts)
{
    /// <summary>A value, or null where it is missing or was not found.</summary>
    public string? Value(string section, string item, string field) =>
        Facts.FirstOrDefault(fact => fact.Section == section && fact.Item == item && fact.Field == field)?.Value;

    /// <summary>The records of a section, in the order of the file.</summary>
    public IEnumerable<string> Items(string section) =>
        Facts.Where(fact => fact.Section == section).Select(fact => fact.Item).Distinct();
}

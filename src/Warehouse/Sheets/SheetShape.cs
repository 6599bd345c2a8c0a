using Souk.Warehouse.Imports;

namespace Souk.Warehouse.Sheets;

/// <summary>What a kind of reference file may hold: read, checked and offered to editors from this one description.</summary>
/// <param name="Title">Of the kind of file, such as "Token registry".</param>
/// <param name="Meaning">One sentence for editors and people.</param>
internal sealed record SheetShape(string Title, string Meaning, IReadOnlyList<SheetSection> Sections)
{
    /// <summary>The field of every file that names the system it tells of.</summary>
    public const string System = "system";

    /// <summary>The field of every record that says how sure its values are.</summary>
    public const string Confidence = "confidence";

    /// <summary>The field of every record that says where its values come from.</summary>
    public const string Source = "source";

    /// <summary>How sure a value is; also the text of a value that was looked for and not found.</summary>
    public const string NotFound = "not found";

    public static readonly IReadOnlyList<string> Confidences = ["exact", "reported", "assumed", NotFound];
}

/// <summary>A list of records in a reference file, or a single record.</summary>
/// <param name="IsSingle">One record without a key, in place of a list.</param>
internal sealed record SheetSection(
    string Name,
    string Meaning,
    IReadOnlyList<ImportField> Fields,
    bool IsSingle = false
)
{
    public IEnumerable<ImportField> Keys => Fields.Where(key => key.IsKey);
}

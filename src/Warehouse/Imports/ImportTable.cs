namespace Souk.Warehouse.Imports;

/// <summary>A series that can be imported row by row.</summary>
/// <param name="Name">As people name it; the table of schema reference is called the same.</param>
/// <param name="Fields">Columns of file and table. Empty cells of fields with a default get it.</param>
internal sealed record ImportTable(string Name, string Meaning, IReadOnlyList<ImportField> Fields)
{
    /// <summary>What an empty cell stands for, by field. The source of a row that names none is its file.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    public RevisedTable Target =>
        new(
            $"reference.{Name}",
            [.. Fields.Where(column => column.IsKey).Select(column => column.Name)],
            [.. Fields.Where(column => !column.IsKey).Select(column => column.Name)],
            []
        );

    /// <summary>Fields in the order of the target's columns.</summary>
    public IEnumerable<ImportField> Columns =>
        Fields.Where(column => column.IsKey).Concat(Fields.Where(column => !column.IsKey));
}

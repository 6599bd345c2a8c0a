using Souk.Warehouse.Imports;
using Souk.Warehouse.Spellings;

namespace Souk.Warehouse.Sheets;

/// <summary>Names that must be in another section of the same file.</summary>
internal static class SheetLinks
{
    /// <returns>Problems, each with its line.</returns>
    public static IEnumerable<string> Check(SheetShape shape, IReadOnlyList<SheetFact> facts)
    {
        foreach (
            ImportField field in shape.Sections.SelectMany(section => section.Fields).Where(f => f.RefersTo is not null)
        )
        {
            string[] known =
            [
                .. facts.Where(fact => fact.Section == field.RefersTo).Select(fact => fact.Item).Distinct(),
            ];
            foreach (SheetFact fact in facts.Where(fact => IsOf(shape, fact, field) && !known.Contains(fact.Value)))
            {
                string hint =
                    known.Length == 0 ? "there is none" : $"did you mean '{NearestWord.To(fact.Value!, known)}'?";
                yield return $"line {fact.Line}: {field.Name} '{fact.Value}' is not in {field.RefersTo}; {hint}";
            }
        }
    }

    private static bool IsOf(SheetShape shape, SheetFact fact, ImportField field) =>
        fact.Value is not null
        && fact.Field == field.Name
        && shape.Sections.First(section => section.Name == fact.Section).Fields.Contains(field);
}

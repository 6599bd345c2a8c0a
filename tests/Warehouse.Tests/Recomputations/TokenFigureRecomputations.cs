using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>What the token registry states of supplies and beside them.</summary>
internal static class TokenFigureRecomputations
{
    private static readonly (string Field, string Name, bool IsObserved)[] s_supplies =
    [
        ("supply_initial", "initial supply", false),
        ("supply_max", "maximum supply", false),
        ("supply_total", "total supply", true),
        ("supply_circulating", "circulating supply", true),
    ];

    [Recomputes("token_figures")]
    public static IEnumerable<string> TokenFigures(DrawnQuestion asked)
    {
        var supplies =
            from token in FileRecomputations.Records(asked, "tokens")
            from supply in s_supplies
            where token.Fields.ContainsKey(supply.Field)
            let day = supply.IsObserved ? token.Day("supply_as_of") : null
            select (supply.Name, Day: day, Record: token, supply.Field, Unit: token.Item);
        var figures =
            from figure in FileRecomputations.Records(asked, "figures")
            select (
                Name: figure.Value("figure")!,
                Day: figure.Day("date"),
                Record: figure,
                Field: "value",
                Unit: figure.Value("unit")!
            );
        return supplies
            .Concat(figures)
            .Where(row => row.Day is not { } day || day.ToDateTime(TimeOnly.MinValue) <= asked.Until)
            .Select(row =>
                Line(
                    row.Name,
                    row.Day,
                    row.Record.Number(row.Field),
                    row.Unit,
                    row.Record.Confidence(row.Field),
                    row.Record.Source(row.Field)
                )
            )
            .Distinct();
    }
}

namespace Souk.DuckDb.Types;

/// <summary>Decimals side by side in a list.</summary>
internal static class Decimals
{
    /// <summary>Gives all decimals the largest scale among them, so that casting one to the type of another cannot
    /// round.</summary>
    public static object?[] ToOneScale(object?[] elements)
    {
        DuckDBDecimal?[] numbers = [.. elements.Select(AsDecimal)];
        if (!numbers.Any(number => number.HasValue))
        {
            return elements;
        }

        byte scale = numbers.Max(number => number?.Scale ?? 0);
        return
        [
            .. elements.Zip(numbers, (element, number) => number?.Rescale(DuckDBDecimal.WidthMax, scale) ?? element),
        ];
    }

    private static DuckDBDecimal? AsDecimal(object? element) =>
        element switch
        {
            decimal number => DuckDBDecimal.From(number),
            DuckDBDecimal number => number,
            _ => null,
        };
}

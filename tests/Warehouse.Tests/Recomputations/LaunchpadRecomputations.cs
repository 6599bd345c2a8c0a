using static Souk.Warehouse.Tests.Recomputations.DrawnRow;
using static Souk.Warehouse.Tests.Recomputations.FileRecomputations;
using Record = Souk.Warehouse.Tests.Recomputations.FileRecomputations.Record;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of what files say of public sales.</summary>
internal static class LaunchpadRecomputations
{
    [Recomputes("launchpad_returns")]
    public static IEnumerable<string> LaunchpadReturns(DrawnQuestion asked)
    {
        foreach (Record sale in Records(asked, "sales", everywhere: true))
        {
            decimal? paid = sale.Number("price_usd");
            string Row(
                string measured,
                DateOnly? day,
                decimal? price,
                double? multiple,
                string? confidence,
                string? source
            ) =>
                Line([
                    .. Head(sale, paid),
                    measured,
                    day,
                    price,
                    multiple,
                    confidence,
                    source,
                    sale.System == asked.Market,
                ]);
            string Priced(string measured, DateOnly day, decimal price, string confidence, string source) =>
                Row(
                    measured,
                    day,
                    price,
                    paid is null ? null : Math.Round((double)price / (double)paid, 6),
                    Surest[
                        Math.Max(Array.IndexOf(Surest, confidence), Array.IndexOf(Surest, sale.Confidence("price_usd")))
                    ],
                    source
                );
            foreach (
                (string measured, DateOnly day, decimal price, string confidence, string source) in Dollars(asked, sale)
            )
            {
                yield return Priced(measured, day, price, confidence, source);
            }

            foreach (
                Record stated in Records(asked, "multiples", everywhere: true)
                    .Where(found => found.System == sale.System && found.Value("sale") == sale.Item)
            )
            {
                if (stated.Day("date") is not { } day || day.ToDateTime(TimeOnly.MinValue) <= asked.Until)
                {
                    yield return Row(
                        $"{stated.Value("when")} (stated)",
                        stated.Day("date"),
                        null,
                        (double)stated.Number("multiple")!,
                        stated.Confidence("multiple"),
                        stated.Source("multiple")
                    );
                }
            }
        }
    }

    private static object?[] Head(Record sale, decimal? paid) =>
        [sale.System, sale.Item, sale.Value("venue"), "GOLD", sale.Day("date"), paid];

    /// <summary>What a sale's token is said to cost: prices that the registry names, and the last import.</summary>
    private static IEnumerable<(
        string Measured,
        DateOnly Day,
        decimal Price,
        string Confidence,
        string Source
    )> Dollars(DrawnQuestion asked, Record sale)
    {
        foreach (Record quote in Records(asked, "quotes", everywhere: true).Where(quote => quote.System == sale.System))
        {
            if (quote.Day("date")!.Value.ToDateTime(TimeOnly.MinValue) <= asked.Until)
            {
                yield return (
                    quote.Value("kind")!,
                    quote.Day("date")!.Value,
                    quote.Number("price_usd")!.Value,
                    quote.Confidence("price_usd")!,
                    quote.Source("price_usd")!
                );
            }
        }

        DrawnRow? last = asked
            .Facts.Rows("reference.price")
            .Where(row => !row.Has("superseded_at") && row.System == sale.System && row.Text("quote") == "USD")
            .Where(row => row.Time <= asked.Until)
            .MaxBy(row => (row.Time, row.Text("source")));
        if (last is not null)
        {
            yield return (
                "last import",
                DateOnly.FromDateTime(last.Time),
                last.Decimal("price")!.Value,
                last.Text("confidence"),
                last.Text("source")
            );
        }
    }

    [Recomputes("sales")]
    public static IEnumerable<string> Sales(DrawnQuestion asked) =>
        from sale in Records(asked, "sales")
        where sale.Day("date")!.Value.ToDateTime(TimeOnly.MinValue) <= asked.Until
        let least = sale
            .Fields.Keys.Where(field => sale.Value(field) is not null)
            .OrderBy(field => Array.IndexOf(Surest, sale.Confidence(field)))
            .ThenBy(field => field, StringComparer.Ordinal)
            .Last()
        select Line(
            sale.System,
            sale.Item,
            sale.Value("venue"),
            sale.Value("token"),
            sale.Day("date"),
            sale.Number("price_usd"),
            null,
            sale.Number("raised_usd"),
            null,
            (int?)sale.Number("minutes"),
            null,
            sale.Confidence(least),
            sale.Source(least)
        );
}

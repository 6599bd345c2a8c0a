using System.Globalization;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Facts;

/// <summary>Reads which facts an address asks for: <c>?from=2025-01-01&amp;to=2025-01-31&amp;what=price&amp;party=0x…</c>.
/// </summary>
/// <param name="Query">What was asked; where the address is wrong, everything of the kind.</param>
/// <param name="Error">What is wrong and what is allowed; null where nothing is.</param>
public sealed record FactQueryText(FactQuery Query, string? Error)
{
    private const int TextLengthMax = 200;

    public static FactQueryText Parse(string market, FactKind kind, IQueryCollection query)
    {
        var all = new FactQuery(market, kind);
        try
        {
            FactQuery asked = all with
            {
                From = Day(query["from"].ToString()),
                To = Day(query["to"].ToString()),
                What = Word("what", query["what"].ToString()),
                Symbol = Word("symbol", query["symbol"].ToString()),
                Asset = Word("asset", query["asset"].ToString()),
                Party = Party(query["party"].ToString()),
                Page = PageOf(query["page"].ToString()),
            };
            return asked.From > asked.To
                ? new FactQueryText(all, PageWords.Plain("facts.the-first-day-is-later"))
                : new FactQueryText(asked, null);
        }
        catch (FormatException wrong)
        {
            return new FactQueryText(all, wrong.Message);
        }
    }

    /// <exception cref="FormatException">No day of the form 2025-01-31.</exception>
    public static DateOnly? Day(string text) =>
        text.Length == 0 ? null
        : DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateOnly day
        )
            ? day
        : throw new FormatException(PageWords.Plain("facts.is-no-day-write-one", Shown(text)));

    private static Address? Party(string text) => text.Length == 0 ? null : Address.Parse(Word("party", text)!);

    private static int PageOf(string text) =>
        text.Length == 0 ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int page)
        && page is >= 1 and <= FactQuery.PageMax
            ? page
        : throw new FormatException(PageWords.Plain("facts.page-is-give-a-whole", Shown(text), FactQuery.PageMax));

    private static string? Word(string name, string text) =>
        text.Length == 0 ? null
        : text.Length <= TextLengthMax ? text
        : throw new FormatException(PageWords.Plain("facts.has-letters-at-most-are", name, text.Length, TextLengthMax));

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

using System.Globalization;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Facts;

/// <summary>Which facts are asked for; unset parts leave nothing out.</summary>
/// <param name="Market">The system's key.</param>
/// <param name="Kind">What they are.</param>
public sealed record FactQuery(string Market, FactKind Kind)
{
    /// <summary>Rows of one page.</summary>
    public const int RowsMax = 100;

    /// <summary>Pages further than this are refused: narrow the dates instead.</summary>
    public const int PageMax = 10_000;

    /// <summary>Names other kinds, in an address.</summary>
    public const string OrParameter = "or";

    /// <summary>The first day, UTC.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The role, action or bucket.</summary>
    public string? What { get; init; }

    public string? Symbol { get; init; }

    public string? Asset { get; init; }

    /// <summary>On either side.</summary>
    public Address? Party { get; init; }

    /// <summary>1 is the newest.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The page's address that asks for these facts.</summary>
    public string Link(int? page = null) => $"/m/{Uri.EscapeDataString(Market)}/facts/{Kind.Name}{Query(page)}";

    /// <summary>The same, which leads to the first of other kinds where there is no such fact.</summary>
    public string LinkOr(IEnumerable<FactKind> others) =>
        Link() is var link && string.Join(',', others.Select(kind => kind.Name)) is { Length: > 0 } names
            ? $"{link}{(link.Contains('?') ? '&' : '?')}{OrParameter}={names}"
            : link;

    /// <summary>The same question about another kind, whose words for what happened differ.</summary>
    public FactQuery About(FactKind kind) =>
        this with
        {
            Kind = kind,
            What = null,
            Symbol = kind.IsOfTokens ? Symbol : null,
            Page = 1,
        };

    /// <summary>The question mark and what follows it; empty where nothing is left out.</summary>
    public string Query(int? page = null)
    {
        (string Name, string? Value)[] all =
        [
            ("from", Text(From)),
            ("to", Text(To)),
            ("what", What),
            ("symbol", Symbol),
            ("asset", Asset),
            ("party", Party?.ToString()),
            ("page", (page ?? Page) > 1 ? (page ?? Page).ToString(CultureInfo.InvariantCulture) : null),
        ];
        string[] given =
        [
            .. all.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"),
        ];
        return given.Length == 0 ? "" : "?" + string.Join('&', given);
    }

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

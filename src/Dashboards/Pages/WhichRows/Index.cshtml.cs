using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Facts;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhichRows;

/// <summary>The stored facts behind a number of a market: which rows add up to it?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data, DashboardParts parts) : PageModel, IExhibitor
{
    public MarketSummary Market { get; private set; } = null!;

    public FactRows Facts { get; private set; } = null!;

    public string? Error { get; private set; }

    /// <summary>Where this market has no such row of a party: other markets that have, and how many.</summary>
    public IReadOnlyList<(string Title, string Link, long Count)> Elsewhere { get; private set; } = [];

    /// <summary>Where there is no such row in the days that were asked for: the last one before that has any.</summary>
    public DateOnly? Before { get; private set; }

    /// <summary>Whether the market has no pool whose reserves are known, on any day.</summary>
    public bool HasNoPool { get; private set; }

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(Facts.Query.Kind.Name, Facts.Query.Kind.Title, MetricExport.Of(Facts.Rows))
            {
                About =
                [
                    ("units", PageWords.Plain("which-rows.amounts-in-base-units-times")),
                    ("rows", PageWords.Plain("which-rows.all-that-match-the-address")),
                ],
            }.From(Market),
        ];

    public async Task<IActionResult> OnGetAsync(string system, string kind, CancellationToken cancellation)
    {
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        if (
            markets.FirstOrDefault(market => market.System == system) is not { } found
            || FactKind.Find(kind) is not { } known
        )
        {
            return NotFound();
        }

        Market = found;
        FactQueryText asked = FactQueryText.Parse(system, known, Request.Query);
        Error = asked.Error;
        bool isFile = Request.Query.ContainsKey(ExhibitFilter.Parameter);
        Facts = await data.ReadAsync(
            connection =>
                isFile
                    ? FactReader.ReadAll(connection, asked.Query, parts.FactFileRowsMax)
                    : FactReader.Read(connection, asked.Query),
            cancellation
        );
        if (!isFile && Error is null && Facts.Count == 0 && await OtherAsync(asked.Query, cancellation) is { } other)
        {
            return Redirect(other.Link());
        }

        if (!isFile && Error is null && Facts.Count == 0)
        {
            await SayWhyAsync(markets, asked.Query, cancellation);
        }

        Response.StatusCode = Error is null ? 200 : 400;
        if (isFile && Facts.Count > parts.FactFileRowsMax)
        {
            return new JsonResult(
                new
                {
                    error = PageWords.Plain("which-rows.rows-match-a-file-holds", Facts.Count, parts.FactFileRowsMax),
                }
            )
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        return Page();
    }

    /// <summary>Where else such rows are, or why there is none.</summary>
    private async Task SayWhyAsync(
        IReadOnlyList<MarketSummary> markets,
        FactQuery query,
        CancellationToken cancellation
    )
    {
        (Before, HasNoPool) = await data.ReadAsync(
            connection =>
                (
                    FactReader.LastDayBefore(connection, query),
                    query.Kind.Name == "pool_state"
                        && FactReader.Read(connection, new FactQuery(query.Market, query.Kind)).Count == 0
                ),
            cancellation
        );
        if (query.Party is not null)
        {
            Elsewhere = await ElsewhereAsync(markets, query, cancellation);
        }
    }

    /// <summary>Of the other kinds that the address names the first that has such facts, or had them before where the asked one never
    /// did; null where none has.</summary>
    private Task<FactQuery?> OtherAsync(FactQuery query, CancellationToken cancellation)
    {
        string[] names = Request.Query[FactQuery.OrParameter].ToString().Split(',');
        FactQuery[] others = [.. names.Distinct().Select(FactKind.Find).OfType<FactKind>().Select(query.About)];
        return others.Length == 0
            ? Task.FromResult<FactQuery?>(null)
            : data.ReadAsync(
                connection =>
                    others.FirstOrDefault(other => FactReader.Read(connection, other).Count > 0)
                    ?? (
                        FactReader.LastDayBefore(connection, query) is null
                            ? others.FirstOrDefault(other => FactReader.LastDayBefore(connection, other) is not null)
                            : null
                    ),
                cancellation
            );
    }

    private Task<IReadOnlyList<(string Title, string Link, long Count)>> ElsewhereAsync(
        IReadOnlyList<MarketSummary> markets,
        FactQuery query,
        CancellationToken cancellation
    ) =>
        data.ReadAsync(
            connection =>
                (IReadOnlyList<(string, string, long)>)
                    [
                        .. markets
                            .Where(market => market.System != query.Market)
                            .Select(market => (market.Title, Query: query with { Market = market.System, Page = 1 }))
                            .Select(there =>
                                (there.Title, there.Query.Link(), FactReader.Read(connection, there.Query).Count)
                            )
                            .Where(there => there.Count > 0),
                    ],
            cancellation
        );
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Charts;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Calendars;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Unlocks;

namespace Souk.Dashboards.Pages.WhatUnlocks;

/// <summary>The unlock calendar of all markets, or of one: what becomes free when, and how much is it?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    /// <summary>Entries that the page lists; the files hold all.</summary>
    public const int EntriesMax = 120;

    /// <summary>Releases and rewards that the page follows at most.</summary>
    private const long OriginsMax = 100_000;

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    public Moment Moment { get; private set; } = Moment.Now;

    string? IExhibitor.Error => Moment.Error;

    public string? Chosen { get; private set; }

    public IReadOnlyList<UnlockCalendar> Calendars { get; private set; } = [];

    /// <summary>What shows each allocation of the chosen market; nothing where all markets are shown.</summary>
    public IReadOnlyList<BucketState> Buckets { get; private set; } = [];

    /// <summary>What became of the chosen market's released tokens and rewards; nothing where all markets are shown.</summary>
    public IReadOnlyList<UnlockFate> Fates { get; private set; } = [];

    /// <summary>Releases and rewards of the chosen market that nothing can follow.</summary>
    public IReadOnlyList<UnfollowedUnlock> Unfollowed { get; private set; } = [];

    /// <summary>Releases and rewards of the chosen market that are too many for a page to follow; 0 where it follows all.</summary>
    public long OriginsLeft { get; private set; }

    /// <summary>Of the chosen market; null where all are shown.</summary>
    public ExitSheet? Sheet { get; private set; }

    /// <summary>Null where nothing was set free, or all markets are shown.</summary>
    public Chart? Flows => Chosen is null ? null : FateFigure.Of(Fates, Calendars[0].Market, Word);

    /// <summary>The pool's depth against the unlocks; null where there is no pool or no unlock.</summary>
    public ChartCard? Depth =>
        Sheet is { } sheet && DepthFigure.Of(sheet) is { } chart
            ? new ChartCard(
                Finding(sheet),
                "depth",
                chart,
                new CardTable(
                    PageWords.Plain("what-unlocks.the-next-unlocks", chart.LabelledTitle),
                    [
                        PageWords.Plain("what-unlocks.from"),
                        PageWords.Plain("what-unlocks.whose"),
                        sheet.Calendar.Market.Token.Symbol,
                        PageWords.Plain("what-unlocks.below-the-pool-s-price"),
                    ],
                    [
                        .. sheet
                            .Calendar.Entries.Take(EntriesMax)
                            .Select(entry =>
                                (string[])
                                    [
                                        entry.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                                        entry.Bucket,
                                        new Amount(entry.Amount, sheet.Calendar.Market.Token).Short,
                                        DepthFigure.Shown(LossOf(sheet, entry)),
                                    ]
                            ),
                    ]
                ),
                DepthFigure.Rows(sheet)
            )
            {
                About = [("units", chart.Y.Caption), ("formula", chart.Note ?? "")],
                Market = sheet.Calendar.Market,
                Badge = sheet.Calendar.Market.BadgeOf("exit_cost"),
                Definition = Moment.On($"/metrics/exit_cost?market={sheet.Calendar.Market.System}"),
            }
            : null;

    /// <summary>Of the chosen market: each month in days of volume, and the supply until the last unlock.</summary>
    public IReadOnlyList<ChartCard> Figures =>
        Chosen is null
            ? []
            :
            [
                .. new[]
                {
                    (
                        "days",
                        PageWords.Plain("what-unlocks.how-long-the-pools-would"),
                        UnlockFigures.Days(Calendars[0])
                    ),
                    (
                        "stack",
                        PageWords.Plain("what-unlocks.what-circulates-today-unlocks-and"),
                        UnlockFigures.Supply(Calendars[0])
                    ),
                }
                    .Where(one => one.Item3 is not null)
                    .Select(one => Card(one.Item1, one.Item2, one.Item3!)),
            ];

    private ChartCard Card(string key, string heading, Chart chart) =>
        new(heading, key, chart, CardTable.Of(chart), ChartTable.Of(chart))
        {
            About = [("units", chart.Y.Caption), ("formula", chart.Note ?? "")],
            Market = Calendars[0].Market,
            Badge = Calendars[0].Market.BadgeOf("unlocks"),
            Definition = Moment.On($"/metrics/unlocks?market={Calendars[0].Market.System}"),
        };

    private static string Finding(ExitSheet sheet)
    {
        UnlockEntry largest = sheet.Calendar.Entries.MaxBy(entry => entry.Amount)!;
        return PageWords.Plain("what-unlocks.the-largest-unlock-to-come", DepthFigure.Shown(LossOf(sheet, largest)));
    }

    private static double LossOf(ExitSheet sheet, UnlockEntry entry) =>
        DepthFigure.LossPercent(
            sheet.Pool!,
            new Amount(entry.Amount, sheet.Calendar.Market.Token).ToChartPoint(),
            sheet.Calendar.Market
        );

    public string? Label => Calendars.Select(one => one.Market.Label).FirstOrDefault(label => label is not null);

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "calendar",
                PageWords.Plain("what-unlocks.unlocks-to-come"),
                ExportTable.Of(
                    All,
                    ("day", row => row.Entry.Day),
                    ("is_cliff", row => row.Entry.IsCliff),
                    ("market", row => row.Calendar.Market.System),
                    ("bucket", row => row.Entry.Bucket),
                    ("amount", row => row.Entry.Amount),
                    ("symbol", row => row.Calendar.Market.Token.Symbol),
                    ("decimals", row => row.Calendar.Market.Token.Decimals),
                    ("circulating", row => row.Calendar.Circulating),
                    ("days_of_volume", row => row.Calendar.DaysOfVolume(row.Entry.Amount))
                )
            )
            {
                Label = Label,
                About =
                [
                    ("units", PageWords.Plain("what-unlocks.amounts-in-base-units")),
                    .. Calendars.Select(one => one.Market.AsOfLine),
                ],
            },
            .. Buckets.Count == 0
                ? []
                : new[]
                {
                    new Exhibit(
                        "buckets",
                        PageWords.Plain("what-unlocks.what-shows-each-allocation"),
                        ExportTable.Of(
                            Buckets,
                            ("bucket", row => row.Bucket),
                            ("evidence", row => row.Evidence),
                            ("promised", row => row.Promised),
                            ("in_contract", row => row.InContract),
                            ("watched", row => row.Watched),
                            ("confidence", row => row.Confidence)
                        )
                    )
                    {
                        About =
                        [
                            ("units", PageWords.Plain("what-unlocks.base-units-of", Calendars[0].Market.Token.Symbol)),
                        ],
                    }.From(Calendars[0].Market),
                },
            .. Figures.Select(card => card.ToExhibit()),
            .. Depth is { } depth ? [depth.ToExhibit()] : Array.Empty<Exhibit>(),
            .. Chosen is null
                ? []
                : new[]
                {
                    new Exhibit(
                        "after",
                        PageWords.Plain("what-unlocks.what-became-of-it-afterwards"),
                        new ExportTable(
                            [
                                "origin",
                                "whose",
                                "horizon_days",
                                "leaves_first",
                                "events",
                                "amount",
                                "cost_usd",
                                .. Enum.GetNames<LotPlace>().Select(name => name.ToLowerInvariant()),
                            ],
                            [.. Fates.Select(FateRow)]
                        ),
                        Flows
                    )
                    {
                        About =
                        [
                            ("units", PageWords.Plain("what-unlocks.base-units-of", Calendars[0].Market.Token.Symbol)),
                            .. Unfollowed.Select(left => ("not followed", left.ToString())),
                        ],
                    }.From(Calendars[0].Market),
                },
        ];

    private static object?[] FateRow(UnlockFate fate) =>
        [
            fate.Origin,
            fate.HolderClass,
            fate.HorizonDays,
            fate.Method == LotMethod.Fifo
                ? PageWords.Plain("what-unlocks.the-oldest")
                : PageWords.Plain("what-unlocks.a-part-of-each"),
            fate.Events,
            fate.Amount,
            fate.Cost?.Usd,
            .. Enum.GetValues<LotPlace>().Select(place => (object)fate.In(place)),
        ];

    public async Task<IActionResult> OnGetAsync(string? market, CancellationToken cancellation)
    {
        Moment = Moment.Parse(Request.Query);
        Markets = await data.ListMarketsAsync(Moment, cancellation);
        Chosen = string.IsNullOrEmpty(market) ? null : market;
        MarketSummary[] asked = [.. Markets.Where(one => Chosen is null || one.System == Chosen)];
        if (Chosen is not null && asked.Length == 0)
        {
            return NotFound();
        }

        Calendars = await data.ReadAsync<IReadOnlyList<UnlockCalendar>>(
            connection => [.. asked.Select(one => UnlockCalendar.Read(connection, one, Moment.Until))],
            cancellation
        );
        if (Chosen is not null)
        {
            (long origins, Fates, Unfollowed, Sheet, Buckets) = await data.ReadAsync(
                connection =>
                {
                    long origins = AfterUnlock.CountOrigins(connection, Chosen, Moment.Until);
                    return (
                        origins,
                        origins > OriginsMax ? [] : AfterUnlock.Trace(connection, Chosen, Moment.Until),
                        AfterUnlock.ReadUnfollowed(connection, Chosen, Moment.Until),
                        ExitSheet.Read(connection, asked[0], Moment.Until),
                        BucketState.Read(connection, Chosen, Moment.Until)
                    );
                },
                cancellation
            );
            OriginsLeft = origins > OriginsMax ? origins : 0;
        }

        Response.StatusCode = Moment.Error is null ? 200 : 400;
        return Page();
    }

    /// <summary>What a column of fates is called.</summary>
    public string Word(LotPlace place) =>
        place switch
        {
            LotPlace.Sold => PageWords.Plain("what-unlocks.sold-in-a-pool"),
            LotPlace.Exchange => PageWords.Plain("what-unlocks.sent-to-an-exchange"),
            LotPlace.Held or LotPlace.Staked or LotPlace.Bridged or LotPlace.Burned or LotPlace.Unknown =>
                place.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(place), place, "Not a place that tokens go to."),
        };

    /// <summary>What comes next in every calendar, by day.</summary>
    public IEnumerable<(UnlockCalendar Calendar, UnlockEntry Entry)> Next => All.Take(EntriesMax);

    private IEnumerable<(UnlockCalendar Calendar, UnlockEntry Entry)> All =>
        Calendars
            .SelectMany(calendar => calendar.Entries.Select(entry => (calendar, entry)))
            .OrderBy(pair => pair.entry.Day)
            .ThenBy(pair => pair.calendar.Market.System, StringComparer.Ordinal);
}

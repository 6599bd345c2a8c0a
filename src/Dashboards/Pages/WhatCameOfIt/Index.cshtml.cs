using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Facts;
using Souk.Dashboards.Plans;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Pages.WhatCameOfIt;

/// <summary>An approved design beside what was deployed and what followed: what came of it?</summary>
public sealed class IndexModel(IDashboardData data, ScenarioLibrary library, BandRunner runner) : PageModel, IExhibitor
{
    /// <summary>Alerts that the page lists; the tables have all.</summary>
    public const int AlertsShown = 12;

    public string Name { get; private set; } = "";

    /// <summary>Null where no design of this name can be simulated by itself.</summary>
    public Design? Design { get; private set; }

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>The market that is compared with; null where none is.</summary>
    public MarketSummary? Market { get; private set; }

    /// <summary>The design's first day on chain.</summary>
    public DateOnly? From { get; private set; }

    /// <summary>Null where it cannot be compared.</summary>
    public PlanComparison? Found { get; private set; }

    /// <summary>Why not, and what would help; null where it can.</summary>
    public string? Obstacle { get; private set; }

    string? IExhibitor.Error => Obstacle;

    public IEnumerable<Exhibit> Exhibits =>
        Found is not { } found
            ? []
            :
            [
                .. found.Series.Select(series => series.ToExhibit(found.Market.Label, found.About)),
                new Exhibit(
                    "buckets",
                    PageWords.Plain("what-came-of-it.designed-and-deployed-bucket-by"),
                    ExportTable.Of(
                        found.Buckets,
                        ("bucket", row => row.Name),
                        ("design", row => row.Design),
                        ("planned_locked_p05", row => row.Planned?.Low),
                        ("planned_locked_p50", row => row.Planned?.Median),
                        ("planned_locked_p95", row => row.Planned?.High),
                        ("contract", row => row.Contract),
                        ("deployed", row => row.Deployed),
                        ("locked", row => row.Locked),
                        ("verdict", row => row.Verdict)
                    )
                )
                {
                    Label = found.Market.Label,
                    About =
                    [
                        ("units", PageWords.Plain("what-came-of-it.whole", found.Market.Token.Symbol)),
                        ("day", $"{found.Last:yyyy-MM-dd}"),
                        .. found.About,
                    ],
                },
            ];

    public async Task<IActionResult> OnGetAsync(
        string name,
        string? market,
        string? from,
        CancellationToken cancellation
    )
    {
        Name = name;
        Markets = await data.ListMarketsAsync(cancellation);
        if (library.Find(name) is not { } shipped)
        {
            return library.Names.Contains(name) || Markets.Any(one => one.System == name)
                ? Refuse(422, PageWords.Plain("what-came-of-it.this-scenario-starts-from-where"))
                : NotFound();
        }

        Design = Design.Parse(name, shipped, Request.Query);
        try
        {
            From = FactQueryText.Day(from ?? "");
            Market = MarketOf(Design, market);
            if (Design.Error is { } wrong)
            {
                throw new FormatException(wrong);
            }

            Found = await new PlanReader(runner, data).ReadAsync(Design, Market, From, cancellation);
            return Page();
        }
        catch (FormatException wrong)
        {
            return Refuse(400, wrong.Message);
        }
        catch (PlanException nothing)
        {
            return Refuse(422, nothing.Message);
        }
        catch (Exception failed) when (failed is ScenarioException or RunException)
        {
            return Refuse(422, PageWords.Plain("what-came-of-it.the-design-cannot-run", failed.Message));
        }
    }

    // The market that is asked for, or one whose token is the design's.
    private MarketSummary MarketOf(Design design, string? asked)
    {
        string known =
            Markets.Count == 0
                ? PageWords.Plain("what-came-of-it.none-is-indexed")
                : string.Join(", ", Markets.Select(one => one.System));
        if (asked is { Length: > 0 })
        {
            return Markets.FirstOrDefault(one => one.System == asked)
                ?? throw new PlanException(PageWords.Plain("what-came-of-it.no-market-is-indexed-known", asked, known));
        }

        string? symbol = design.Changed.Tokens.FirstOrDefault()?.Symbol;
        return Markets.FirstOrDefault(one => one.Token.Symbol == symbol)
            ?? throw new PlanException(PageWords.Plain("what-came-of-it.no-indexed-market-has-the", symbol, known));
    }

    private PageResult Refuse(int status, string obstacle)
    {
        Obstacle = obstacle;
        Response.StatusCode = status;
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Facts;
using Souk.Dashboards.Plans;
using Souk.Dashboards.Scenarios;
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

    public IEnumerable<Exhibit> Exhibits =>
        Found is not { } found
            ? []
            :
            [
                .. found.Series.Select(series => series.ToExhibit(found.Market.Label, found.About)),
                new Exhibit(
                    "buckets",
                    "Designed and deployed, bucket by bucket",
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
                        ("units", $"whole {found.Market.Token.Symbol}"),
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
                ? Refuse(
                    422,
                    "This scenario starts from where its market stands on chain today, so that nothing has followed yet. What was published before it could be known is compared on the page of forecasts."
                )
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
            return Refuse(422, $"The design cannot run: {failed.Message}");
        }
    }

    // The market that is asked for, or one whose token is the design's.
    private MarketSummary MarketOf(Design design, string? asked)
    {
        string known = Markets.Count == 0 ? "none is indexed" : string.Join(", ", Markets.Select(one => one.System));
        if (asked is { Length: > 0 })
        {
            return Markets.FirstOrDefault(one => one.System == asked)
                ?? throw new PlanException($"No market \"{asked}\" is indexed. Known: {known}.");
        }

        string? symbol = design.Changed.Tokens.FirstOrDefault()?.Symbol;
        return Markets.FirstOrDefault(one => one.Token.Symbol == symbol)
            ?? throw new PlanException(
                $"No indexed market has the design's token {symbol}. Choose the market that came of it below. Known: {known}."
            );
    }

    private PageResult Refuse(int status, string obstacle)
    {
        Obstacle = obstacle;
        Response.StatusCode = status;
        return Page();
    }
}

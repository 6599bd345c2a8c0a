using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Claims;

namespace Souk.Dashboards.Pages.WhoSaysSo;

/// <summary>Public statements: who makes them, what does that person gain, and what does the warehouse show?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data, DashboardParts parts) : PageModel, IExhibitor
{
    /// <summary>By market, in the order of the files.</summary>
    public IReadOnlyList<IGrouping<string, CheckedClaim>> Claims { get; private set; } = [];

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>The market that is asked for; null for all.</summary>
    public string? Market { get; private set; }

    /// <summary>Markets that claims are about.</summary>
    public IEnumerable<string> Systems => parts.Claims.Select(claim => claim.System).Distinct();

    /// <summary>How many there are of each verdict, the weighty ones first.</summary>
    public IEnumerable<(string Verdict, int Count)> Verdicts =>
        new[]
        {
            ClaimVerdict.Contradicted,
            ClaimVerdict.Supported,
            ClaimVerdict.PartlyObservable,
            ClaimVerdict.Unobservable,
        }.Select(verdict => (verdict, Claims.SelectMany(one => one).Count(claim => claim.Verdict == verdict)));

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "claims",
                PageWords.Plain("who-says-so.public-statements-and-verdicts"),
                ExportTable.Of(
                    Claims.SelectMany(group => group),
                    ("market", row => row.Claim.System),
                    ("claim", row => row.Claim.Name),
                    ("statement", row => row.Claim.Statement),
                    ("date", row => row.Claim.Date),
                    ("speaker", row => row.Claim.Speaker),
                    ("interest", row => row.Claim.Interest),
                    ("relation", row => row.Claim.Relation),
                    ("value", row => row.Claim.Value),
                    ("unit", row => row.Claim.Unit),
                    ("verdict", row => row.Verdict),
                    ("is_computed", row => row.IsComputed),
                    ("metric", row => row.Claim.Metric),
                    ("measured", row => row.Measured),
                    ("beside", row => row.Beside?.Column),
                    ("beside_value", row => row.Beside?.Value),
                    ("reason", row => row.Reason),
                    ("why", row => row.Claim.Why),
                    ("source", row => row.Claim.Source)
                )
            ),
        ];

    public async Task<IActionResult> OnGetAsync(string? market, CancellationToken cancellation)
    {
        if (market is not null && !Systems.Contains(market))
        {
            return NotFound();
        }

        Market = market;
        Markets = await data.ListMarketsAsync(cancellation);
        Claim[] asked = [.. parts.Claims.Where(claim => market is null || claim.System == market)];
        if (asked.Length > 0)
        {
            CheckedClaim[] found = await data.ReadAsync(
                connection => asked.Select(claim => ClaimCheck.Run(connection, claim)).ToArray(),
                cancellation
            );
            Claims = [.. found.GroupBy(claim => claim.Claim.System)];
        }

        return Page();
    }

    public static string Number(decimal value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);

    /// <summary>The tone of a verdict, as the style sheet names it.</summary>
    public static string ToneOf(string verdict) =>
        verdict switch
        {
            ClaimVerdict.Supported => "proved",
            ClaimVerdict.Contradicted => "contradicted",
            ClaimVerdict.PartlyObservable => "reported",
            _ => "unseen",
        };
}

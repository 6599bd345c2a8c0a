using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.Failures;

/// <summary>What a reader sees in place of a page that does not exist or failed, with the ways out.</summary>
[IgnoreAntiforgeryToken]
public sealed class IndexModel(IDashboardData data) : PageModel
{
    public int Status { get; private set; }

    public bool IsMissing => Status == 404;

    /// <summary>The address that was asked for.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Why nothing may be served there, by what the first part of the address asks for.</summary>
    public string Perhaps =>
        Path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() switch
        {
            "m" or "market" or "unlocks" or "alerts" or "claims" or "position" => PageWords.Plain(
                "failures.perhaps-the-market-is-not"
            ),
            "party" => PageWords.Plain("failures.perhaps-the-party-is-not"),
            "asset" => PageWords.Plain("failures.perhaps-the-asset-is-not"),
            "metrics" => PageWords.Plain("failures.perhaps-the-metric-is-not"),
            "tx" or "log" => PageWords.Plain("failures.perhaps-the-transaction-is-not"),
            "scenario" or "scenarios" => PageWords.Plain("failures.perhaps-the-scenario-is-not"),
            _ => PageWords.Plain("failures.perhaps-the-address-is-not"),
        };

    /// <summary>Where the reader can go; empty when the data itself fails.</summary>
    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>Whether a form was refused whose token is not one of this process.</summary>
    public bool IsOldForm { get; private set; }

    /// <summary>Where the refused form is to be had anew.</summary>
    public string Again { get; private set; } = "";

    /// <summary>What was typed into the refused form's long field. It is shown and cannot be sent from here: a form of
    /// another site must not become one of ours by being refused.</summary>
    public string Typed { get; private set; } = "";

    public async Task OnGetAsync(int status, CancellationToken cancellation)
    {
        IStatusCodeReExecuteFeature? first = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        Status = status;
        Path = first?.OriginalPath ?? Request.Path;
        IsOldForm = OldForm.IsSent(HttpContext);
        if (IsMissing)
        {
            Markets = await data.ListMarketsAsync(cancellation);
        }

        if (IsOldForm)
        {
            // The changes of a scenario are in its address; a handler's name is only for forms.
            string query = first?.OriginalQueryString ?? "";
            Again =
                new PathString(Path)
                + new QueryString(query.Contains("handler=", StringComparison.Ordinal) ? "" : query);
            Typed = await OldForm.TypedAsync(HttpContext, cancellation);
        }
    }

    /// <summary>The same for a form that failed.</summary>
    public Task OnPostAsync(int status, CancellationToken cancellation) => OnGetAsync(status, cancellation);
}

using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Pages.Failures;

/// <summary>What a reader sees in place of a page that does not exist or failed, with the ways out.</summary>
[IgnoreAntiforgeryToken]
public sealed class IndexModel(IDashboardData data) : PageModel
{
    public int Status { get; private set; }

    public bool IsMissing => Status == 404;

    /// <summary>The address that was asked for.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Where the reader can go; empty when the data itself fails.</summary>
    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    public async Task OnGetAsync(int status, CancellationToken cancellation)
    {
        Status = status;
        Path = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? Request.Path;
        if (IsMissing)
        {
            Markets = await data.ListMarketsAsync(cancellation);
        }
    }
}

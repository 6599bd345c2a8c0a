using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Trust;

namespace Souk.Dashboards.Pages.HowComplete;

/// <summary>The status of everything that is stored: how fresh, how complete, how proved?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    public ChainHealth Health { get; private set; } = null!;

    public IEnumerable<Exhibit> Exhibits => Health.Exhibits;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Health = await data.ReadAsync(connection => ChainHealth.Read(connection, market: null), cancellation);
    }
}

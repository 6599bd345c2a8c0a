using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Scenarios;
using Souk.Simulation.Blueprints;

namespace Souk.Dashboards.Pages.WhichScenario;

/// <summary>The gallery: which scenarios ship, and what does each ask?</summary>
public sealed class IndexModel(IDashboardData data, ScenarioLibrary library) : PageModel
{
    public IReadOnlyList<(string Name, Blueprint Blueprint)> Scenarios { get; private set; } = [];

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Scenarios = library.All;
        Markets = await data.ListMarketsAsync(cancellation);
    }
}

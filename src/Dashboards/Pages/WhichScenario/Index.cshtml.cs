using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Scenarios;
using Souk.Simulation.Blueprints;

namespace Souk.Dashboards.Pages.WhichScenario;

/// <summary>The gallery: which scenarios ship, and what does each ask?</summary>
public sealed class IndexModel(IDashboardData data, ScenarioLibrary library) : PageModel, IExhibitor
{
    public IReadOnlyList<(string Name, Blueprint Blueprint)> Scenarios { get; private set; } = [];

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>The two lists of scenarios to choose from, and what each shows at first.</summary>
    public IEnumerable<(string Name, string Label, string? Chosen)> Sides =>
        [("a", "Compare", Scenarios[0].Name), ("b", "with", Scenarios[1].Name)];

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "scenarios",
                "Scenarios",
                ExportTable.Of(
                    Scenarios,
                    ("name", row => row.Name),
                    ("title", row => row.Blueprint.Title),
                    ("question", row => row.Blueprint.Question),
                    ("parts", row => row.Blueprint.Parts.Count),
                    ("days", row => row.Blueprint.HorizonDays),
                    ("is_uncertain", row => row.Blueprint.IsUncertain),
                    ("hash", row => row.Blueprint.Hash)
                )
            ),
        ];

    public async Task<IActionResult> OnGetAsync(string? a, string? b, CancellationToken cancellation)
    {
        if (a is not null && b is not null)
        {
            return Redirect($"/scenario/{Uri.EscapeDataString(a)}..{Uri.EscapeDataString(b)}");
        }

        Scenarios = library.All;
        Markets = await data.ListMarketsAsync(cancellation);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Pages.WhoPaysWhom;

/// <summary>The cash flows of a scenario's people and contracts: who pays whom?</summary>
[KeptPage]
public sealed class IndexModel(ScenarioLibrary library, BandRunner runner) : PageModel, IExhibitor
{
    /// <summary>Rows that the page shows; files hold all.</summary>
    public const int RowsShown = 40;

    public Design Design { get; private set; } = null!;

    /// <summary>In the token that was asked for; null where nothing was paid or it cannot run.</summary>
    public CashFlows? Flows { get; private set; }

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Error { get; private set; }

    public IEnumerable<Exhibit> Exhibits =>
        Flows is { } flows
            ?
            [
                flows.ToExhibit([
                    ("scenario", Design.Name),
                    ("scenario hash", Design.Changed.Hash),
                    ("seed", $"{Design.Seed}"),
                    ("days", $"{flows.Days}"),
                ]),
            ]
            : [];

    public async Task<IActionResult> OnGetAsync(string name, string? token, CancellationToken cancellation)
    {
        if (library.Find(name) is not { } shipped)
        {
            return NotFound();
        }

        Design = Design.Parse(name, shipped, Request.Query);
        Error = Design.Error;
        Response.StatusCode = Error is null ? 200 : 400;
        string file = Request.Query[ExhibitFilter.Parameter].ToString();
        if (Error is null && ExhibitFilter.Refusal(file, [CashFlows.Key]) is { } refusal)
        {
            return refusal;
        }

        try
        {
            IReadOnlyList<CashFlows> all = await runner.InTurnAsync(
                () => CashFlows.Of(Design.Changed, Design.Seed, cancellation),
                cancellation
            );
            Flows = token is null ? all.FirstOrDefault() : all.FirstOrDefault(one => one.Token.Symbol == token);
            if (token is not null && Flows is null)
            {
                Refuse(
                    400,
                    PageWords.Plain(
                        "who-pays-whom.nothing-is-paid-in-that",
                        string.Join(", ", all.Select(one => one.Token.Symbol))
                    )
                );
            }
        }
        catch (Exception failed) when (failed is ScenarioException or RunException)
        {
            Refuse(422, PageWords.Plain("who-pays-whom.it-cannot-run", failed.Message));
        }

        return Page();
    }

    private void Refuse(int status, string error)
    {
        Error = error;
        Response.StatusCode = status;
    }
}

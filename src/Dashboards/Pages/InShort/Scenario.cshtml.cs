using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Memos;
using Souk.Dashboards.Scenarios;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Variation = Souk.Simulation.Designs.Variation;

namespace Souk.Dashboards.Pages.InShort;

/// <summary>A scenario on one page. It ends when the reader leaves.</summary>
public sealed class ScenarioModel(ScenarioLibrary library, BandRunner runner) : PageModel
{
    /// <summary>Runs behind its sentences.</summary>
    public const int Runs = 32;

    public Design Design { get; private set; } = null!;

    /// <summary>Null where the scenario cannot run.</summary>
    public Memo? Memo { get; private set; }

    /// <summary>Why not; null where it can.</summary>
    public string? Error { get; private set; }

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellation)
    {
        if (library.Find(name) is not { } shipped)
        {
            return NotFound();
        }

        Design = Design.Parse(name, shipped, Request.Query);
        Error = Design.Error;
        Response.StatusCode = Error is null ? 200 : 400;
        try
        {
            (IReadOnlyList<Bands> bands, _) = await runner.RunAllAsync(Design, Runs, cancellation);
            IReadOnlyList<Variation> ranges = Ranges.Of(Design.Changed);
            Sensitivity? sensitivity =
                ranges.Count == 0
                    ? null
                    : await runner.InTurnAsync(
                        () => Sensitivity.Of(Design.Changed, ranges, Design.Shown[0], Design.Seed, null, cancellation),
                        cancellation
                    );
            Memo = ScenarioMemo.Of(Design, bands, sensitivity);
        }
        catch (Exception failed) when (failed is ScenarioException or RunException)
        {
            Error = $"It cannot run: {failed.Message}";
            Response.StatusCode = 422;
        }

        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Memos;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Pages.InShort;

/// <summary>A scenario on one page. It ends when the reader leaves.</summary>
[KeptPage(HasFirstAnswer = true)]
public sealed class ScenarioModel(ScenarioLibrary library, BandRunner runner, SensitivityDesk desk)
    : PageModel,
        IExhibitor
{
    private IReadOnlyList<Bands> _bands = [];

    public Design Design { get; private set; } = null!;

    /// <summary>Null where the scenario cannot run.</summary>
    public Memo? Memo { get; private set; }

    /// <summary>Why not; null where it can.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether more runs follow.</summary>
    public bool IsFirst { get; private set; }

    public IEnumerable<Exhibit> Exhibits =>
        Memo is { } memo ? [memo.ToExhibit(_bands.FirstOrDefault()?.ToChart())] : [];

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellation)
    {
        if (library.Find(name) is not { } shipped)
        {
            return NotFound();
        }

        Design = Design.Parse(name, shipped, Request.Query);
        Error = Design.Error;
        Response.StatusCode = Error is null ? 200 : 400;
        string file = Request.Query[ExhibitFilter.Parameter].ToString();
        if (Error is null && ExhibitFilter.Refusal(file, [Memo.Key]) is { } refusal)
        {
            return refusal;
        }

        try
        {
            Tuple<Memo, IReadOnlyList<Bands>>? whole = await FirstAnswer.InTimeAsync(
                Request,
                async token => (await ScenarioMemo.ReadAsync(Design, runner, desk, token)).ToTuple(),
                cancellation
            );
            IsFirst = whole is null;
            Response.StatusCode = IsFirst && Error is null ? 202 : Response.StatusCode;
            (Memo, _bands) = whole?.ToValueTuple() ?? await ScenarioMemo.ReadFirstAsync(Design, runner, cancellation);
        }
        catch (Exception failed) when (failed is ScenarioException or RunException)
        {
            Error = PageWords.Plain("in-short.it-cannot-run", failed.Message);
            Response.StatusCode = 422;
        }

        return Page();
    }
}

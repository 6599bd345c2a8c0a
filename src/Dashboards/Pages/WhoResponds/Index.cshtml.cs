using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Flywheels;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Research.Responses;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Pages.WhoResponds;

/// <summary>Do people, spending and price respond to what happens, and does the flywheel turn? Measured, and simulated by the
/// same code.</summary>
/// <remarks>A scenario is played only where the address names one.</remarks>
[KeptPage]
public sealed class IndexModel(IDashboardData data, ScenarioLibrary library, StudyDesk desk) : PageModel, IExhibitor
{
    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>Whose people and flywheel are shown; null where nothing is indexed.</summary>
    public MarketSummary? Market { get; private set; }

    public Happening Happening { get; private set; }

    /// <summary>Name of the scenario beside it; empty for none.</summary>
    public string Scenario { get; private set; } = "";

    public IReadOnlyList<string> Scenarios => library.Names;

    public uint Seed { get; private set; } = 1;

    public string People { get; private set; } = "";

    public string Payer { get; private set; } = "";

    public IReadOnlyList<Study> Studies { get; private set; } = [];

    public IReadOnlyList<Study> PeopleStudies { get; private set; } = [];

    public Flywheel? Flywheel { get; private set; }

    /// <summary>What is wrong with the address or the scenario; what is measured is shown all the same.</summary>
    public string? Error { get; private set; }

    public IEnumerable<Exhibit> Exhibits =>
        Studies
            .Concat(PeopleStudies)
            .SelectMany(study => study.ToExhibits())
            .Concat(Flywheel is { } flywheel ? [flywheel.ToExhibit()] : [])
            .Select(one =>
                (Market is { } market ? one.From(market) : one) is var found && Scenario.Length == 0
                    ? found
                    : found with
                    {
                        About =
                        [
                            .. found.About,
                            ("scenario", Scenario),
                            ("seed", $"{Seed}"),
                            ("runs", $"{StudyDesk.Runs}"),
                        ],
                    }
            );

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await ReadAddressAsync(cancellation))
        {
            return NotFound();
        }

        Blueprint? blueprint = Scenario.Length == 0 ? null : library.Find(Scenario);
        try
        {
            await ShowAsync(blueprint, cancellation);
        }
        catch (Exception failed) when (failed is ScenarioException or RunException or ArgumentException)
        {
            Refuse(PageWords.Plain("who-responds.it-cannot-be-simulated", failed.Message), 422);
            (People, Payer) = ("", "");
            await ShowAsync(null, cancellation);
        }

        return Page();
    }

    /// <summary>This page with another event.</summary>
    public string LinkTo(Happening happening) => $"/responses?{Query(happening)}";

    private string Query(Happening happening)
    {
        (string Name, string Value)[] parts =
        [
            ("market", Market?.System ?? ""),
            ("event", happening.ToString().ToLowerInvariant()),
            ("scenario", Scenario),
            ("seed", Scenario.Length == 0 ? "" : $"{Seed}"),
            ("people", People),
            ("payer", Payer),
        ];
        return string.Join(
            '&',
            parts.Where(part => part.Value.Length > 0).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}")
        );
    }

    private async Task<bool> ReadAddressAsync(CancellationToken cancellation)
    {
        IQueryCollection query = Request.Query;
        Markets = await data.ListMarketsAsync(cancellation);
        string market = query["market"].ToString();
        Market = Markets.FirstOrDefault(one => market.Length == 0 || one.System == market);
        Scenario = query["scenario"].ToString();
        if ((Market is null && market.Length > 0) || (Scenario.Length > 0 && library.Find(Scenario) is null))
        {
            return false;
        }

        People = query["people"].ToString();
        Payer = query["payer"].ToString();
        string asked = query["event"].ToString();
        if (asked.Length > 0)
        {
            if (Enum.GetNames<Happening>().Contains(asked, StringComparer.OrdinalIgnoreCase))
            {
                Happening = Enum.Parse<Happening>(asked, ignoreCase: true);
            }
            else
            {
                Refuse(PageWords.Plain("who-responds.is-none-of-reward-fee", asked), 400);
            }
        }

        try
        {
            Seed = Design.SeedOf(query["seed"].ToString());
        }
        catch (FormatException wrong)
        {
            Refuse(wrong.Message, 400);
        }

        return true;
    }

    private async Task ShowAsync(Blueprint? blueprint, CancellationToken cancellation)
    {
        Studies = await desk.AroundAsync(Happening, blueprint is null ? null : (blueprint, Seed), cancellation);
        if (Market is not { } market)
        {
            return;
        }

        Study contributions = await desk.PeopleAsync(market.System, PartyOutcome.Contributions, null, cancellation);
        if (Happening == Happening.Reward)
        {
            bool isAsked = blueprint is not null && People.Length > 0 && Payer.Length > 0;
            PeopleStudies =
            [
                await desk.PeopleAsync(
                    market.System,
                    PartyOutcome.Presence,
                    isAsked ? (blueprint!, Seed, People, Payer) : null,
                    cancellation
                ),
                contributions,
            ];
        }

        IReadOnlyList<DayBook> markets = await desk.MeasuredAsync(cancellation);
        IReadOnlyList<DayBook> runs = blueprint is null
            ? []
            : (await desk.SimulatedAsync(blueprint, Seed, cancellation)).Books;
        Flywheel = Flywheel.Of(markets.FirstOrDefault(one => one.Name == market.System), runs, contributions);
    }

    private void Refuse(string error, int status)
    {
        Error = error;
        Response.StatusCode = status;
    }
}

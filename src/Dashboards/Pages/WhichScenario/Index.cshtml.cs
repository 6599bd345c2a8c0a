using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Records;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Research.States;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Starters;

namespace Souk.Dashboards.Pages.WhichScenario;

/// <summary>The gallery: which scenarios ship, and what does each ask?</summary>
public sealed class IndexModel(IDashboardData data, ScenarioLibrary library) : PageModel, IExhibitor
{
    /// <summary>A price beyond it is a slip.</summary>
    private const double PriceUsdMax = 1e9;

    private static readonly string[] s_pair = ["masa-like", "masa-like-quiet"];

    public IReadOnlyList<(string Name, Blueprint Blueprint)> Scenarios { get; private set; } = [];

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>Those of them that have a price to start from.</summary>
    public IReadOnlySet<string> Priced { get; private set; } = new HashSet<string>();

    /// <summary>Why a market cannot be started from; null where nobody asked, or it can.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Whether readers' scenarios are kept here.</summary>
    public bool IsOpen => library.IsOpen;

    /// <summary>The two lists of scenarios to choose from, and what each shows at first.</summary>
    public IEnumerable<(string Name, string Label, string? Chosen)> Sides =>
        [
            ("a", PageWords.Plain("which-scenario.compare"), First),
            ("b", PageWords.Plain("which-scenario.with"), Second),
        ];

    /// <summary>The pair that differs by one thing, where both of it ship.</summary>
    private bool HasPair => s_pair.All(name => Scenarios.Any(scenario => scenario.Name == name));

    private string First => HasPair ? s_pair[0] : Scenarios[0].Name;

    private string Second => HasPair ? s_pair[1] : Scenarios[1].Name;

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "scenarios",
                PageWords.Plain("which-scenario.scenarios"),
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
        await ReadMarketsAsync(cancellation);
        return Page();
    }

    private async Task ReadMarketsAsync(CancellationToken cancellation)
    {
        Markets = await data.ListMarketsAsync(cancellation);
        Priced = await data.ReadAsync(
            connection =>
                RecordQuery
                    .Run(connection, "priced")
                    .Rows.Select(row => (string)row[0]!)
                    .ToHashSet(StringComparer.Ordinal),
            cancellation
        );
    }

    /// <summary>Makes a scenario of a market as it stands, which the editor then opens.</summary>
    /// <param name="price">What a token is supposed to cost, in USD, where no pool tells.</param>
    public async Task<IActionResult> OnPostAsync(string market, string? price, CancellationToken cancellation)
    {
        await ReadMarketsAsync(cancellation);
        if (!library.IsOpen || Markets.All(one => one.System != market))
        {
            return NotFound();
        }

        double? assumed = null;
        if (!string.IsNullOrWhiteSpace(price) && !Priced.Contains(market))
        {
            if (
                !double.TryParse(price, NumberStyles.Float, CultureInfo.InvariantCulture, out double usd)
                || usd is not (> 0 and <= PriceUsdMax)
            )
            {
                return Refuse(PageWords.Plain("which-scenario.is-no-price", price), StatusCodes.Status400BadRequest);
            }

            assumed = usd;
        }

        try
        {
            InitialState state = await data.ReadAsync(
                connection => InitialStateReader.Read(connection, market, assumed),
                cancellation
            );
            return Redirect($"/scenarios/{library.Keep(MarketStarter.Write(state, assumed is not null))}");
        }
        // Stored rows can contradict each other: then holders have more than there is.
        catch (Exception lacking)
            when (lacking is MarketStateException or ScenarioException or ShelfFullException or ArgumentException)
        {
            return Refuse(
                lacking.Message,
                lacking is ShelfFullException
                    ? StatusCodes.Status429TooManyRequests
                    : StatusCodes.Status422UnprocessableEntity
            );
        }
    }

    private PageResult Refuse(string reason, int status)
    {
        Obstacle = reason;
        Scenarios = library.All;
        Response.StatusCode = status;
        return Page();
    }
}

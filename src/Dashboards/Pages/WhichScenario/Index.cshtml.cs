using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Moments;
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
    /// <summary>A price, or what an order is worth, beyond it is a slip.</summary>
    private const double UsdMax = 1e9;

    /// <summary>More orders in a day than that are more people than an editor plays.</summary>
    private const double OrdersPerDayMax = 100_000;

    private static readonly string[] s_pair = ["masa-like", "masa-like-quiet"];

    public IReadOnlyList<(string Name, Blueprint Blueprint)> Scenarios { get; private set; } = [];

    /// <summary>The markets, as of <see cref="Moment"/>.</summary>
    public IReadOnlyList<MarketStart> Starts { get; private set; } = [];

    /// <summary>The day as of which a market is started from.</summary>
    public Moment Moment { get; private set; } = Moment.Now;

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
        Moment = Moment.Parse(Request.Query);
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(Moment, cancellation);
        Starts = await data.ReadAsync(connection => MarketStart.Read(connection, markets, Moment.Until), cancellation);
    }

    /// <summary>Makes a scenario of a market as it stands, which the editor then opens.</summary>
    /// <param name="price">What a token is supposed to cost, in USD, where no pool tells.</param>
    /// <param name="orders">How many orders a day are supposed, where there was none of late.</param>
    /// <param name="order">What one of them is supposed to be worth, in USD.</param>
    public async Task<IActionResult> OnPostAsync(
        string market,
        string? price,
        string? orders,
        string? order,
        CancellationToken cancellation
    )
    {
        await ReadMarketsAsync(cancellation);
        if (!library.IsOpen || Starts.FirstOrDefault(one => one.Market.System == market) is not { } start)
        {
            return NotFound();
        }

        if (Moment.Error is { } wrong)
        {
            return Refuse(wrong, StatusCodes.Status400BadRequest);
        }

        // What the chain shows is not supposed.
        double? usd = start.IsPriced ? null : Number(price, UsdMax);
        double? perDay = start.HasOrders ? null : Number(orders, OrdersPerDayMax);
        double? each = start.HasOrders ? null : Number(order, UsdMax);
        string? slip =
            usd is double.NaN ? PageWords.Plain("which-scenario.is-no-price", price!)
            : perDay is double.NaN ? PageWords.Plain("which-scenario.is-no-number-of-orders", orders!, OrdersPerDayMax)
            : each is double.NaN ? PageWords.Plain("which-scenario.is-no-price", order!)
            : null;
        if (slip is not null)
        {
            return Refuse(slip, StatusCodes.Status400BadRequest);
        }

        try
        {
            InitialState state = await data.ReadAsync(
                connection =>
                    InitialStateReader.Read(connection, market, new SupposedStart(usd, perDay, each), Moment.Until),
                cancellation
            );
            return Redirect($"/scenarios/{library.Keep(MarketStarter.Write(state))}");
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

    /// <returns>Null for an empty field, and no number for one that does not fit.</returns>
    private static double? Number(string? text, double max) =>
        string.IsNullOrWhiteSpace(text) ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && number > 0
        && number <= max
            ? number
        : double.NaN;

    private PageResult Refuse(string reason, int status)
    {
        Obstacle = reason;
        Scenarios = library.All;
        Response.StatusCode = status;
        return Page();
    }
}

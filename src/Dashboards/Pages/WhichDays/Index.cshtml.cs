using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Pages.WhichDays;

/// <summary>What stands behind an event study: which events does it count, from which days is it estimated, and what was asked for
/// them?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data, ScenarioLibrary library, StudyDesk desk, DashboardParts parts)
    : PageModel,
        IExhibitor
{
    /// <summary>Rows of one page, and events that it shows.</summary>
    public const int RowsMax = 100;

    private const string SimulatedSide = "simulated";

    private bool IsFile => Request.Query.ContainsKey(ExhibitFilter.Parameter);

    public StudyKey Key { get; private set; } = null!;

    /// <summary>Whose people are studied; of whole markets the one that the reader came from. Null where nothing is indexed.</summary>
    public MarketSummary? Market { get; private set; }

    /// <summary>Null where it cannot be shown; <see cref="Error"/> says why.</summary>
    public Study? Study { get; private set; }

    /// <summary>What is wrong with the address or the scenario; null where nothing is.</summary>
    public string? Error { get; private set; }

    /// <summary>The side that is shown.</summary>
    public StudySide Side { get; private set; } = null!;

    public bool IsSimulated { get; private set; }

    /// <summary>Null where there are more than a page reads.</summary>
    public StudyRows? Rows { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public int PageCount => Math.Max(1, ((Rows?.Rows.Count ?? 0) + RowsMax - 1) / RowsMax);

    public IReadOnlyList<StudyRow> Shown => [.. Rows?.Rows.Skip((PageNumber - 1) * RowsMax).Take(RowsMax) ?? []];

    public IReadOnlyList<StudyRow> ShownEvents => [.. Rows?.Events.Take(RowsMax) ?? []];

    /// <summary>What was asked for what was measured; empty of what was simulated.</summary>
    public IReadOnlyList<StudyQuery> Queries { get; private set; } = [];

    /// <summary>How the estimate is had again.</summary>
    public string Command { get; private set; } = "";

    /// <summary>Of what was simulated; null of what was measured.</summary>
    public Recomputation? Computed { get; private set; }

    /// <summary>By row, the facts behind it; empty of what was simulated.</summary>
    public IReadOnlyDictionary<StudyRow, FactsBehind> Behind { get; private set; } =
        new Dictionary<StudyRow, FactsBehind>();

    public IEnumerable<Exhibit> Exhibits =>
        (Error is null && Rows is { } rows ? rows.ToExhibits(About) : []).Select(one =>
            Market is { } market && !IsSimulated ? one with { Label = market.Label } : one
        );

    private (string Name, string Text)[] About =>
        [
            ("study", Study!.Question),
            ("of", Side.Of),
            ("units", Study.Unit),
            .. Computed is { } computed
                ? [("scenario hash", computed.ScenarioHash), ("seed", $"{computed.Seed}"), .. computed.About]
                : Queries.Select(query => ($"query:{query.Name}", query.Sql)).Append(("recompute", Command)),
        ];

    public async Task<IActionResult> OnGetAsync(string study, CancellationToken cancellation)
    {
        IQueryCollection query = Request.Query;
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        string asked = query["market"].ToString();
        Market = markets.FirstOrDefault(one => asked.Length == 0 || one.System == asked);
        string scenario = query["scenario"].ToString();
        Blueprint? blueprint = scenario.Length == 0 ? null : library.Find(scenario);
        IsSimulated = query["of"] == SimulatedSide;
        if (
            StudyKey.Parse(study) is not { } key
            || (Market is null && (asked.Length > 0 || key.People is not null))
            || (blueprint is null && (scenario.Length > 0 || IsSimulated))
        )
        {
            return NotFound();
        }

        Key = key;
        try
        {
            uint seed = Design.SeedOf(query["seed"].ToString());
            await ShowAsync(markets, blueprint is null ? null : (scenario, blueprint, seed), cancellation);
        }
        catch (FormatException wrong)
        {
            Refuse(wrong.Message, StatusCodes.Status400BadRequest);
        }
        catch (Exception failed) when (failed is ScenarioException or RunException or ArgumentException)
        {
            Refuse(failed.Message, StatusCodes.Status422UnprocessableEntity);
        }

        int rows = Rows?.Rows.Count ?? 0;
        return IsFile && rows > parts.FactFileRowsMax
            ? new JsonResult(
                new { error = PageWords.Plain("which-rows.rows-match-a-file-holds", rows, parts.FactFileRowsMax) }
            )
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            }
            : Page();
    }

    /// <summary>The same page with another side or another page of rows.</summary>
    public string LinkTo(bool isSimulated, int page = 1)
    {
        (string Name, string? Value)[] parts =
        [
            .. new[] { "market", "scenario", "seed", "people", "payer" }.Select(name =>
                (name, (string?)Request.Query[name].ToString())
            ),
            ("of", isSimulated ? SimulatedSide : null),
            ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
        ];
        return $"/responses/{Key}{QueryString.Create(parts.Where(part => part.Value is { Length: > 0 }).Select(part => KeyValuePair.Create(part.Name, part.Value)))}";
    }

    private async Task ShowAsync(
        IReadOnlyList<MarketSummary> markets,
        (string Name, Blueprint Blueprint, uint Seed)? simulated,
        CancellationToken cancellation
    )
    {
        (string people, string payer) = (Request.Query["people"].ToString(), Request.Query["payer"].ToString());
        if (Key.People is { } outcome)
        {
            (Blueprint, uint, string, string)? agents =
                simulated is { } played && people.Length > 0 && payer.Length > 0
                    ? (played.Blueprint, played.Seed, people, payer)
                    : null;
            Study = await desk.PeopleAsync(Market!.System, outcome, agents, cancellation);
            RequireSide();
            Rows = await desk.PeopleRowsAsync(Market.System, outcome, IsSimulated ? agents : null, cancellation);
        }
        else
        {
            (Blueprint, uint)? runs = simulated is { } played ? (played.Blueprint, played.Seed) : null;
            IReadOnlyList<Study> studies = await desk.AroundAsync(Key.Happening, runs, cancellation);
            Study = studies.First(one => one.Key == $"{Key}");
            RequireSide();
            Rows = await desk.RowsAsync(Key, IsSimulated ? runs : null, cancellation);
        }

        Side = Study.Sides[IsSimulated ? 1 : 0];
        Tell(markets, simulated, people, payer);
        PageNumber = PageOf(Request.Query["page"].ToString());
        if (!IsSimulated && !IsFile)
        {
            Behind = await data.ReadAsync(FactsOf, cancellation);
        }
    }

    private Dictionary<StudyRow, FactsBehind> FactsOf(DuckDBConnection connection)
    {
        StudyRow[] rows = [.. ShownEvents.Concat(Shown).Distinct()];
        StudyFacts facts = StudyFacts.Read(
            connection,
            Key,
            Key.People is null ? null : Market!.System,
            rows.Select(row => row.Unit)
        );
        return rows.ToDictionary(row => row, facts.Behind);
    }

    private void RequireSide()
    {
        if (IsSimulated && Study!.Sides.Count < 2)
        {
            throw new FormatException(PageWords.Plain("which-days.nothing-of-it-is-simulated"));
        }
    }

    private void Tell(
        IReadOnlyList<MarketSummary> markets,
        (string Name, Blueprint Blueprint, uint Seed)? simulated,
        string people,
        string payer
    )
    {
        if (IsSimulated && simulated is { } played)
        {
            Command = StudyCommand.OfSimulated(Key, played.Name, played.Seed, people, payer);
            Computed = new Recomputation(
                Command,
                played.Blueprint.Hash,
                played.Seed,
                Key.People is null ? StudyDesk.Runs : 1
            );
            return;
        }

        Command = StudyCommand.OfMeasured(Key, Key.People is null ? null : Market!.System);
        Queries = Key.People is { } outcome
            ? StudyQuery.OfPeople(Market!.System, outcome)
            : StudyQuery.Of(Key.Happening, Key.Outcome, [.. markets.Select(one => one.System)]);
    }

    // Another page than there is shows the first one, and says so.
    private int PageOf(string text)
    {
        if (text.Length == 0)
        {
            return 1;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int page)
            && page >= 1
            && page <= PageCount
        )
        {
            return page;
        }

        Refuse(PageWords.Plain("which-days.page-is-none-of", text, PageCount), StatusCodes.Status400BadRequest);
        return 1;
    }

    private void Refuse(string error, int status)
    {
        Error = error;
        Response.StatusCode = status;
    }
}

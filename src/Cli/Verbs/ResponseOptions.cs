using System.CommandLine;
using Souk.Dashboards.EventStudies;
using Souk.Research.Responses;

namespace Souk.Cli.Verbs;

/// <summary>What `souk responses` looks at.</summary>
/// <param name="Outcome">Of people; null where that of whole markets is asked.</param>
/// <param name="MarketOutcome">Of whole markets; null where that of people is asked.</param>
/// <param name="Database">The warehouse of what is measured; null for none.</param>
/// <param name="At">Of what is measured.</param>
/// <param name="Role">The payment leg that is the event; of whole markets, a <see cref="Happening"/>.</param>
/// <param name="Scenario">Null for none; else people and payer are named, unless outcomes are of whole markets.</param>
internal sealed record ResponseRequest(
    ResponseDesign Design,
    PartyOutcome? Outcome,
    DayOutcome? MarketOutcome,
    string? Database,
    AskedMoment At,
    string Market,
    string Role,
    string? Events,
    string? Scenario,
    string? People,
    string? Payer,
    uint Seed
)
{
    /// <summary>What happens to whole markets; null where it is declared.</summary>
    /// <exception cref="InvalidInputException">It is none of them.</exception>
    public Happening? Happening =>
        Events is not null ? null
        : Enum.TryParse(Role.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out Happening found)
        && Enum.IsDefined(found)
            ? found
        : throw new InvalidInputException(
            $"--event '{Role}' happens to no market as a whole; choose reward, fee, fee-rate, price, burn or cliff."
        );
}

/// <summary>The options of `souk responses`.</summary>
internal sealed class ResponseOptions
{
    private readonly Option<string?> _database = Text(
        "--db",
        "FILE",
        "The warehouse of what is measured: a DuckDB file."
    );

    private readonly MomentOptions _moment = new();

    private readonly Option<string> _market = SharedOptions.Market();

    private readonly Option<string> _role = new("--event")
    {
        Description =
            "The payment leg that is the event, whose payee may respond, or cliff: whoever vests may. For outcomes of whole markets "
            + "an unusual day: reward, fee, fee-rate, price, burn or cliff.",
        HelpName = "ROLE",
        DefaultValueFactory = _ => "reward",
    };

    private readonly Option<string?> _events = Text(
        "--events",
        "CSV",
        "Declared events in place of --event: a file with the columns day and address, or day and market for whole markets."
    );

    private readonly Option<string> _outcome = new("--outcome")
    {
        Description =
            "Of people contributions, purchases or presence (of a scenario, presence alone); of whole markets entry, exit, hours, "
            + "spending or price.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "presence",
    };

    private readonly Option<string?> _scenario = Text("--scenario", "SCENARIO", "The scenario of what is simulated.");

    private readonly Option<string?> _people = Text("--people", "NAME", "Whose accounts may respond.");

    private readonly Option<string?> _payer = Text("--payer", "NAME", "Whose payments are the events, or outside.");

    private readonly Option<int> _before = Days("--before", "Days before an event that it is compared with.");

    private readonly Option<int> _after = Days("--after", "Days of the response, the event's own included.");

    private readonly Option<uint> _seed = SharedOptions.Seed();

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _database,
            _market,
            _role,
            _events,
            _outcome,
            _scenario,
            _people,
            _payer,
            _before,
            _after,
            _seed,
        ];
        foreach (Option option in all)
        {
            command.Options.Add(option);
        }

        _moment.AddTo(command);
    }

    /// <exception cref="InvalidInputException">Nothing to look at, or something of it is missing or out of its limits.</exception>
    public ResponseRequest Read(ParseResult parsed)
    {
        (PartyOutcome? outcome, DayOutcome? marketOutcome) = OutcomeOf(parsed.GetRequiredValue(_outcome));
        ResponseRequest request = new(
            new ResponseDesign { DaysBefore = Within(parsed, _before), DaysAfter = Within(parsed, _after) },
            outcome,
            marketOutcome,
            parsed.GetValue(_database),
            _moment.Read(parsed),
            parsed.GetRequiredValue(_market),
            parsed.GetRequiredValue(_role),
            parsed.GetValue(_events),
            parsed.GetValue(_scenario),
            parsed.GetValue(_people),
            parsed.GetValue(_payer),
            parsed.GetValue(_seed)
        );
        request.At.RequireChainsAlone("A response");
        string? problem =
            request is { Database: null, Scenario: null }
                ? "Say what is looked at: --db FILE, --scenario SCENARIO, or both."
            : request is { Events: not null, Database: null } ? "--events are of a warehouse: give --db."
            : request is { At.IsNow: false, Database: null } ? "--as-of is of a warehouse: give --db."
            : request.MarketOutcome is not null ? OfMarkets(request)
            : request.Scenario is null ? null
            : request.Outcome != PartyOutcome.Presence
                ? "A scenario's postings tell presence alone: leave out --outcome."
            : request.People is null ? "--scenario needs --people."
            : request.Payer is null ? "--scenario needs --payer."
            : null;
        return problem is null ? request : throw new InvalidInputException(problem);
    }

    private static (PartyOutcome?, DayOutcome?) OutcomeOf(string text) =>
        Find<PartyOutcome>(text) is { } ofPeople ? (ofPeople, null)
        : Find<DayOutcome>(text) is { } ofMarkets ? (null, ofMarkets)
        : throw new InvalidInputException(
            $"--outcome '{text}' is none of contributions, purchases and presence of people, or entry, exit, hours, spending and price of whole markets."
        );

    private static T? Find<T>(string text)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : null;

    private static string? OfMarkets(ResponseRequest request) =>
        request is { People: not null } or { Payer: not null }
            ? "Outcomes of whole markets are of nobody alone: leave out --people and --payer."
        : request is { Events: not null, Scenario: not null }
            ? "--events are of a warehouse: leave out --scenario, or ask by --event."
        : request is { Happening: Souk.Dashboards.EventStudies.Happening.Price, MarketOutcome: DayOutcome.Price }
            ? "Whether the price moves when the price moves is no question: choose another --outcome or --event."
        : null;

    private static int Within(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is >= 1 and <= 365 and var value
            ? value
            : throw new InvalidInputException($"{option.Name} {parsed.GetValue(option)} is not between 1 and 365.");

    private static Option<int> Days(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "D",
            DefaultValueFactory = _ => 14,
        };

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };
}

using System.CommandLine;
using Souk.Research.Responses;

namespace Souk.Cli.Verbs;

/// <summary>What `souk responses` looks at.</summary>
/// <param name="Database">The warehouse of what is measured; null for none.</param>
/// <param name="At">Of what is measured.</param>
/// <param name="Scenario">Null for none; else people and payer are named.</param>
internal sealed record ResponseRequest(
    ResponseDesign Design,
    PartyOutcome Outcome,
    string? Database,
    AskedMoment At,
    string Market,
    string Role,
    string? Events,
    string? Scenario,
    string? People,
    string? Payer,
    uint Seed
);

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
        Description = "The payment leg that is the event, whose payee may respond; or cliff: whoever vests may.",
        HelpName = "ROLE",
        DefaultValueFactory = _ => "reward",
    };

    private readonly Option<string?> _events = Text(
        "--events",
        "CSV",
        "Declared events in place of --event: a file with the columns day and address."
    );

    private readonly Option<PartyOutcome> _outcome = new("--outcome")
    {
        Description = "contributions, purchases or presence; of a scenario, presence alone.",
        HelpName = "NAME",
        DefaultValueFactory = _ => PartyOutcome.Presence,
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
        ResponseRequest request = new(
            new ResponseDesign { DaysBefore = Within(parsed, _before), DaysAfter = Within(parsed, _after) },
            parsed.GetValue(_outcome),
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
            : request.Scenario is null ? null
            : request.Outcome != PartyOutcome.Presence
                ? "A scenario's postings tell presence alone: leave out --outcome."
            : request.People is null ? "--scenario needs --people."
            : request.Payer is null ? "--scenario needs --payer."
            : null;
        return problem is null ? request : throw new InvalidInputException(problem);
    }

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

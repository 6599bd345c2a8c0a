using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.DuckDb;
using Souk.Research.Responses;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Cli.Verbs;

/// <summary>`souk responses`: whether people respond to payments, measured in a warehouse and estimated alike in a scenario.</summary>
internal static class ResponsesVerb
{
    private const string Description =
        "Do people do more, or leave, after they were paid? An event study with difference in differences: units to which nothing\n"
        + "happened are the controls, placebo dates say how often as much is seen by chance, and days are resampled for the interval.\n\n"
        + "--db estimates it from what parties of a market did; --scenario from what agents of a scenario did in one run, by the same\n"
        + "code. With both, the two stand side by side. An agent is present on a day on which it sent anything; --payer names the\n"
        + "accounts whose payment is the event (outside: newly minted tokens). --event cliff takes the cliffs of vesting schedules,\n"
        + "--events a file of days and addresses. Hours worked are on no chain: days of presence stand for them.\n\n"
        + "Examples:\n"
        + "  souk responses --db demo.duckdb --market masa --event reward --outcome presence --as-of 2025-06-30\n"
        + "  souk responses --scenario masa-like --people data_stakers --payer data.posts --before 3 --after 3\n"
        + "  souk responses --db demo.duckdb --scenario masa-like --people data_stakers --payer data.posts --json";

    public static Command Create()
    {
        ResponseOptions options = new();
        Option<bool> json = SharedOptions.Json();
        Command verb = new("responses", Description) { json };
        options.AddTo(verb);
        verb.SetAction(
            (parsed, cancellation) =>
            {
                ResponseReport report = Report(options.Read(parsed), cancellation);
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(report) : report.Text());
                return Task.FromResult(ExitCode.Success);
            }
        );
        return verb;
    }

    private static ResponseReport Report(ResponseRequest request, CancellationToken cancellation)
    {
        List<ResponseRow> rows = [];
        if (request.Database is { } file)
        {
            rows.Add(Measured(file, request));
        }

        if (request is { Scenario: { } name, People: { } people, Payer: { } payer })
        {
            Blueprint blueprint = ScenarioSheet.Read(name, [], days: null);
            rows.Add(Simulated(blueprint, people, payer, request.Seed, request.Design, cancellation));
        }

        return new(Question(request.Outcome, request.Design), rows);
    }

    private static ResponseRow Measured(string file, ResponseRequest request)
    {
        IReadOnlyList<(DateOnly, Address)>? declared = request.Events is { } path ? DeclaredEvents.Read(path) : null;
        using WarehouseFile warehouse = SharedOptions.OpenExisting(file);
        (DuckDBConnection connection, string market) = (warehouse.Connection, request.Market);
        DateTime? until = request.At.Until(connection, market);
        ResponsePanel panel = declared is null
            ? PartyResponses.Read(connection, market, request.Role, request.Outcome, until)
            : PartyResponses.ReadDeclared(connection, market, declared, request.Outcome, until);
        string of = $"{market}, {(declared is null ? request.Role : Path.GetFileName(request.Events))}";
        return ResponseRow.From("measured", of, ResponseEstimator.Estimate(panel, request.Design));
    }

    private static ResponseRow Simulated(
        Blueprint blueprint,
        string people,
        string payer,
        uint seed,
        ResponseDesign design,
        CancellationToken cancellation
    )
    {
        try
        {
            ResponsePanel panel = SimulatedResponses.Read(blueprint, people, payer, seed, cancellation);
            string of = string.Create(
                CultureInfo.InvariantCulture,
                $"{blueprint.Title}, {people} paid by {payer} (scenario {blueprint.Hash[..12]}, seed {seed}, engine {EngineVersion.Current})"
            );
            return ResponseRow.From("simulated", of, ResponseEstimator.Estimate(panel, design));
        }
        catch (ArgumentException unknown)
        {
            throw new InvalidInputException(unknown.Message);
        }
    }

    private static string Question(PartyOutcome outcome, ResponseDesign design) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome} of people from the day on which they were paid, {design.DaysAfter} days against the {design.DaysBefore} before, less that of those who were not"
        );
}

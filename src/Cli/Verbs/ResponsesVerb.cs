using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Dashboards.EventStudies;
using Souk.DuckDb;
using Souk.Research.Responses;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;
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
        + "--outcome entry, exit, hours, spending or price asks it of whole markets, as the page /responses does: every market of the\n"
        + "warehouse, or each of 16 runs of the scenario, is a unit, and the event is a day with more than three times the mean of the 28\n"
        + "before: of rewards, fees, burns, unlocks, moves of the price or of the fee rate; or a day that --events declares.\n\n"
        + "Examples:\n"
        + "  souk responses --db demo.duckdb --market masa --event reward --outcome presence --as-of 2025-06-30\n"
        + "  souk responses --scenario masa-like --people data_stakers --payer data.posts --before 3 --after 3\n"
        + "  souk responses --db demo.duckdb --scenario masa-like --people data_stakers --payer data.posts --json\n"
        + "  souk responses --db demo.duckdb --event fee-rate --outcome spending --scenario fees-and-burns --before 7 --after 7";

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
        if (request is { MarketOutcome: { } ofMarkets })
        {
            return MarketReport(request, ofMarkets, cancellation);
        }

        PartyOutcome outcome = request.Outcome ?? PartyOutcome.Presence;
        List<ResponseRow> rows = [];
        if (request.Database is { } file)
        {
            rows.Add(Measured(file, request, outcome));
        }

        if (request is { Scenario: { } name, People: { } people, Payer: { } payer })
        {
            Blueprint blueprint = ScenarioSheet.Read(name, [], days: null);
            rows.Add(Simulated(blueprint, people, payer, request.Seed, request.Design, cancellation));
        }

        return new(Question(outcome, request.Design), rows);
    }

    private static ResponseReport MarketReport(
        ResponseRequest request,
        DayOutcome outcome,
        CancellationToken cancellation
    )
    {
        List<StudySide> sides = [];
        if (request.Database is { } file)
        {
            ILookup<string, DateOnly>? declared = request.Events is { } path
                ? DeclaredEvents.ReadOfMarkets(path).ToLookup(one => one.Market, one => one.Day)
                : null;
            using WarehouseFile warehouse = SharedOptions.OpenToRead(file);
            DateTime? until = request.At.Until(warehouse.Connection, request.Market);
            sides.Add(
                declared is null
                    ? DayStudies.Measured(
                        warehouse.Connection,
                        request.Happening.GetValueOrDefault(),
                        outcome,
                        request.Design,
                        until
                    )
                    : DayStudies.MeasuredDeclared(warehouse.Connection, declared, outcome, request.Design, until)
            );
        }

        if (request is { Scenario: { } name, Happening: { } happening })
        {
            Blueprint blueprint = ScenarioSheet.Read(name, [], days: null);
            BlueprintResult result = BlueprintEnsemble.Run(
                blueprint,
                request.Seed,
                StudyDesk.Runs,
                cancellation: cancellation
            );
            sides.Add(DayStudies.Simulated(result, happening, outcome, request.Design));
        }

        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{DayStudies.Question(request.Happening, outcome)}, {DayStudies.Unit(outcome)}: {request.Design.DaysAfter} days against the {request.Design.DaysBefore} before, less that of those to which nothing happened"
            ),
            [.. sides.Select(ResponseRow.From)]
        );
    }

    private static ResponseRow Measured(string file, ResponseRequest request, PartyOutcome outcome)
    {
        IReadOnlyList<(DateOnly, Address)>? declared = request.Events is { } path ? DeclaredEvents.Read(path) : null;
        using WarehouseFile warehouse = SharedOptions.OpenToRead(file);
        (DuckDBConnection connection, string market) = (warehouse.Connection, request.Market);
        SharedOptions.RequireMarket(warehouse, market);
        DateTime? until = request.At.Until(connection, market);
        ResponsePanel panel = declared is null
            ? PartyResponses.Read(connection, market, request.Role, outcome, until)
            : PartyResponses.ReadDeclared(connection, market, declared, outcome, until);
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

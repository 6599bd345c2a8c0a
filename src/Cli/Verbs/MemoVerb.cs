using System.CommandLine;
using Microsoft.AspNetCore.Http;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Memos;
using Souk.Dashboards.Scenarios;
using Souk.Simulation.Blueprints;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk export memo`: a market or a scenario on one page of PDF.</summary>
internal static class MemoVerb
{
    private const string Description =
        "Write a market or a scenario on one page of PDF: what is known, assumed and unverifiable, and three things that would\n"
        + "change the answer. With --db it is a market of that warehouse, without a scenario, of which 32 runs are played, and a\n"
        + "few under each model that might be right where there are several. The same warehouse or scenario gives the same bytes.\n"
        + "What a market's memo says stands in its warehouse's log of handouts (souk handouts).\n"
        + "/m/MARKET/memo and /scenario/NAME/memo show the same.\n\n"
        + "Examples:\n  souk export memo masa --db demo.duckdb --out masa.pdf\n  souk export memo unlocks --out unlocks.pdf";

    public static Command Create()
    {
        Argument<string> subject = new("MARKET|SCENARIO")
        {
            Description = "A market of the warehouse, or a scenario by name or path.",
        };
        Option<string?> database = new("--db")
        {
            Description = "The warehouse of a market: a DuckDB file.",
            HelpName = "FILE",
        };
        Option<string> output = new("--out")
        {
            Description = "The PDF to write; one that is there is replaced.",
            HelpName = "FILE",
            Required = true,
        };
        Option<bool> json = SharedOptions.Json();
        Command memo = new("memo", Description) { subject, database, output, json };
        memo.SetAction(
            async (parsed, cancellation) =>
            {
                string name = parsed.GetRequiredValue(subject);
                string file = parsed.GetRequiredValue(output);
                (Memo written, byte[] bytes) = parsed.GetValue(database) is { } warehouse
                    ? await WriteMarketAsync(warehouse, name, file, cancellation)
                    : await WriteScenarioAsync(name, file, cancellation);
                Console.WriteLine(
                    parsed.GetValue(json)
                        ? JsonOutput.Of(
                            new
                            {
                                File = file,
                                written.Title,
                                written.AsOf,
                                Bytes = bytes.Length,
                            }
                        )
                        : $"{file}: {written.Title}, {written.AsOf}"
                );
                return ExitCode.Success;
            }
        );
        return memo;
    }

    private static async Task<(Memo Memo, byte[] Bytes)> WriteMarketAsync(
        string database,
        string market,
        string file,
        CancellationToken cancellation
    )
    {
        using WarehouseFile warehouse = SharedOptions.OpenToRead(database);
        using WarehouseData data = new(warehouse.Connection, Repository.FindFile("baseline", "scenarios"));
        using AnswerJournal journal = AnswerJournal.Begin(warehouse.Connection);
        IReadOnlyList<Claim> claims = ClaimRegistry.Read(Repository.ListFiles("claims"));
        (Memo memo, MarketOverview overview) =
            await MarketMemo.ReadAsync(data, market, claims, cancellation)
            ?? throw new InvalidInputException(
                $"{database} has no market '{market}'; it has {string.Join(", ", (await data.ListMarketsAsync(cancellation)).Select(one => one.System))}."
            );
        byte[] bytes = MemoPdf.Write(memo, MarketFigures.Supply(overview));
        await WholeFile.WriteAsync(file, bytes, cancellation);
        HandoutLog.Write(
            warehouse,
            new Handout(HandoutKind.Memo, market, market, "", Handout.DigestOf(bytes)),
            journal,
            TimeProvider.System.GetUtcNow().UtcDateTime
        );
        return (memo, bytes);
    }

    private static async Task<(Memo Memo, byte[] Bytes)> WriteScenarioAsync(
        string name,
        string file,
        CancellationToken cancellation
    )
    {
        Blueprint blueprint = ScenarioSheet.Read(name);
        using BandRunner runner = new();
        (Memo memo, IReadOnlyList<Bands> bands) = await ScenarioMemo.ReadAsync(
            Design.Parse(name, blueprint, new QueryCollection()),
            runner,
            new SensitivityDesk(runner),
            cancellation
        );
        byte[] bytes = MemoPdf.Write(memo, bands.Count == 0 ? null : bands[0].ToChart());
        await WholeFile.WriteAsync(file, bytes, cancellation);
        return (memo, bytes);
    }
}

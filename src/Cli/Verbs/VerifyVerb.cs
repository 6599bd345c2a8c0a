using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Cli.Stages;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk verify`: how surely the warehouse holds every log, and whether it still does.</summary>
internal static class VerifyVerb
{
    private const string Description =
        "Tell how surely the warehouse holds every log, and check that it does.\n\n"
        + "Prints the stored blocks by level of proof: none (the endpoint was believed), bloom (a block without logs has a\n"
        + "bloom that rules them out), receipts (the receipts root was recomputed). Then every block from the first to the\n"
        + "last must be in one stored range, and the logs of every range are hashed and compared with the hash of what was\n"
        + "received; this needs no network.\n\n"
        + "With --rpc, every stored block with logs is read again from its receipts, proven by its hash, and compared.\n"
        + "With --sample, N blocks of all that are stored are read instead, those without logs too. A second --rpc of the\n"
        + "same chain is asked for the logs of the same blocks.\n\n"
        + "Exit code 5 on the first discrepancy, which names block and endpoint; a range has one hash, so without --rpc changed\n"
        + "logs are named by the blocks of their range. 4 if an endpoint cannot be reached.\n\n"
        + "Examples:\n"
        + "  souk verify --db demo.duckdb\n"
        + "  souk verify --db demo.duckdb --rpc 31337=http://127.0.0.1:8545 --json\n"
        + "  souk verify --db demo.duckdb --rpc 1=https://one.example --rpc 1=https://two.example --sample 500 --seed 7";

    public static Command Create()
    {
        Option<string> database = SharedOptions.DatabaseToRead();
        var endpoints = new EndpointSettings(
            "An endpoint of a chain, by chain id. May be repeated; the second of a chain is compared."
        );
        Option<int?> sample = new("--sample")
        {
            Description = "Read N blocks, drawn from all that are stored, instead of every block with logs.",
            HelpName = "N",
        };
        Option<uint> seed = SharedOptions.Seed();
        Option<bool> json = SharedOptions.Json();
        Command verify = new("verify", Description) { database, sample, seed, json };
        endpoints.AddTo(verify);
        verify.SetAction(
            (parsed, cancellation) =>
                ExecuteAsync(
                    parsed.GetRequiredValue(database),
                    new VerifyOptions(
                        endpoints.In(parsed),
                        ParseSample(parsed.GetValue(sample)),
                        parsed.GetValue(seed)
                    ),
                    parsed.GetValue(json),
                    cancellation
                )
        );
        return verify;
    }

    private static async Task<int> ExecuteAsync(
        string database,
        VerifyOptions options,
        bool isJson,
        CancellationToken cancellation
    )
    {
        using WarehouseFile warehouse = SharedOptions.OpenToRead(database);
        VerifyReport report = await VerifyStage.RunAsync(warehouse, options, cancellation);
        Console.WriteLine(isJson ? JsonOutput.Of(report) : VerifyScreen.Describe(report));
        if (report.Discrepancy is null)
        {
            return ExitCode.Success;
        }

        Console.Error.WriteLine($"souk: {report.Discrepancy}");
        return ExitCode.VerificationFailed;
    }

    private static int? ParseSample(int? count) =>
        count is null or (>= 1 and <= 1_000_000)
            ? count
            : throw new InvalidInputException($"--sample {count} is not between 1 and 1000000.");
}
